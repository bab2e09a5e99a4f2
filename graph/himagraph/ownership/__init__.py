"""The record's capital as a register for `measures`: look-through shares, with the claims that each rests on."""

from himagraph.ownership.controlling import MAJORITY, Controller, claims_behind, controllers
from himagraph.ownership.interest import Interest, interests, interests_of, open_ends, reported_share
from himagraph.ownership.stored import control_of, is_stored, of_holder, of_issuer
from himagraph.ownership.table import Ownership, above, around, everything, ownership

__all__ = [
    "MAJORITY",
    "Controller",
    "Interest",
    "Ownership",
    "above",
    "around",
    "claims_behind",
    "control_of",
    "controllers",
    "everything",
    "interests",
    "interests_of",
    "is_stored",
    "of_holder",
    "of_issuer",
    "open_ends",
    "ownership",
    "reported_share",
]
