"""Readers of numbers, shares and money: decimals written plainly, and a message of its own for each other way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from himagraph.kinds import BOUNDS
from himagraph.records import UNKNOWN, Money, Quantity
from himagraph.seedfile.report import Report, sort_of
from himagraph.seedfile.texts import choice, fields, scalar
from himagraph.seedfile.tree import Mapping, Node, Scalar
from himagraph.seedfile.words import quoted

MAX_DIGITS = 30

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True, slots=True)
class _Slip:
    """A way of writing numbers that is refused."""

    rule: str
    pattern: re.Pattern[str]
    message: str
    remedy: str


def _slip(rule: str, pattern: str, message: str, remedy: str) -> _Slip:
    return _Slip(rule, re.compile(pattern, re.IGNORECASE), message, remedy)


_SLIPS = (
    _slip("number-with-sign", r".*[%％‰]\Z", "has a % sign", "Drop the % sign."),
    _slip("number-not-finite", r"[-+]?\.?(inf|infinity|nan|∞)\Z", "is not finite", "Write a finite number."),
    _slip("number-null", r"(~|null|none|n/?a|-|\?)\Z", "is no number",
          "Leave the key out, or write unknown for a share."),
    _slip("number-plus", r"\+", "has a plus sign", "Drop the plus sign."),
    _slip("number-thousands", r"-?\d{1,3}([,  ']\d{3})+(\.\d+)?\Z", "has a thousands separator",
          "Drop the separators: 1000."),
    _slip("number-comma", r"-?\d+,\d+\Z", "has a comma", "Write a decimal point: 40.99."),
    _slip("number-underscore", r"[-\d]*\d_", "has an underscore", "Write the digits alone: 1000."),
    _slip("number-exponent", r"-?\d+(\.\d*)?e[-+]?\d+\Z", "has an exponent", "Write the number out, without exponent."),
    _slip("number-base", r"-?0[xob][0-9a-f]+\Z", "is not decimal", "Write it as a decimal number."),
    _slip("number-zeros", r"-?0\d", "has a leading zero", "Drop the leading zeros."),
    _slip("number-colon", r"\d+(:\d+)+\Z", "has a colon", "Write one decimal number."),
    _slip("number-dot", r"-?(\.\d+|\d+\.)\Z", "has nothing on one side of its point", "Write a digit there: 0.5."),
    _slip("number-fraction", r"\d+\s*/\s*\d+\Z", "is a fraction",
          "Write the decimals, as {min: 33.33, max: 33.34} if they do not end."),
    _slip("number-range", r"\d[\d.]*\s*(-|–|—|~|to|\.\.)\s*\d[\d.]*\Z", "is a range", "Write {min: 5, max: 10}."),
    _slip("number-bound", r"([<>≤≥≈~]|about|over|under|more than|less than|up to)", "has a bound in it",
          "Write the number alone and the bound as `bound`."),
)  # fmt: skip


def number(node: Node, report: Report, field: str) -> Decimal | None:
    """One finite decimal, as in -12.50."""
    found = scalar(node, report, field, "a number")
    if not found:
        return None
    written = found.text
    if _PLAIN.match(written):
        if len(written) > MAX_DIGITS:
            report.error("number-too-long", node, field, f"the number has more than {MAX_DIGITS} digits.", "Round it.")
            return None
        value = Decimal(written)
        return abs(value) if value == 0 else value
    slip = next((one for one in _SLIPS if one.pattern.match(written)), None)
    if slip:
        report.error(slip.rule, node, field, f"{quoted(written)} {slip.message}.", slip.remedy)
    elif any(char.isdigit() and not char.isascii() for char in written):
        report.error("number-digits", node, field, f"{quoted(written)} has digits other than 0 to 9.", "Write 0 to 9.")
    else:
        report.error("not-a-number", node, field, f"{quoted(written)} is no number.", "Write a decimal number.")
    return None


def any_number(node: Node, report: Report, field: str) -> Quantity | None:
    return _quantity(node, report, field, number)


def count(node: Node, report: Report, field: str) -> Quantity | None:
    """A number that cannot be negative, or `{min, max}` of these."""
    return _quantity(node, report, field, _not_negative)


def share(node: Node, report: Report, field: str) -> Quantity | None:
    """A share in percent from 0 to 100, `{min, max}`, or `unknown`."""
    if isinstance(node, Scalar) and node.text == "unknown":
        return UNKNOWN
    return _quantity(node, report, field, _percent)


def money(node: Node, report: Report, field: str) -> Money | None:
    """`{amount, currency, bound?}`; a converted price may name its amount `range`."""
    if not isinstance(node, Mapping):
        report.error(
            "wrong-shape",
            node,
            field,
            f"an amount of money is expected, and {sort_of(node)} is there.",
            "Write {amount: 100, currency: CNY}.",
        )
        return None
    name = "range" if field == "converted" and node.get("range") else "amount"
    found = fields(node, report, field, (name, "currency", "bound"), (name, "currency"))
    if found is None:
        return None
    amount = count(found[name], report, f"{field}.{name}")
    unit = currency(found["currency"], report, f"{field}.currency")
    bound = choice(found["bound"], report, f"{field}.bound", BOUNDS) if "bound" in found else None
    return Money(amount, unit, bound) if amount and unit else None


def currency(node: Node, report: Report, field: str) -> str | None:
    """An ISO 4217 code by its form."""
    found = scalar(node, report, field, "a currency")
    if found and not _CURRENCY.match(found.text):
        report.error(
            "bad-currency",
            node,
            field,
            f"{quoted(found.text)} is no currency code.",
            "Write three capitals, such as CNY.",
        )
        return None
    return found.text if found else None


def _not_negative(node: Node, report: Report, field: str) -> Decimal | None:
    value = number(node, report, field)
    if value is not None and value < 0:
        report.error("negative-count", node, field, f"{value} is negative.", "Write a number from 0 on.")
        return None
    return value


def _percent(node: Node, report: Report, field: str) -> Decimal | None:
    value = number(node, report, field)
    if value is not None and not 0 <= value <= 100:
        shown = node.text if isinstance(node, Scalar) else ""
        report.error(
            "percent-out-of-range", node, field, f"{shown} is outside 0..100.", "Write it from 0 to 100 percent."
        )
        return None
    return value


def _quantity(
    node: Node, report: Report, field: str, one: Callable[[Node, Report, str], Decimal | None]
) -> Quantity | None:
    if not isinstance(node, Mapping):
        value = one(node, report, field)
        return None if value is None else Quantity(value, value)
    found = fields(node, report, field, ("min", "max"), ("min", "max"))
    if found is None:
        return None
    low, high = one(found["min"], report, f"{field}.min"), one(found["max"], report, f"{field}.max")
    if low is None or high is None:
        return None
    if low > high:
        report.error("range-reversed", node, field, f"min {low} is above max {high}.", "Swap min and max.")
        return None
    return Quantity(low, high)
