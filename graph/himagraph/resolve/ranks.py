"""The rank of every claim at given clocks: preferred, normal or deprecated, with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from himagraph.frozen import dataclass
from himagraph.records import Claim, Party, Value, When
from himagraph.resolve.evidence import Evidence
from himagraph.resolve.holding import Holding
from himagraph.resolve.stakes import Capital, capitals

PREFERRED, NORMAL, DEPRECATED = "preferred", "normal", "deprecated"

#: Claims of a kind that agree in these keys speak of the same thing, and one of them is preferred.
_SAME_THING: dict[str, tuple[str, ...]] = {
    "delivery": ("subject", "period", "basis", "segment"),
    "price": ("car", "brand", "stage", "market"),
    "financial": ("subject", "metric", "period"),
    "ratio": ("part", "whole", "base", "metric", "period", "unit"),
    "affiliation": ("part", "whole", "role"),
    "production": ("maker", "car", "brand"),
    "post": ("person", "organisation", "title"),
    "technology-use": ("car", "brand", "technology", "version"),
    "brand-right": ("holder", "brand", "right", "event"),
}


@dataclass(frozen=True, slots=True)
class Rank:
    """`rank` of a claim and why it has it, in a few words."""

    rank: str
    reason: str


def ranks(evidence: Evidence) -> dict[str, Rank]:
    """The rank of each claim by its path. Only preferred claims enter the current view."""
    found: dict[str, Rank] = {path: Rank(DEPRECATED, reason) for path, reason in evidence.refuted.items()}
    for capital in capitals(evidence).values():
        found.update(_of_capital(capital))
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in evidence.claims:
        if claim.path in found:
            continue
        if claim.is_denied:
            found[claim.path] = Rank(NORMAL, "a denial: kept, and shown beside what it denies")
        elif claim.kind == "stake":
            found[claim.path] = Rank(NORMAL, "not held at the date")
        else:
            groups.setdefault(_thing(claim), []).append(claim)
    for group in groups.values():
        found.update(_of_group(group, evidence))
    return dict(sorted(found.items()))


def _of_capital(capital: Capital) -> dict[str, Rank]:
    found: dict[str, Rank] = {}
    for row in capital.holdings:
        found.update(_of_holding(row))
    marked = (
        (capital.reported, "a headline: the press names it, it is no holder of record"),
        (capital.inferred, "inferred from what its source says"),
        (capital.possible, "possible: its date leaves it open"),
        (capital.other_scopes, "of another scope than a direct share of the whole"),
    )
    for rows, reason in marked:
        for row in rows:
            for claim in row.claims:
                if claim.kind == "stake":
                    found.setdefault(claim.path, Rank(NORMAL, reason))
    return found


def _of_holding(row: Holding) -> dict[str, Rank]:
    found = {row.preferred.path: Rank(PREFERRED, "the figure that stands")}
    for claims, reason in (
        (row.claims, "agrees with the preferred figure"),
        (row.silent, "says that it is held, without a figure"),
        (row.contradicting, "another figure for the same time, from weaker evidence"),
        (row.superseded, "superseded by a later figure"),
    ):
        for claim in claims:
            found.setdefault(claim.path, Rank(NORMAL, reason))
    if not row.share.is_known and row.last_known:
        found[row.preferred.path] = Rank(NORMAL, row.reason or "overtaken by a later event")
    return found


def _thing(claim: Claim) -> tuple[object, ...]:
    keys = _SAME_THING.get(claim.kind)
    if keys is None:
        return (claim.path,)
    return (claim.kind, *(_plain(claim.values.get(key)) for key in keys))


def _plain(value: Value | None) -> object:
    match value:
        case When():
            return value.text
        case Party():
            return tuple(sorted(value.ids)), value.text
        case _:
            return value


def _of_group(group: Iterable[Claim], evidence: Evidence) -> dict[str, Rank]:
    ordered = sorted(group, key=evidence.newest_first)
    best, *rest = ordered
    found = {best.path: Rank(PREFERRED, "the best evidence for it" if rest else "the only claim about it")}
    for claim in rest:
        same = all(claim.values.get(key) == best.values.get(key) for key in ("value", "percent", "amount", "range"))
        found[claim.path] = Rank(NORMAL, "says the same" if same else "says otherwise, from weaker or older evidence")
    return found
