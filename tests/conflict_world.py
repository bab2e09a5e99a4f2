"""A small world to contradict in: three sources, and claims made in a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from himagraph.contradictions import Contradiction, contradictions
from himagraph.records import Claim, Entity, Judgement, Party, Quantity, Source, Value, When
from himagraph.resolve import Clocks, Selection, bundled, gather

FAR = When.parse("2030").last
assert FAR is not None
SOURCES = [
    Source(slug, slug, slug, kind, When.parse("2026-11-21"), When.parse(day))
    for slug, kind, day in (
        ("news", "news", "2025-06-05"), ("other", "news", "2025-12-10"), ("filing", "filing", "2025-12-10"),
    )
] + [Source("undated", "undated", "undated", "news", When.parse("2026-11-21"))]  # fmt: skip


def claim(path: str, kind: str, **values: Value) -> Claim:
    source, _, slug = path.partition("/")
    return Claim(source, slug, kind, {"where": ("1",), **values})


def cars(path: str, subject: str, period: str, value: str, **keys: Value) -> Claim:
    return claim(
        path, "delivery", subject=Party((subject,)), period=When.parse(period), value=Quantity.of(value),
        basis="deliveries", **keys,
    )  # fmt: skip


def brand_of(path: str, part: str, whole: str, role: str = "brand-of-alliance") -> Claim:
    return claim(path, "affiliation", part=Party((part,)), whole=Party((whole,)), role=role)


def stake(path: str, percent: str, observed: str) -> Claim:
    return claim(
        path, "stake", holder="a", issuer="x", percent=Quantity.of(percent), status="completed",
        observed=When.parse(observed),
    )  # fmt: skip


def found(
    claims: Iterable[Claim],
    judgements: Sequence[Judgement] = (),
    entities: Mapping[str, Entity] | None = None,
    shared_names: Mapping[str, Sequence[str]] | None = None,
) -> list[Contradiction]:
    assert FAR
    evidence = gather(claims, {one.id: one for one in SOURCES}, (), Clocks(FAR, FAR), Selection(), bundled())
    return contradictions(evidence, judgements, entities, shared_names)


def rules(claims: Iterable[Claim]) -> list[str]:
    return [one.rule for one in found(claims)]
