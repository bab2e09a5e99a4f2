"""The measures of a table, walked one line after another: by exact fractions, or by arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isnan
from typing import TYPE_CHECKING, Any

from himagraph.errors import UsageError
from himagraph.measures import NO_OUTSIDE_OWNER, UNDISCLOSED, Holdings, Stake
from himagraph.records import NOT_KNOWN, Share

if TYPE_CHECKING:
    from himagraph.measures.arrays import Register

#: Told of the step at hand and of how much is done, from 0 to 1.
Progress = Callable[[str, float], None]
#: What each engine walks. One line for every pair would be more than a register of a million can hold.
OF_ARRAYS = ("ultimate", "control", "over-full", "closed-ring", "self-holding")
OF_FRACTIONS = ("effective", "ultimate", "control", "may-control", "over-full", "closed-ring", "self-holding")
#: Floating-point shares are widened to so many places of a percent, outward.
_PLACES = 10**6


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the result. `holder` holds or controls `issuer`; of a flaw, `issuer` names all whom it concerns.

    `measure` is effective or ultimate (look-through, in percent), control, may-control (who may, by what is not
    known), over-full, closed-ring or self-holding.
    """

    measure: str
    issuer: str
    holder: str | None
    share: Share | None
    rows: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The line as JSON; `lines` are those of the file that a flaw comes from."""
        return {
            "measure": self.measure,
            "issuer": self.issuer,
            "holder": self.holder,
            "share": self.share.as_json() if self.share else None,
            "lines": list(self.rows),
        }


def exact(holdings: Holdings, stakes: Iterable[tuple[Stake, int]], least: Fraction, told: Progress) -> Iterator[Result]:
    """The measures in exact fractions, issuer by issuer."""
    issuers = sorted(holdings.issuers)
    steps = 4 * len(issuers)
    for number, issuer in enumerate(issuers):
        told("effective", number / steps)
        yield from _shares("effective", issuer, holdings.effective(issuer), least)
    for number, issuer in enumerate(issuers, len(issuers)):
        told("ultimate", number / steps)
        yield from _shares("ultimate", issuer, holdings.ultimate(issuer), least)
    for number, issuer in enumerate(issuers, 2 * len(issuers)):
        told("control", number / steps)
        certain = holdings.ultimate_controllers(issuer)
        yield from (Result("control", issuer, one, None) for one in sorted(certain))
    for number, issuer in enumerate(issuers, 3 * len(issuers)):
        told("control", number / steps)
        possible = holdings.controllers(issuer, possible=True) - holdings.controllers(issuer)
        yield from (Result("may-control", issuer, one, None) for one in sorted(possible))
    lines: dict[tuple[str | None, str], list[int]] = {}
    for stake, line in stakes:
        lines.setdefault((stake.holder, stake.issuer), []).append(line)
    for flaw in holdings.lint():
        places = {line for row in flaw.rows for line in lines[row.holder, row.issuer]}
        yield Result(flaw.kind, "; ".join(flaw.issuers), None, flaw.share, tuple(sorted(places)))
    told("done", 1.0)


def _shares(measure: str, issuer: str, shares: dict[str, Share], least: Fraction) -> Iterator[Result]:
    """The shares that may reach the least one asked for, in the engine's order."""
    for holder, share in shares.items():
        if share.max is None or share.max >= least:
            yield Result(measure, issuer, holder, share)


def register(stakes: Iterable[tuple[Stake, int]]) -> Register:
    try:
        import numpy as np
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"A table of this size, or with loops of this size, needs {missing.name}.",
            "Install it with `pip install himagraph[registers]`, or ask with --engine exact.",
        ) from None
    own = [stake for stake, _ in stakes]
    names = sorted({name for stake in own for name in (stake.holder or "", stake.issuer)})
    number = {name: place for place, name in enumerate(names)}
    ranged = any(stake.low != stake.high for stake in own)
    most = np.array([float(stake.high) for stake in own]) if ranged else None
    return Holdings.from_arrays(
        np.array([number[stake.holder or ""] for stake in own], dtype=np.int32),
        np.array([number[stake.issuer] for stake in own], dtype=np.int32),
        np.array([float(stake.low) for stake in own]),
        most=most,
        names=names,
    )


