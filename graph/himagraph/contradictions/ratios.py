"""Printed shares and growth against the figures that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from himagraph.contradictions.amounts import Span, groups, half_unit, in_words
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket, same
from himagraph.contradictions.totals import counted, least, most
from himagraph.records import Claim, Labels, Quantity

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_NAMED = re.compile(rf"\b({'|'.join(_MONTHS)})\s+([0-9]{{4}})\b", re.IGNORECASE)
_PART = re.compile(r"\b(first|second|third|fourth) (half|quarter) of ([0-9]{4})\b", re.IGNORECASE)
_YEAR = re.compile(r"\bof ([0-9]{4})\b")
_YEAR_BEFORE = re.compile(r"year (before|earlier)|previous year|last year", re.IGNORECASE)

#: Points by which the weights of two times are far from each other.
_FAR = Decimal(5)
_NONE = Quantity(None, None)
_OTHER_PERIOD = Labels("both may hold: each is of its own period", "可同时成立：各属其统计期")


def shares_of_deliveries(docket: Docket) -> Iterator[Contradiction]:
    """A printed share of deliveries that no figures of its part and whole give: one row for each printed share."""
    cells: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in counted(docket):
        for subject in claim.ids("subject"):
            cells.setdefault((subject, str(claim.when("period")), claim.text("basis") or ""), []).append(claim)
    bases = sorted({basis for *_, basis in cells})
    for claim in docket.asserted("ratio"):
        printed, parts, whole = claim.quantity("percent"), claim.ids("part"), claim.id_of("whole")
        if claim.text("metric") != "share-of-deliveries" or not printed or not parts or not whole:
            continue
        period = str(claim.when("period"))
        told = [
            pair
            for basis in bases
            for pair in product(
                _sums([cells.get((part, period, basis), []) for part in parts]), cells.get((whole, period, basis), [])
            )
        ]
        wrong = [pair for pair in told if not _fits(claim, _share(*pair))]
        # Where one pair of figures gives it, it was made of that pair.
        if told and len(wrong) == len(told):
            figures = list(dict.fromkeys(one for part, all_ in wrong for one in (*part, all_)))
            share = sorted({_middle(_share(*pair)) for pair in wrong if _share(*pair)})
            text = f"{share[0]}%" if len(share) == 1 else f"{share[0]}% to {share[-1]}%"
            sides = {
                _printed(printed, claim): [claim],
                Labels(f"{text} by the figures", f"按数字为{text.replace(' to ', '至')}"): figures,
            }
            words = docket.words("{0} of {1} in {2}", "{1}中{0}的占比，{2}", docket.names(parts), whole, same(period))
            yield docket.found("ratio-against-figures", words, [*parts, whole], sides)


def growths(docket: Docket) -> Iterator[Contradiction]:
    """A printed growth that the figures of its two periods do not give."""
    cells: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in counted(docket):
        for subject in claim.ids("subject"):
            cells.setdefault((subject, str(claim.when("period")), claim.text("basis") or ""), []).append(claim)
    for claim in docket.asserted("ratio"):
        printed, period = claim.quantity("percent"), str(claim.when("period"))
        if claim.text("metric") != "growth" or not printed or claim.text("unit") == "points":
            continue
        before = base_period(claim, period)
        for subject in claim.ids("part") or claim.ids("base") or claim.ids("whole"):
            bases = sorted({basis for of, when, basis in cells if (of, when) == (subject, period)})
            told = [
                pair
                for basis in bases
                for pair in product(cells.get((subject, period, basis), []), cells.get((subject, before, basis), []))
            ]
            wrong = [pair for pair in told if not _fits(claim, _growth(*pair))]
            if told and len(wrong) == len(told):
                figures = list(dict.fromkeys(one for pair in wrong for one in pair))
                grown = sorted({_middle(_growth(*pair)) for pair in wrong})
                text = f"{grown[0]}%" if len(grown) == 1 else f"{grown[0]}% to {grown[-1]}%"
                sides = {
                    _printed(printed, claim): [claim],
                    Labels(f"{text} by the figures", f"按数字为{text.replace(' to ', '至')}"): figures,
                }
                subject_words = docket.words(
                    "{0}: {1} against {2}", "{0}：{1}对比{2}", subject, same(period), same(before)
                )
                yield docket.found("growth-against-figures", subject_words, [subject], sides)


def mirrored(docket: Docket) -> Iterator[Contradiction]:
    """A growth of one thing that a source prints again, to the digit, as the fall of another in the same time.

    Growths of two things hardly mirror each other; points that one share gains and the other loses do.
    """
    found: dict[tuple[str, str, str, Decimal], list[Claim]] = {}
    for claim in docket.asserted("ratio"):
        printed, metric = claim.quantity("percent"), claim.text("metric") or ""
        is_growth = metric.startswith("growth") and claim.text("unit") != "points"
        if is_growth and printed and printed.is_single and printed.min and printed.min % 1:
            base = claim.free_text("base") or " ".join(claim.ids("base"))
            found.setdefault((claim.source, str(claim.when("period")), base, abs(printed.min)), []).append(claim)
    for (_, period, _, _), claims in sorted(found.items()):
        signs = groups(claims, lambda one, other: one.quantity("percent") == other.quantity("percent"))
        if len(signs) > 1:
            parts = [docket.names(group[0].ids("part")) for group in signs]
            named = [
                name if group[0].ids("part") else same(group[0].free_text("part") or "")
                for name, group in zip(parts, signs, strict=True)
            ]
            sides = {
                docket.words(
                    "{0} {1}", "{0} {1}", name, in_words(group[0].quantity("percent") or _NONE, None, "%")
                ): group
                for name, group in zip(named, signs, strict=True)
            }
            about = [slug for claim in claims for slug in claim.ids("part")]
            subject = docket.words("growth in {0}", "{0}增长", same(period))
            yield docket.found("growth-mirrored", subject, about, sides)


def weights(docket: Docket) -> Iterator[Contradiction]:
    """The weight of a part in a whole, far from that of a time which this one lies in: a month is not its year."""
    found: dict[tuple[tuple[str, ...], str, str], list[Claim]] = {}
    for claim in docket.asserted("ratio"):
        printed, whole = claim.quantity("percent"), claim.id_of("whole")
        if printed and printed.is_single and whole and claim.ids("part") and claim.text("unit") != "points":
            found.setdefault((claim.ids("part"), whole, claim.text("metric") or ""), []).append(claim)
    for (parts, whole, metric), claims in sorted(found.items()):
        apart = [
            claim
            for claim in claims
            if any(_lies_in(*pair) and _far(*pair) for other in claims for pair in ((claim, other), (other, claim)))
        ]
        if apart:
            sides: dict[Labels, list[Claim]] = {}
            for claim in apart:
                share = in_words(claim.quantity("percent") or _NONE, claim.text("bound"), "%")
                says = docket.words("{0} in {1}", "{1}为{0}", share, same(str(claim.when("period"))))
                sides.setdefault(says, []).append(claim)
            subject = docket.words("{0} of {1}: {2}", "{0}占{1}：{2}", docket.names(parts), whole, same(metric))
            yield docket.found("weight-of-period", subject, [*parts, whole], sides, Ruling(None, _OTHER_PERIOD))


def _lies_in(one: Claim, other: Claim) -> bool:
    part, whole = one.when("period"), other.when("period")
    if not (part and whole and part.first and part.last and whole.first and whole.last):
        return False
    return whole.first <= part.first and part.last <= whole.last and part.text != whole.text


def _far(one: Claim, other: Claim) -> bool:
    values = [printed.min for claim in (one, other) if (printed := claim.quantity("percent")) and printed.min]
    return len(values) > 1 and abs(values[0] - values[1]) > _FAR


def base_period(claim: Claim, period: str) -> str:
    """The period that a growth is counted from: what its base names, else the same one a year before."""
    text = claim.free_text("base") or ""
    if month := _NAMED.search(text):
        return f"{month[2]}-{_MONTHS.index(month[1].lower()) + 1:02}"
    if part := _PART.search(text):
        return f"{part[3]}-{part[2][0].upper()}{_ORDINALS[part[1].lower()]}"
    if (year := _YEAR.search(text)) and not _YEAR_BEFORE.search(text):
        return year[1]
    return re.sub(r"[0-9]{4}", lambda found: str(int(found[0]) - 1), period)


def _sums(parts: list[list[Claim]]) -> list[tuple[Claim, ...]]:
    return list(product(*parts))


def _share(parts: tuple[Claim, ...], whole: Claim) -> Span | None:
    lows, highs = [least(one) for one in parts], [most(one) for one in parts]
    base_low, base_high = least(whole), most(whole)
    if (
        not base_low
        or base_high is None
        or not all(low is not None for low in lows)
        or any(high is None for high in highs)
    ):
        return None
    low, high = (
        sum((one or Decimal(0) for one in lows), Decimal(0)),
        sum((one or Decimal(0) for one in highs), Decimal(0)),
    )
    return low / base_high * 100, high / base_low * 100


def _growth(now: Claim, then: Claim) -> Span | None:
    low, high, base_low, base_high = least(now), most(now), least(then), most(then)
    if low is None or high is None or not base_low or not base_high:
        return None
    return (low / base_high - 1) * 100, (high / base_low - 1) * 100


def _fits(ratio: Claim, found: Span | None) -> bool:
    """Whether the figures give the printed ratio, as far as it is printed and bounded."""
    printed = ratio.quantity("percent")
    if found is None or not printed or printed.min is None:
        return True
    low, high, bound = printed.min, printed.max or printed.min, ratio.text("bound")
    if bound in ("more-than", "at-least"):
        return found[1] >= low
    if bound in ("less-than", "at-most"):
        return found[0] <= high
    exponent = low.as_tuple().exponent
    room = Decimal(1).scaleb(min(exponent, 0)) / 2 if isinstance(exponent, int) else Decimal(0)
    if bound == "about":
        room = max(room, half_unit(low))
    return found[0] - room <= high and low <= found[1] + room


def _middle(found: Span | None) -> Decimal:
    low, high = found or (Decimal(0), Decimal(0))
    return ((low + high) / 2).quantize(Decimal("0.01"))


def _printed(printed: Quantity, claim: Claim) -> Labels:
    text = in_words(printed, claim.text("bound"), "%")
    return Labels(f"{text.en} printed", f"所印{text.zh}")
