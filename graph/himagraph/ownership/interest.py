"""What a holder has of an issuer directly and through others, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from himagraph.ownership.found import Interest
from himagraph.ownership.table import Ownership
from himagraph.records import NOT_KNOWN, Share
from himagraph.resolve import Holding

#: Chains shown of one share; there are more only where companies hold one another.
_CHAINS = 20
_WHOLE = Fraction(100)


def interests(table: Ownership, issuer: str) -> tuple[Interest, ...]:
    """Every direct and indirect holder's share of an issuer, largest first; none where nobody is named."""
    if issuer not in table.names:
        return ()
    effective, net = table.holdings.effective(issuer), table.holdings.net_effective(issuer)
    return tuple(_interest(table, holder, issuer, share, net[holder]) for holder, share in effective.items())


def indirect(table: Ownership, issuer: str) -> tuple[tuple[str, Share], ...]:
    """The look-through shares of an issuer's indirect holders alone, as `interests` has them; no net ones."""
    if issuer not in table.names:
        return ()
    found = [one for one in table.holdings.effective(issuer).items() if (one[0], issuer) not in table.rows]
    return tuple((holder, _bounded(share, _rows(table, _chains(table, holder, issuer)))) for holder, share in found)


def _chains(table: Ownership, holder: str, issuer: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(path.nodes for path in table.holdings.paths(holder, issuer, _CHAINS).found))


def _interest(table: Ownership, holder: str, issuer: str, effective: Share, net: Share) -> Interest:
    chains = _chains(table, holder, issuer)
    rows = _rows(table, chains)
    return Interest(
        holder,
        issuer,
        _bounded(effective, rows),
        _bounded(net, rows),
        chains,
        _claims(rows),
        _oldest(rows),
        is_top=not any(issuer_ == holder for _, issuer_ in table.rows),
        is_direct=(holder, issuer) in table.rows,
        is_inferred=any(row.preferred.is_inferred for row in rows),
    )


def interests_of(table: Ownership, holder: str) -> tuple[Interest, ...]:
    """A holder's share of every company below it, largest first."""
    if holder not in table.names:
        return ()
    gross, net = table.holdings.interests(holder), table.holdings.interests(holder, net=True)
    return tuple(_interest(table, holder, issuer, share, net[issuer]) for issuer, share in gross.items())


def open_ends(table: Ownership, issuer: str, found: Iterable[Interest]) -> tuple[Interest, ...]:
    """The parts of an issuer's capital that end at a company some of whose holders nobody names; largest first.

    The parts of the tops and these make the whole, where all shares are known.
    """
    ends: list[Interest] = []
    whole = Interest(issuer, issuer, Share.exactly(100), Share.exactly(100), ((issuer,),), (), None, False, False)
    for one in (whole, *found):
        capital = table.capitals.get(one.holder)
        if capital is None or one.is_top or not one.effective.is_known:
            continue
        held = [row for (_, below), row in table.rows.items() if below == one.holder]
        low = _WHOLE - min(
            _WHOLE, sum((_WHOLE if row.share.max is None else row.share.max for row in held), Fraction(0))
        )
        high = _WHOLE - min(_WHOLE, sum((row.share.min or Fraction(0) for row in held), Fraction(0)))
        if not held or high == 0:
            continue
        least, most = one.effective.min or Fraction(0), one.effective.max
        part = Share(least * low / _WHOLE, _WHOLE if most is None else min(_WHOLE, most * high / _WHOLE))
        rows = [*_rows(table, one.chains), *held]
        ends.append(
            replace(
                one, effective=_bounded(part, rows), net=_bounded(part, rows), claims=_claims(rows),
                oldest=_oldest(rows), is_top=False, is_open=True,
            )
        )  # fmt: skip
    return tuple(sorted(ends, key=lambda one: (-(one.effective.max or 0), one.holder)))


def reported_share(table: Ownership, row: Holding) -> tuple[Share, bool]:
    """What a reported holder has looking through, and whether a stake on the way is only implied by the report.

    Where the sources give no share of it in whom it is said to hold through, that one exists and is of unknown size.
    """
    if row.issuer not in table.names:
        return NOT_KNOWN, False
    own = table.holdings.effective(row.issuer).get(row.holder)
    missing = [via for via in row.via if (row.holder, via) not in table.rows and via != row.holder]
    if own is not None or not missing:
        return own or NOT_KNOWN, False
    from himagraph.measures import Holdings, Stake

    implied = [Stake(row.holder, via, NOT_KNOWN) for via in missing]
    widened = Holdings([*table.holdings.stakes, *implied])
    return widened.effective(row.issuer).get(row.holder, NOT_KNOWN), True


def _rows(table: Ownership, chains: Iterable[tuple[str, ...]]) -> list[Holding]:
    """The rows of the chains, each once."""
    return list({row.handle: row for chain in chains for row in table.along(chain)}.values())


def _claims(rows: Iterable[Holding]) -> tuple[str, ...]:
    return tuple(sorted({claim.path for row in rows for claim in row.claims}))


def _oldest(rows: Iterable[Holding]) -> str | None:
    seen = [row.last_seen for row in rows if row.last_seen is not None]
    return min(seen, key=lambda day: (day.last or date.max, day.text)).text if seen else None


def _bounded(share: Share, rows: Iterable[Holding]) -> Share:
    """The share with "about" where a figure on the way has it: no arithmetic makes a rounded figure exact."""
    is_about = share.is_single and any(row.share.bound == "about" for row in rows)
    return replace(share, bound="about") if is_about else share