def _open_below(stakes: Iterable[tuple[Stake, int]]) -> set[str]:
    """The companies whose capital passes a range or an unknown share on its way up."""
    held: dict[str | None, list[str]] = {}
    found: set[str] = set()
    for stake, _ in stakes:
        held.setdefault(stake.holder, []).append(stake.issuer)
        if stake.low != stake.high:
            found.add(stake.issuer)
    waiting = list(found)
    while waiting:
        for issuer in held.get(waiting.pop(), ()):
            if issuer not in found:
                found.add(issuer)
                waiting.append(issuer)
    return found


def of_arrays(
    table: Register, stakes: Sequence[tuple[Stake, int]], least: Fraction, told: Progress
) -> Iterator[Result]:
    """Tops, control and flaws by arrays, each share between bounds."""
    told("ultimate", 0.2)
    ranged = _open_below(stakes)
    tops = table.ultimate_all(float(least))
    names = [str(table.name(one)) for one in range(table.size)]
    issuers = sorted({stake.issuer for stake, _ in stakes})
    numbers = {name: place for place, name in enumerate(names)}
    ends = _ends(tops.company.tolist())
    top, low, high = tops.top.tolist(), tops.low.tolist(), tops.high.tolist()
    for number, issuer in enumerate(issuers):
        told("ultimate", 0.3 + 0.4 * number / len(issuers))
        company = numbers[issuer]
        left = float(tops.undisclosed[company])
        if isnan(left):
            yield Result("ultimate", issuer, UNDISCLOSED, NOT_KNOWN)
            continue
        # What ranges leave open is counted as undisclosed at their lower ends; it may be anyone's.
        open_part = left if issuer in ranged else 0.0
        begin, end = ends.get(company, (0, 0))
        found = [(names[top[place]], low[place], high[place] + open_part) for place in range(begin, end)]
        trapped, lost = float(tops.trapped[company]), float(tops.dropped[company])
        found += [(UNDISCLOSED, left - open_part, left + lost)]
        found += [(NO_OUTSIDE_OWNER, trapped, trapped + open_part)] if trapped > 0 else []
        rows = [(name, _outward(least_, most)) for name, least_, most in found if most * _PLACES >= 1]
        yield from (Result("ultimate", issuer, name, share) for name, share in rows if (share.max or 0) >= least)
    told("control", 0.7)
    control = table.control_all()
    heads = control.head.tolist()
    for issuer in issuers:
        if control.is_controlled[numbers[issuer]]:
            yield Result("control", issuer, names[heads[numbers[issuer]]], None)
    told("lint", 0.9)
    yield from _flaws(table, stakes)
    told("done", 1.0)


def _flaws(table: Register, stakes: Iterable[tuple[Stake, int]]) -> Iterator[Result]:
    over, rings = table.over_full(), table.closed_rings()
    inside = {str(name): place for place, ring in enumerate(rings) for name in ring}
    lines: dict[str, list[int]] = {}
    ring_lines: dict[int, list[int]] = {}
    selves: dict[str, tuple[Share, list[int]]] = {}
    for stake, line in stakes:
        if stake.issuer in over:
            lines.setdefault(stake.issuer, []).append(line)
        ring = inside.get(stake.issuer)
        if ring is not None and inside.get(stake.holder or "") == ring:
            ring_lines.setdefault(ring, []).append(line)
        if stake.holder == stake.issuer:
            share, found = selves.get(stake.issuer, (Share.exactly(0), []))
            both = Share((share.min or 0) + stake.low, min(Fraction(100), (share.max or 0) + stake.high))
            selves[stake.issuer] = both, [*found, line]
    for name, percent in over.items():
        yield Result("over-full", str(name), None, _outward(percent, percent), tuple(lines.get(str(name), ())))
    for number, group in enumerate(rings):
        members = "; ".join(sorted(map(str, group)))
        yield Result("closed-ring", members, None, Share.exactly(100), tuple(ring_lines.get(number, ())))
    for name, (share, places) in sorted(selves.items()):
        yield Result("self-holding", name, None, share, tuple(places))


def _ends(companies: list[int]) -> dict[int, tuple[int, int]]:
    """Where the rows of each company begin and end; they stand side by side."""
    found: dict[int, tuple[int, int]] = {}
    for place, company in enumerate(companies):
        begin, _ = found.get(company, (place, place))
        found[company] = begin, place + 1
    return found


def _outward(low: float, high: float) -> Share:
    """The share of two floats, each rounded outward at six places by a hair more than floating point may be off."""
    least = Fraction(max(0, floor(low * _PLACES - 1e-3)), _PLACES)
    most = Fraction(ceil(high * _PLACES + 1e-3), _PLACES)
    return Share(least, max(least, most if most > 100 and low > 100 else min(most, Fraction(100))))
