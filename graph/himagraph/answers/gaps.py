"""Known gaps: what the record has nothing on, counted from the record itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from himagraph.answers.brands import brands
from himagraph.answers.cars import cars
from himagraph.answers.conflicts import conflicts
from himagraph.answers.phrases import mentions
from himagraph.ledger import Ledger, Question
from himagraph.records import Labels
from himagraph.resolve import Capital, Evidence, capitals

#: A stake that nobody has confirmed for so long may have changed hands.
_OLD = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not known. `of` is how many there are in all; `entities` are those it is not known of."""

    id: str
    label: Labels
    of: int
    entities: tuple[str, ...]


def gaps(ledger: Ledger, question: Question, evidence: Evidence) -> tuple[Gap, ...]:
    """The gaps of the claims that the question lets through, always all and in this order; entities by slug.

    `evidence` is that of all claims at the question's clocks.
    """
    kinds = {slug: entity.kind for slug, entity in ledger.every_entity.items()}
    companies = [slug for slug, kind in kinds.items() if kind == "company"]
    capital = {slug: one for slug, one in capitals(evidence).items() if one.holdings}
    named, open_ = set(capital), {slug for slug, one in capital.items() if one.undisclosed.max}
    fresh = {slug for slug, one in capital.items() if _is_fresh(one, question.clocks.as_of)}
    brand_rows, car_rows = brands(ledger, None, question).brands, cars(ledger, None, question).cars
    brand_ids, car_ids = [row.entity.id for row in brand_rows], [row.entity.id for row in car_rows]
    delivered = {slug for claim in evidence.claims if claim.kind == "delivery" for slug in claim.ids("subject")}
    spoken_of = {slug for claim in evidence.claims for slug in mentions(claim)}
    rows = [row for row in conflicts(ledger, None, question).rows if row.about and row.about[0] in kinds]
    disputed = {row.about[0] for row in rows}
    settled = disputed - {row.about[0] for row in rows if not row.is_settled}
    return (
        _gap("no-holder", "companies of which no holder of record is known", "没有已知登记持有人的公司",
             companies, named),
        _gap("undisclosed", "companies whose known holders leave a part of the capital open",
             "已知持有人之外仍有份额不明的公司", capital, named - open_),
        _gap("long-ago", "companies whose holders were last seen over two years ago",
             "持有人最近一次见于两年多以前的公司", capital, fresh),
        _gap("no-maker", "brands whose maker is not known", "制造商不明的品牌",
             brand_ids, {row.entity.id for row in brand_rows if row.makers}),
        _gap("no-deliveries", "brands without a figure of deliveries", "没有交付数字的品牌", brand_ids, delivered),
        _gap("no-price", "cars without a price", "没有价格的车型",
             car_ids, {row.entity.id for row in car_rows if row.prices}),
        _gap("no-launch", "cars without a day of launch or first delivery", "没有上市或首批交付日期的车型",
             car_ids, {row.entity.id for row in car_rows if row.launched}),
        _gap("no-claim", "entities that no claim speaks of", "没有任何主张提及的实体", kinds, spoken_of),
        _gap("disputed", "entities with a disagreement that nothing settles", "存在未决矛盾的实体",
             disputed, settled),
    )  # fmt: skip


def _gap(id_: str, en: str, zh: str, every: Iterable[str], known: set[str]) -> Gap:
    all_ = sorted(every)
    return Gap(id_, Labels(en, zh), len(all_), tuple(slug for slug in all_ if slug not in known))


def _is_fresh(capital: Capital, day: date) -> bool:
    seen = [row.last_seen.last for row in capital.holdings if row.last_seen and row.last_seen.last]
    return bool(seen) and max(seen) >= day - _OLD
