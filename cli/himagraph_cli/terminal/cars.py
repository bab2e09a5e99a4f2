"""How `cars` reads."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers.cars import CarRow, Cars
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.brands import particular, plain, price, related, remarked, seen, words
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "car": "Car",
        "brand": "brand",
        "launched": "launched",
        "delivered": "{} (deliveries)",
        "none": "Brand not known",
    },
    "zh": {"car": "车型", "brand": "品牌", "launched": "上市", "delivered": "{}（首次交付）", "none": "品牌未知"},
}


def cars(answer: Cars, lang: str) -> list[str]:
    """The sentence, the table of cars, what is beside them, the sources."""
    said, notes = words(lang), Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    day = answer.question.clocks.as_of.isoformat()
    for title, rows in (
        ("", answer.cars),
        (said["possible"], answer.possible),
        (said["later"].format(day=day), answer.seen_later),
    ):
        if rows:
            lines += ["", title] if title else []
            lines += _tables(rows, lang, notes)
    beside: list[str] = []
    for row in (*answer.cars, *answer.possible, *answer.seen_later):
        name = layout.name(row.entity, lang)
        beside += [price(name, one, lang, notes) for one in row.prices]
        beside += [particular(name, one, lang, notes) for one in row.particulars]
    for brand in answer.brand_prices:
        beside += [price(layout.name(brand.entity, lang), one, lang, notes) for one in brand.prices]
    beside += [
        said["count"].format(
            value=count.text(plain(lang)), day=seen(count.dated, lang), notes=notes.mark(count.sources)
        )
        for count in answer.counts
    ]
    lines += ["", *[line for text in beside for line in prose.wrapped(text, " ", "   ")]] if beside else []
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    rest = (*answer.cars, *answer.possible, *answer.seen_later)
    return [*lines, "", said["next"].format(f"hima deliveries {rest[0].entity.id}" if rest else "hima cars")]


def _tables(rows: Sequence[CarRow], lang: str, notes: Footnotes) -> list[str]:
    """A table for each brand."""
    own, said = _WORDS[plain(lang)], words(lang)
    head = [own["car"], said["maker"], own["launched"], said["seen"], said["sources"]]
    brands: dict[str, list[CarRow]] = {}
    for row in rows:
        brands.setdefault(layout.name(row.brand.entity, lang) if row.brand else own["none"], []).append(row)
    lines: list[str] = []
    for title, group in brands.items():
        lines += ["", title, *prose.stacked(head, [_row(row, lang, notes) for row in group])]
    return lines


def _row(row: CarRow, lang: str, notes: Footnotes) -> list[str | Sequence[str]]:
    own, said, standing = _WORDS[plain(lang)], words(lang), row.standing
    dates = [
        one.text(plain(lang)) if one.property == "launched" else own["delivered"].format(one.text(plain(lang)))
        for one in row.launched
    ]
    remarks = [said["inferred"]] if standing.inferred else []
    remarks += [said["contested"]] if standing.contradicting else []
    remarks += [said["weak"]] if standing.weak else []
    beside = [source for one in row.launched for source in one.sources]
    beside += [source for maker in row.makers for source in maker.standing.sources]
    return [
        [
            *prose.broken(layout.name(row.entity, lang), 24),
            *(remarked("", [remark], lang).strip() for remark in remarks),
        ],
        related(row.makers, plain(lang)) or said["none"],
        dates or said["unknown"],
        seen(standing.last_seen, lang),
        notes.mark(dict.fromkeys([*standing.sources, *beside])),
    ]
