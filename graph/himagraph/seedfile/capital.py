"""Sums over an issuer's capital: no more than the whole, and not all of it in a ring.

Only what is certain counts: completed, direct, asserted and stated stakes, at their lower ends, from the last day that
their date allows, until a later figure of the same holder or a deal that changed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from himagraph import vocab
from himagraph.records import Claim
from himagraph.seedfile.entries import ClaimEntry
from himagraph.seedfile.rings import one_ring, rings
from himagraph.seedfile.words import quoted
from himagraph.seedfile.world import World

#: What disclosed decimals may sum to, in percent.
FULL = Fraction("100.01")
#: What counts as the whole of an issuer.
_WHOLE = Fraction("99.99")


@dataclass(frozen=True, slots=True)
class _Stake:
    """A stake that counts: `possible` and `certain` are the first and last day on which it can have begun."""

    holder: str
    issuer: str
    percent: Fraction
    possible: date
    certain: date
    end: date
    entry: ClaimEntry


@dataclass(frozen=True, slots=True)
class _Deal:
    """A completed deal after which older figures of `holder` (None: of every holder) are stale."""

    issuer: str
    holder: str | None
    first: date
    last: date


def check_capital(world: World) -> None:
    """Over-full capital and rings without an outside owner, each reported once a set of stakes; self-holdings."""
    series: dict[str, list[_Stake]] = defaultdict(list)
    stakes: dict[tuple[str, str, str], list[_Stake]] = defaultdict(list)
    set_aside = _set_aside(world)
    for entry in world.claims:
        if entry.claim.kind != "stake":
            continue
        _check_self(entry)
        stake = None if entry.claim.path in set_aside else _stake(entry, world)
        if stake:
            # An undated source says what held at some time: it is summed by itself only.
            dated = world.source_of[entry.claim.source].published is not None or _has_date(entry.claim)
            own = "" if dated else entry.claim.source
            stakes[stake.issuer, entry.claim.text("class") or "", own].append(stake)
            if not entry.claim.text("class"):
                series[own].append(stake)
    deals = _deals(world)
    for (issuer, class_, _), several in sorted(stakes.items()):
        _check_sum(issuer, class_, several, deals)
    for _, several in sorted(series.items()):
        _check_rings(several, deals)


def _set_aside(world: World) -> set[str]:
    """The claims that a judgement puts behind another one: they are shown, but not added up."""
    judged = [entry.judgement for entry in world.judgements if entry.judgement.verdict == "prefer"]
    return {vocab.slug_of(about) for judgement in judged for about in judgement.about[1:]}


def _check_self(entry: ClaimEntry) -> None:
    claim = entry.claim
    holder = claim.id_of("holder")
    if holder == claim.id_of("issuer") and not claim.is_denied:
        entry.report.warning(
            "self-holding",
            entry.at("issuer"),
            "issuer",
            f"{holder} holds shares of itself.",
            "Check holder and issuer; treasury shares are rare.",
            holder or "",
        )


def _stake(entry: ClaimEntry, world: World) -> _Stake | None:
    claim, source = entry.claim, world.source_of.get(entry.claim.source)
    holder, issuer, share = claim.id_of("holder"), claim.id_of("issuer"), claim.share()
    counts = claim.text("status") == "completed" and claim.text("scope") in (None, "direct")
    if (
        not counts
        or claim.is_denied
        or claim.is_inferred
        or not (source and holder and issuer and share.min is not None)
    ):
        return None
    began = claim.when("from") or claim.when("observed") or source.dated
    until = claim.when("until")
    possible = began.first or date.min
    percent = max(share.min - (_last_place(claim) if share.bound == "about" else 0), Fraction(0))
    return _Stake(holder, issuer, percent, possible, began.last or possible, (until and until.first) or date.max, entry)


def _last_place(claim: Claim) -> Fraction:
    """One unit of the last digit of the lower figure, by which `about` may be off."""
    figure = claim.quantity("percent")
    exponent = figure.min.as_tuple().exponent if figure and figure.min is not None else 0
    return Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(0)


def _has_date(claim: Claim) -> bool:
    return "from" in claim.values or "observed" in claim.values


def _deals(world: World) -> dict[str, list[_Deal]]:
    """Completed subscriptions and sales by their issuer."""
    found: dict[str, list[_Deal]] = defaultdict(list)
    for entry in world.claims:
        claim = entry.claim
        issuer, seller = claim.id_of("issuer"), claim.id_of("seller")
        if claim.kind != "transaction" or claim.text("status") != "completed" or claim.is_denied or not issuer:
            continue
        dates = [when for key in ("completed", "registered", "approved", "signed") if (when := claim.when(key))]
        dates += [when for key in ("from", "observed") if not dates and (when := claim.when(key))]
        days = [(when.first or date.min, when.last or date.max) for when in dates]
        if not days:
            continue
        first, last = max(days)
        if claim.text("way") == "subscription":
            found[issuer].append(_Deal(issuer, None, first, last))
        elif seller:
            found[issuer].append(_Deal(issuer, seller, first, last))
    return found


def _held(stakes: Iterable[_Stake], deals: Sequence[_Deal], day: date) -> dict[str, _Stake]:
    """For each holder of one issuer the stake that surely holds on the day: of equal dates the smaller one."""
    latest: dict[str, _Stake] = {}
    for stake in stakes:
        if stake.possible > day:
            continue
        other = latest.get(stake.holder)
        if other is None or (stake.possible, -stake.percent) > (other.possible, -other.percent):
            latest[stake.holder] = stake
    return {
        holder: stake
        for holder, stake in latest.items()
        if stake.certain <= day < stake.end
        and not any(
            deal.holder in (None, holder) and stake.possible < deal.last and deal.first <= day for deal in deals
        )
    }


def _check_sum(issuer: str, class_: str, stakes: Sequence[_Stake], deals: dict[str, list[_Deal]]) -> None:
    reported: set[frozenset[str]] = set()
    for day in sorted({stake.certain for stake in stakes}):
        held = _held(stakes, deals.get(issuer, ()), day)
        total = sum((stake.percent for stake in held.values()), Fraction(0))
        names = frozenset(stake.entry.claim.path for stake in held.values())
        if total <= FULL or any(names >= other for other in reported):
            continue
        reported.add(names)
        ordered = sorted(held.values(), key=lambda stake: (stake.certain, stake.entry.claim.path))
        last = ordered[-1].entry
        parts = ", ".join(
            f"{one.holder} {_decimal(one.percent)} ({one.entry.claim.path} in {one.entry.place})" for one in ordered
        )
        of_class = f" of the class {quoted(class_)}" if class_ else ""
        last.report.error(
            "capital-over-full",
            last.at("percent"),
            "percent",
            f"the holders of {issuer}{of_class} sum to {_decimal(total)} percent on {day}, more than 100: {parts}.",
            "Mend a figure, end a stake with `until`, or mark what is not held directly by its `scope`.",
            _decimal(total),
        )


def _check_rings(stakes: Sequence[_Stake], deals: dict[str, list[_Deal]]) -> None:
    """Companies that hold each other whole on some day; first a cheap look for rings whatever the day."""
    core = _core(stakes)
    for members in rings(_graph(stake for issuer in core.values() for stake in issuer)):
        days = sorted({stake.certain for member in members for stake in core.get(member, ())})
        reported: set[tuple[str, ...]] = set()
        for day in days:
            held = [stake for one in members for stake in _held(core.get(one, ()), deals.get(one, ()), day).values()]
            for closed in _closed(held):
                if closed not in reported:
                    reported.add(closed)
                    _report_ring(closed, held, day)


def _core(stakes: Iterable[_Stake]) -> dict[str, list[_Stake]]:
    """The stakes by issuer, of issuers that others of them could hold whole, on whatever days."""
    core: dict[str, list[_Stake]] = defaultdict(list)
    for stake in stakes:
        core[stake.issuer].append(stake)
    while True:
        hollow = [issuer for issuer, several in core.items() if _most(several, core) < _WHOLE]
        if not hollow:
            return core
        for issuer in hollow:
            del core[issuer]


def _most(stakes: Iterable[_Stake], holders: Container[str]) -> Fraction:
    """What the holders have in one issuer at most, each at its highest figure."""
    highest: dict[str, Fraction] = {}
    for stake in stakes:
        if stake.holder in holders:
            highest[stake.holder] = max(stake.percent, highest.get(stake.holder, stake.percent))
    return sum(highest.values(), Fraction(0))


def _closed(held: Sequence[_Stake]) -> list[tuple[str, ...]]:
    """The rings of which every member is held whole by members."""
    found: list[tuple[str, ...]] = []
    for members in rings(_graph(held)):
        sums = dict.fromkeys(members, Fraction(0))
        for stake in held:
            if stake.issuer in sums and stake.holder in sums:
                sums[stake.issuer] += stake.percent
        if all(total >= _WHOLE for total in sums.values()):
            found.append(members)
    return found


def _graph(stakes: Iterable[_Stake]) -> dict[str, set[str]]:
    graph: dict[str, set[str]] = defaultdict(set)
    for stake in stakes:
        if stake.percent > 0:
            graph[stake.holder].add(stake.issuer)
    return dict(graph)


def _report_ring(members: tuple[str, ...], held: Sequence[_Stake], day: date) -> None:
    inside = sorted(
        (stake for stake in held if stake.issuer in members and stake.holder in members),
        key=lambda stake: (stake.certain, stake.entry.claim.path),
    )
    way = " -> ".join(one_ring(members, _graph(inside)))
    parts = ", ".join(f"{one.entry.claim.path} in {one.entry.place}" for one in inside)
    last = inside[-1].entry
    last.report.error(
        "closed-ring",
        last.at("holder"),
        "holder",
        f"{way} on {day}: the ring holds itself whole and has no outside owner ({parts}).",
        "Name the closed ring's outside owner, or mend a figure.",
        way,
    )


def _decimal(value: Fraction) -> str:
    return f"{float(value):.6f}".rstrip("0").rstrip(".")
