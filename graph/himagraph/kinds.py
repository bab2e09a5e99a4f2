"""The kinds of entities and claims of the seed format, and the keys that each takes.

One table drives the loader (what is allowed), the JSON Schema (what editors offer), the writing and reading of RDF
(`triples`) and the tests that hold the ontology to it. Adding a key to a kind is one line here and one term in
`ontology/himagraph.ttl`.
"""

from __future__ import annotations

from enum import StrEnum

from himagraph.frozen import dataclass


class Type(StrEnum):
    """What a key holds; `seedfile.values` reads each, `triples` writes each."""

    ENTITY = "entity"  # one id
    ENTITIES = "entities"  # one id or a list of ids
    PARTY = "party"  # one id, a list of ids, or {text: ...}
    FIELD = "field"  # a name, or a list of ids
    SPEAKER = "speaker"  # one id, or {unnamed: ...}
    SHARE = "share"  # percent of 100: a number, {min, max}, or unknown
    NUMBER = "number"  # any number, or {min, max}
    COUNT = "count"  # a number that cannot be negative, or {min, max}
    MONEY = "money"  # {amount, currency, bound?}
    WHEN = "when"  # a date, period or open range with its precision
    TEXT = "text"
    TEXTS = "texts"  # one text or a list
    CHOICE = "choice"
    CHOICES = "choices"  # a list out of the choices
    MODEL = "model"  # a cooperation model of cooperation.ttl
    TASKS = "tasks"  # {task: {leads, takes_part?, note?}}
    INSTALMENTS = "instalments"  # [{date, amount}]
    NAMED = "named"  # {key: text as printed}
    LOCATOR = "locator"  # N, N-M, [N, M], p.N, or unlocated


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a kind. `term` is the local name of its property in the ontology."""

    name: str
    type: Type
    term: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of claim: its class in the ontology, its keys, and the groups of which exactly one key must stand."""

    name: str
    cls: str
    keys: tuple[Key, ...]
    one_of: tuple[tuple[str, ...], ...] = ()

    def key(self, name: str) -> Key | None:
        return _BY_NAME[self.name].get(name)

    def all_keys(self) -> tuple[Key, ...]:
        """The common keys and its own, in the order in which they are written."""
        return tuple(_BY_NAME[self.name].values())


def _must(name: str, type: Type, term: str, choices: tuple[str, ...] = ()) -> Key:
    return Key(name, type, term, True, choices)


def _may(name: str, type: Type, term: str, choices: tuple[str, ...] = ()) -> Key:
    return Key(name, type, term, False, choices)


T = Type

#: Kinds of entities and their classes.
ENTITY_CLASSES: dict[str, str] = {
    "company": "Company",
    "state-body": "StateBody",
    "fund": "Fund",
    "person": "Person",
    "unit": "Unit",
    "alliance": "Alliance",
    "series": "Series",
    "brand": "Brand",
    "car": "VehicleModel",
    "technology": "Technology",
    "holder-set": "HolderSet",
}

#: Kinds that can hold shares. A unit never holds by itself; brands and alliances have no capital.
HOLDER_KINDS = ("company", "state-body", "fund", "person", "holder-set")
#: Kinds in which shares are held.
ISSUER_KINDS = ("company", "fund", "state-body")
#: What an entity that stands alone is looked for among: first what has capital.
ANY_KINDS = (
    tuple(dict.fromkeys((*ISSUER_KINDS, *HOLDER_KINDS))),
    tuple(kind for kind in ENTITY_CLASSES if kind not in (*ISSUER_KINDS, *HOLDER_KINDS)),
)

BOUNDS = ("exact", "about", "more-than", "at-least", "less-than", "at-most", "range", "not-published")
SOURCE_GRADES = ("filing", "company", "news", "blog")  # best first
STAKE_SCOPES = ("direct", "reported-as", "incl-indirect", "concert", "voting", "aggregate")
TRANSACTION_STATUS = ("planned", "rumoured", "agreed", "approved", "completed", "lapsed")
LEADS = ("huawei", "alliance", "partner", "joint", "hybrid", "unknown")
TASKS = (
    "product-definition", "design", "r-and-d", "technology-stack", "platform", "staffing", "standards-and-process",
    "investment", "manufacturing", "supply-chain", "quality", "marketing", "sales-channel", "user-touchpoints",
    "delivery", "after-sales", "user-operations", "brand-ownership", "every-stage",
)  # fmt: skip
MODELS = ("component-supply", "technology-licence", "hi", "hi-plus", "smart-selection", "hima", "jing")
PROPERTIES = (
    "state-owned", "ownership-class", "founded", "headquarters", "powertrain", "body-type", "launched",
    "first-delivery", "brand-count", "member-count", "model-count", "place-in-alliance", "abbreviation",
    "short-name", "legal-name", "also-known-as", "ticker", "lead-time-weeks", "months-to-milestone",
    "months-leading", "registered-capital", "dimensions", "seats",
)  # fmt: skip

