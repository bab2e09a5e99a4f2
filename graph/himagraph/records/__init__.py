"""The frozen records that travel between the rooms."""

from himagraph.records.claims import Claim, Instalment, Judgement, Party, Source, TaskShare, Value
from himagraph.records.entities import Alias, Entity, Identifier, Labels, Listing
from himagraph.records.findings import Finding
from himagraph.records.quantity import NOT_KNOWN, UNKNOWN, Money, Quantity, Share, plain
from himagraph.records.when import When, last_day

__all__ = [
    "NOT_KNOWN",
    "UNKNOWN",
    "Alias",
    "Claim",
    "Entity",
    "Finding",
    "Identifier",
    "Instalment",
    "Judgement",
    "Labels",
    "Listing",
    "Money",
    "Party",
    "Quantity",
    "Share",
    "Source",
    "TaskShare",
    "Value",
    "When",
    "last_day",
    "plain",
]
