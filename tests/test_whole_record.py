"""What must hold of the bundled record as a whole: capital at every date, and names that must not be mixed up."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from himagraph.errors import AmbiguousName, UnknownName
from himagraph.kinds import ANY_KINDS
from himagraph.library import KnowledgeGraph
from himagraph.resolve import Clocks, Selection, bundled, capitals, gather


def test_no_issuer_is_held_in_more_than_the_whole_at_any_date_when_something_changed(whole: KnowledgeGraph) -> None:
    claims = whole.ledger.claims_of_kind("stake", "transaction")
    known = whole.ledger.about.known_up_to
    days = {
        day
        for claim in claims
        for key in ("from", "until", "observed", "signed", "approved", "registered", "completed")
        if (when := claim.when(key))
        for day in (when.first, when.last, when.last and when.last + timedelta(days=1))
        if day is not None
    }
    assert len(days) > 300
    for day in sorted(days):
        clocks = Clocks(day, known)
        evidence = gather(claims, whole.ledger.every_source, whole.ledger.judgements, clocks, Selection(), bundled())
        for issuer, capital in capitals(evidence).items():
            held = sum((row.share.min or Fraction(0) for row in capital.holdings), Fraction(0))
            assert held <= bundled().capital_limit, (issuer, day)


def test_look_alikes_stay_apart(whole: KnowledgeGraph) -> None:
    names = whole.names()
    for text, slug in (
        ("SAIC Group", "saic-group"),
        ("SAIC Motor", "saic-motor"),
        ("东风汽车集团有限公司", "dongfeng"),
        ("东风汽车集团股份有限公司", "dongfeng-group"),
        ("中国长安汽车", "china-changan"),
        ("辰致科技", "chenzhi"),
        ("芜湖投资控股", "wuhu-invest"),
    ):
        try:
            assert names.resolve(text, *ANY_KINDS)[0] == slug
        except (AmbiguousName, UnknownName) as error:
            raise AssertionError(f"{text}: {error}") from None