#: Keys that every claim takes. `id` and `kind` are read apart: they make the claim's IRI and class.
COMMON: tuple[Key, ...] = (
    _must("where", T.LOCATOR, "hasLocator"),
    _may("from", T.WHEN, "hasStart"),
    _may("until", T.WHEN, "hasEnd"),
    _may("observed", T.WHEN, "isObserved"),
    _may("polarity", T.CHOICE, "hasPolarity", ("asserted", "denied")),
    _may("assertion", T.CHOICE, "hasAssertion", ("stated", "inferred")),
    _may("reason", T.TEXT, "hasReason"),
    _may("said_by", T.SPEAKER, "isSaidBy"),
    _may("bound", T.CHOICE, "hasBound", BOUNDS),
    _may("named", T.NAMED, "isPrintedAs"),
    _may("printed", T.TEXT, "hasPrintedForm"),
    _may("note", T.TEXT, "hasNote"),
)

CLAIM_KINDS: tuple[Kind, ...] = (
    Kind("stake", "EquityStake", (
        _must("holder", T.ENTITY, "hasHolder"),
        _must("issuer", T.ENTITY, "hasIssuer"),
        _must("percent", T.SHARE, "hasPercent"),
        _must("status", T.CHOICE, "hasStatus", ("completed", "ended")),
        _may("votes", T.SHARE, "hasVotes"),
        _may("class", T.TEXT, "hasShareClass"),
        _may("shares", T.COUNT, "hasShareCount"),
        _may("shares_total", T.COUNT, "hasShareTotal"),
        _may("via", T.ENTITIES, "isHeldVia"),
        _may("scope", T.CHOICE, "hasScope", STAKE_SCOPES),
    )),
    Kind("transaction", "StakeTransaction", (
        _must("buyer", T.ENTITY, "hasBuyer"),
        _may("seller", T.ENTITY, "hasSeller"),
        _must("issuer", T.ENTITY, "hasIssuer"),
        _may("percent", T.SHARE, "hasPercent"),
        _may("shares", T.COUNT, "hasShareCount"),
        _may("per_share", T.MONEY, "hasPricePerShare"),
        _may("class", T.TEXT, "hasShareClass"),
        _may("scope", T.CHOICE, "hasScope", STAKE_SCOPES),
        _may("via", T.ENTITIES, "isHeldVia"),
        _may("way", T.CHOICE, "hasWay", ("purchase", "subscription", "gratuitous", "tender", "swap")),
        _must("status", T.CHOICE, "hasStatus", TRANSACTION_STATUS),
        _may("price", T.MONEY, "hasPrice"),
        _may("signed", T.WHEN, "isSigned"),
        _may("approved", T.WHEN, "isApproved"),
        _may("registered", T.WHEN, "isRegistered"),
        _may("completed", T.WHEN, "isCompleted"),
        _may("instalments", T.INSTALMENTS, "hasInstalment"),
    )),
    Kind("control-right", "ControlRight", (
        _must("holder", T.ENTITY, "hasHolder"),
        _must("issuer", T.ENTITY, "hasIssuer"),
        _must("right", T.CHOICE, "hasRight", (
            "board-seats", "appointment", "observer", "concert", "golden-share", "voting-entrustment", "veto",
            "controlling-stake",
        )),
        _may("seats", T.COUNT, "hasSeats"),
        _may("of", T.COUNT, "hasSeatsTotal"),
    )),
    Kind("covenant", "Covenant", (
        _must("parties", T.PARTY, "hasParty"),
        _must("subject", T.CHOICE, "hasCovenantSubject", ("put-option", "lock-up", "floor", "non-compete", "other")),
        _must("terms", T.TEXT, "hasTerms"),
    )),
    Kind("affiliation", "Affiliation", (
        _must("part", T.PARTY, "hasPart"),
        _must("whole", T.PARTY, "hasWhole"),
        _must("role", T.CHOICE, "hasRole", (
            "brand-of-alliance", "brand-of-series", "brand-of-company", "maker-of-brand", "member-of-alliance",
            "member-of-set", "car-of-brand", "unit-of-company", "subsidiary",
        )),
    )),
    Kind("cooperation", "Cooperation", (
        _must("parties", T.PARTY, "hasParty"),
        _must("model", T.MODEL, "hasModel"),
        _may("brands", T.ENTITIES, "hasBrand"),
        _may("leads", T.CHOICE, "hasLead", LEADS),
        _may("signed", T.WHEN, "isSigned"),
        _may("tasks", T.TASKS, "hasTaskShare"),
    )),
    Kind("brand-right", "BrandRight", (
        _must("holder", T.ENTITY, "hasHolder"),
        _may("seller", T.ENTITY, "hasSeller"),
        _must("brand", T.ENTITY, "hasBrand"),
        _may("items", T.TEXT, "hasItems"),
        _must("right", T.CHOICES, "hasRight", ("trademark", "patent")),
        _must("event", T.CHOICE, "hasRightEvent", (
            "held", "applied", "granted", "refused", "sold", "in-transfer", "transferred",
        )),
        _may("date", T.WHEN, "isDated"),
        _may("price", T.MONEY, "hasPrice"),
    )),
    Kind("production", "Production", (
        _must("maker", T.PARTY, "hasMaker"),
        _may("car", T.ENTITY, "hasCar"),
        _may("brand", T.ENTITY, "hasBrand"),
        _may("plant", T.TEXT, "hasPlant"),
    ), one_of=(("car", "brand"),)),
    Kind("technology-use", "TechnologyUse", (
        _may("car", T.ENTITIES, "hasCar"),
        _may("brand", T.ENTITIES, "hasBrand"),
        _must("technology", T.ENTITY, "hasTechnology"),
        _may("version", T.TEXT, "hasVersion"),
    ), one_of=(("car", "brand"),)),
    Kind("post", "Post", (
        _must("person", T.ENTITY, "hasPerson"),
        _must("organisation", T.ENTITY, "hasOrganisation"),
        _must("title", T.TEXT, "hasTitle"),
    )),
    Kind("delivery", "Delivery", (
        _must("subject", T.PARTY, "hasSubject"),
        _must("period", T.WHEN, "hasPeriod"),
        _must("value", T.COUNT, "hasValue"),
        _must("basis", T.CHOICE, "hasBasis", (
            "deliveries", "sales", "wholesale", "registrations", "production", "orders", "unknown",
        )),
        _may("segment", T.TEXT, "hasSegment"),
        _may("unit", T.TEXT, "hasUnit"),
    )),
    Kind("price", "Price", (
        _may("car", T.ENTITY, "hasCar"),
        _may("brand", T.ENTITY, "hasBrand"),
        _may("amount", T.COUNT, "hasAmount"),
        _may("range", T.COUNT, "hasAmountRange"),
        _must("currency", T.TEXT, "hasCurrency"),
        _may("stage", T.CHOICE, "hasStage", ("presale", "launch", "expected")),
        _may("market", T.TEXT, "hasMarket"),
        _may("converted", T.MONEY, "hasConvertedPrice"),
    ), one_of=(("car", "brand"), ("amount", "range"))),
    Kind("financial", "Financial", (
        _must("subject", T.PARTY, "hasSubject"),
        _must("metric", T.TEXT, "hasMetric"),
        _must("period", T.WHEN, "hasPeriod"),
        _must("value", T.NUMBER, "hasValue"),
        _must("currency", T.TEXT, "hasCurrency"),
    )),
    Kind("ratio", "Ratio", (
        _may("part", T.PARTY, "hasPart"),
        _may("whole", T.PARTY, "hasWhole"),
        _may("base", T.PARTY, "hasBase"),
        _must("metric", T.TEXT, "hasMetric"),
        _must("period", T.WHEN, "hasPeriod"),
        _must("percent", T.NUMBER, "hasRatio"),
        _may("unit", T.CHOICE, "hasUnit", ("percent", "points")),
    ), one_of=(("whole", "base"),)),
    Kind("ranking", "Ranking", (
        _must("subject", T.PARTY, "hasSubject"),
        _must("field", T.FIELD, "hasField"),
        _may("place", T.COUNT, "hasPlace"),
        _may("margin", T.NUMBER, "hasMargin"),
        _must("period", T.WHEN, "hasPeriod"),
        _must("measure", T.TEXT, "hasMeasure"),
    )),
    Kind("attribute", "Attribute", (
        _must("entity", T.ENTITY, "hasEntity"),
        _must("property", T.CHOICE, "hasProperty", PROPERTIES),
        _must("value", T.TEXT, "hasLiteral"),
    )),
    Kind("change", "Change", (
        _must("event", T.CHOICE, "hasChangeEvent", (
            "renamed", "spun-off", "evolved-from", "merged", "delisted", "listed",
        )),
        _may("before", T.PARTY, "hasBefore"),
        _must("after", T.PARTY, "hasAfter"),
        _must("date", T.WHEN, "isDated"),
    )),
    Kind("event", "Event", (
        _must("date", T.WHEN, "isDated"),
        _must("participants", T.PARTY, "hasParticipant"),
        _must("what", T.TEXT, "hasDescription"),
        _may("place", T.TEXT, "hasPlaceName"),
    )),
    Kind("plan", "Plan", (
        _must("who", T.PARTY, "hasPlanner"),
        _must("what", T.TEXT, "hasDescription"),
        _may("by", T.WHEN, "isDueBy"),
        _may("target", T.TEXT, "hasTarget"),
    )),
    Kind("opinion", "Opinion", (
        _must("about", T.PARTY, "isAbout"),
        _must("stance", T.TEXT, "hasStance"),
    )),
    Kind("statement", "Statement", (
        _must("subject", T.PARTY, "hasSubject"),
        _must("predicate", T.TEXT, "hasPredicate"),
        _must("object", T.PARTY, "hasObject"),
    )),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in CLAIM_KINDS}
KIND_OF_CLASS: dict[str, Kind] = {kind.cls: kind for kind in CLAIM_KINDS}

_BY_NAME: dict[str, dict[str, Key]] = {
    kind.name: {key.name: key for key in (*kind.keys, *COMMON)} for kind in CLAIM_KINDS
}
# An opinion is worth nothing without its speaker.
_BY_NAME["opinion"]["said_by"] = Key("said_by", Type.SPEAKER, "isSaidBy", required=True)
