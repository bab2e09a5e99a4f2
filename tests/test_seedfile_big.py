"""The strict loader on what nobody wrote by hand: random valid claims, and random bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from himagraph import seedfile
from himagraph.errors import HimagraphError
from himagraph.kinds import BOUNDS, ENTITY_CLASSES, KINDS, LEADS, MODELS, TASKS, Key, Type
from himagraph.records import UNKNOWN, Instalment, Money, Party, Quantity, TaskShare, Value, When, plain
from himagraph.seedfile.references import KINDS_OF_KEY, KINDS_OF_ROLE

BASE = Path(__file__).parent / "wrong" / "base"
GOOD = (BASE / "sources/good.yaml").read_bytes()


@dataclass(frozen=True)
class Written:
    """A value as it is written and as it must be read."""

    yaml: object
    value: Value


def pair(one: object, value: Value | None = None) -> Written:
    return Written(one, str(one) if value is None else value)


#: Two entities of each kind: the one is holder, part or buyer, the other issuer or whole, so that nothing holds itself.
REGISTER = [
    {"id": f"{kind}-{letter}", "kind": kind, "name": {"en": f"{kind} {letter}"}}
    for kind in ENTITY_CLASSES
    for letter in "ab"
]
SECOND = ("issuer", "whole", "seller")


def slugs(key: str, kinds: tuple[str, ...] = tuple(ENTITY_CLASSES)) -> st.SearchStrategy[str]:
    letter = "b" if key in SECOND else "a"
    return st.sampled_from([f"{kind}-{letter}" for kind in KINDS_OF_KEY.get(key, kinds)])


def lists(one: st.SearchStrategy[str]) -> st.SearchStrategy[Written]:
    several = st.lists(one, min_size=1, max_size=3, unique=True).map(lambda ids: Written(ids, tuple(ids)))
    return several | one.map(lambda id_: Written(id_, (id_,)))


def texts() -> st.SearchStrategy[str]:
    visible = st.characters(codec="utf-8", categories=["L", "N", "P", "S"], include_characters=" \n")
    awkward = st.sampled_from(
        ["NO", "~", "null", "010", "1:30", "*a", "&a", "!x", "a: b", "- a", "# a", "[", "'", '"', "%"]
    )
    return (st.text(visible, min_size=1, max_size=60) | awkward).map(str.strip).filter(bool)


def numbers(low: int, high: int) -> st.SearchStrategy[Written]:
    one = st.decimals(low, high, places=2).map(lambda number: abs(number) if number == 0 else number)
    single = one.map(lambda number: Written(format(number, "f"), Quantity(number, number)))
    both = st.tuples(one, one).map(sorted).map(_range)
    return single | both


def _range(ends: list[Decimal]) -> Written:
    low, high = ends
    return Written({"min": plain(low), "max": plain(high)}, Quantity(low, high))


def money() -> st.SearchStrategy[Written]:
    def make(amount: Written, currency: str, bound: str | None) -> Written:
        value = amount.value
        assert isinstance(value, Quantity)
        return Written(
            {"amount": amount.yaml, "currency": currency, **({"bound": bound} if bound else {})},
            Money(value, currency, bound),
        )

    return st.builds(make, numbers(0, 10**9), st.sampled_from(["CNY", "USD"]), st.none() | st.sampled_from(BOUNDS))


def dates() -> st.SearchStrategy[Written]:
    day = st.dates(
        min_value=When.parse("1990-01-01").first or NotImplemented, max_value=When.parse("2020").last or NotImplemented
    )
    forms: list[Callable[[object], str]] = [
        lambda d: f"{d:%Y-%m-%d}", lambda d: f"{d:%Y-%m}", lambda d: f"{d:%Y}", lambda d: f"{d:%Y}-Q2",
        lambda d: f"{d:%Y}-H1", lambda d: f"{d:%Y}-23", lambda d: f"../{d:%Y-%m-%d}", lambda d: f"{d:%Y-%m}/2021",
    ]  # fmt: skip
    return st.builds(lambda form, d: form(d), st.sampled_from(forms), day).map(
        lambda text: Written(text, When.parse(text))
    )


def tasks() -> st.SearchStrategy[Written]:
    share = st.builds(
        TaskShare,
        st.sampled_from(TASKS),
        st.sampled_from(LEADS),
        st.lists(slugs("parties"), max_size=2, unique=True).map(tuple),
        st.none() | texts(),
    )
    several = st.lists(share, min_size=1, max_size=3, unique_by=lambda one: one.task)
    return several.map(lambda shares: Written({one.task: _task(one) for one in shares}, _in_order(shares)))


def _task(share: TaskShare) -> dict[str, object]:
    part = {"takes_part": list(share.takes_part)} if share.takes_part else {}
    return {"leads": share.leads, **part, **({"note": share.note} if share.note else {})}


def _in_order(shares: list[TaskShare]) -> tuple[TaskShare, ...]:
    return tuple(sorted(shares, key=lambda one: TASKS.index(one.task)))


def instalments() -> st.SearchStrategy[Written]:
    def make(date: Written, amount: Written) -> Written:
        assert isinstance(date.value, When)
        assert isinstance(amount.value, Quantity)
        return Written([{"date": date.yaml, "amount": amount.yaml}], (Instalment(date.value, amount.value),))

    return st.builds(make, dates(), numbers(0, 10))


def locators() -> st.SearchStrategy[Written]:
    one = st.integers(1, 900).flatmap(lambda n: st.sampled_from([str(n), f"{n}-{n + 3}", f"p.{n}"]))
    return lists(one) | st.just(Written("unlocated", ("unlocated",)))


def party(word: str, ids: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    named = ids.map(lambda one: Written(one.yaml, Party(tuple(one.value) if isinstance(one.value, tuple) else ())))
    return named | texts().map(lambda text: Written({word: text}, Party(text=text)))


def value_of(key: Key, role: str) -> st.SearchStrategy[Written]:  # noqa: PLR0911, PLR0912 - one return a type
    match key.type:
        case Type.ENTITY:
            return slugs(key.name).map(pair)
        case Type.ENTITIES:
            return lists(slugs(key.name))
        case Type.PARTY:
            kinds = KINDS_OF_ROLE[role][key.name == "whole"] if role and key.name in ("part", "whole") else None
            return party("text", lists(slugs(key.name, kinds) if kinds else slugs(key.name)))
        case Type.SPEAKER:
            return party("unnamed", slugs(key.name).map(lambda id_: Written(id_, (id_,))))
        case Type.FIELD:
            named = st.lists(slugs(key.name), min_size=1, unique=True).map(lambda ids: Written(ids, Party(tuple(ids))))
            return named | texts().map(lambda text: Written(text, Party(text=text)))
        case Type.SHARE:
            return numbers(0, 100) | st.just(Written("unknown", UNKNOWN))
        case Type.NUMBER:
            return numbers(-1000, 1000)
        case Type.COUNT if key.name == "range":
            return numbers(0, 1000).filter(lambda one: isinstance(one.yaml, dict))
        case Type.COUNT:
            return numbers(0, 1000)
        case Type.MONEY:
            return money()
        case Type.WHEN:
            return dates()
        case Type.CHOICE:
            return st.sampled_from(key.choices).map(pair)
        case Type.CHOICES:
            return lists(st.sampled_from(key.choices))
        case Type.MODEL:
            return st.sampled_from(MODELS).map(pair)
        case Type.TASKS:
            return tasks()
        case Type.INSTALMENTS:
            return instalments()
        case Type.LOCATOR:
            return locators()
        case _:
            return st.just(pair("CNY")) if key.name == "currency" else texts().map(pair)


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Written]:
    """A claim without contradictions: keys that depend on each other are drawn together or not at all."""
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    apart = {"from", "until", "observed", "bound", "assertion", "reason", "named", "of", "shares_total"}
    apart |= {"signed", "registered", "completed", "instalments"} if kind.name == "transaction" else set()
    chosen = {draw(st.sampled_from(group)) for group in kind.one_of}
    left_out = {key for group in kind.one_of for key in group} - chosen
    found: dict[str, Written] = {"kind": pair(kind.name)}
    role = draw(st.sampled_from(sorted(KINDS_OF_ROLE))) if kind.name == "affiliation" else ""
    for key in kind.all_keys():
        if key.name in apart | left_out:
            continue
        if key.required or key.name in chosen or draw(st.booleans()):
            found[key.name] = pair(role) if key.name == "role" else draw(value_of(key, role))
    extra = draw(st.sampled_from(["", "inferred", "span", "seen", "named", "bound"]))
    if extra == "inferred":
        found |= {"assertion": pair("inferred"), "reason": pair(draw(texts()))}
    elif extra == "span":
        found |= {"from": Written("2020-03", When.parse("2020-03")), "until": Written("2021", When.parse("2021"))}
    elif extra == "seen":
        found["observed"] = draw(dates())
    elif extra == "named":
        text = draw(texts())
        found["named"] = Written({"where": text}, (f"where: {text}",))
    elif extra == "bound":
        found["bound"] = pair("about")
    if kind.name == "transaction" and "price" in found and draw(st.booleans()):
        found["instalments"] = Written(
            [{"date": "2020", "amount": 0}], (Instalment(When.parse("2020"), Quantity.of(0)),)
        )
    return found


@given(st.lists(claims(), min_size=1, max_size=4), st.booleans())
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
def test_valid_claims_that_are_written_are_read_back(written: list[dict[str, Written]], flow: bool) -> None:
    head = {"id": "s", "title": "T", "publisher": "P", "published": "2022", "retrieved": "2026", "kind": "news"}
    nodes = [{"id": f"c{n}", **{key: one.yaml for key, one in claim.items()}} for n, claim in enumerate(written)]
    # Stakes of several claims could fill an issuer twice, which another test looks at.
    denied = [{**node, "polarity": "denied"} if node["kind"] in ("stake", "affiliation") else node for node in nodes]
    with tempfile.TemporaryDirectory() as place:
        seeds = seedfile.read(
            lay(
                Path(place),
                entities=yaml.safe_dump(REGISTER),
                sources=yaml.safe_dump({"source": head, "claims": denied}, allow_unicode=True, default_flow_style=flow),
            )
        )
    assert seeds.errors == ()
    assert [claim.kind for claim in seeds.claims] == [claim["kind"].value for claim in written]
    for claim, expected in zip(seeds.claims, written, strict=True):
        values = {key: one.value for key, one in expected.items() if key != "kind"}
        if claim.kind in ("stake", "affiliation"):
            values["polarity"] = "denied"
        assert dict(claim.values) == values


@given(st.sampled_from(["entities", "sources", "judgements"]), st.data())
@settings(max_examples=6000, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_bytes_bring_anything_but_findings_or_an_own_error(room: str, data: st.DataObject) -> None:
    syntax = st.text(st.sampled_from(list("ab:-?[]{},&*!|>'\"%@`#~<=. \n\t0")), max_size=80)
    keys = st.recursive(
        st.none() | st.sampled_from(["good", "seres", "", "5", "-1", "stake", "2025", "x y"]),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=6),
        max_leaves=25,
    )
    shaped = keys.map(lambda node: yaml.safe_dump(node).encode())
    content = data.draw(st.binary(max_size=80) | syntax.map(str.encode) | shaped | damaged())
    with tempfile.TemporaryDirectory() as place, suppress(HimagraphError):
        seeds = seedfile.read(lay(Path(place), **{room: content}))
        assert all(finding.severity in ("error", "warning", "note") for finding in seeds.findings)
        assert len({claim.path for claim in seeds.claims}) == len(seeds.claims)


_WORDS = sorted(
    {key.name for kind in KINDS.values() for key in kind.all_keys()}
    | {"id", "kind", "source", "claims", "name", "en", "aliases", "listings", "identifiers", "min", "max", "text"}
    | {"title", "publisher", "retrieved", "published", "about", "verdict", "by", "leads", "marketing", "amount"}
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with a piece cut out, and another put in."""
    start = draw(st.integers(0, len(GOOD)))
    end = min(start + draw(st.integers(0, 30)), len(GOOD))
    return (
        GOOD[:start]
        + draw(st.binary(max_size=4) | st.sampled_from([b": ", b"- ", b"\n", b"}", b"[", b"\t"]))
        + GOOD[end:]
    )


def lay(place: Path, **rooms: str | bytes) -> Path:
    """A folder with one file in each room named."""
    files: Mapping[str, str] = {
        "entities": "entities/a.yaml",
        "sources": "sources/a.yaml",
        "judgements": "judgements.yaml",
    }
    for room, content in rooms.items():
        path = place / files[room]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return place
