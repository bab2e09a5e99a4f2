"""What the page says first: its title, the sentences that answer it, and how new the evidence is."""

from __future__ import annotations

from himagraph import queries
from himagraph.answers import owners, path, wording
from himagraph.answers.brands import brands
from himagraph.answers.relations import HUAWEI, Relations
from himagraph.answers.rows import Json
from himagraph.kinds import TASKS
from himagraph.ledger import Ledger, Question
from himagraph.records import Entity
from himagraph.version import VERSION

#: What the page of the whole record is about: the company that it opens on, and the alliance of its brands.
_COMPANY, _ALLIANCE = "yinwang", "hima"
_TITLE = {"en": "Who is behind Huawei's cars", "zh": "华为汽车背后是谁"}
_ABOUT = {"en": "Who is behind {}", "zh": "{}背后是谁"}
#: The named queries that a reader can take along.
_QUERIES = ("who-owns", "provenance-of-claim", "tasks-of", "deliveries-of")


def opening(ledger: Ledger) -> str:
    """What a picture shows where nothing is named: the company that the record is about, else the first of it."""
    known = ledger.every_entity
    return _COMPANY if _COMPANY in known else next(iter(known), "")


def part(ledger: Ledger, question: Question, entity: str | None, view: str) -> Json:
    """The title and lead in both languages, what the page opens on, the clocks, and the queries behind it."""
    known = ledger.every_entity
    opened = entity or opening(ledger)
    flagship = opened == _COMPANY
    seen = None
    lead = {"en": "", "zh": ""}
    if opened in known and known[opened].kind in owners.OWNED_KINDS[0]:
        held = owners.who_owns(ledger, opened, question)
        seen = held.last_seen
        lead = {lang: held.sentence(lang) for lang in lead}
    if flagship and _ALLIANCE in known:
        sold = brands(ledger, _ALLIANCE, question)
        makers = _makers_held(ledger, question)
        lead = {
            "en": f"{lead['en']} {sold.sentence('en').rstrip('.')}; {_of_makers(makers, 'en')}",
            "zh": lead["zh"] + sold.sentence("zh").rstrip("。") + "；" + _of_makers(makers, "zh"),
        }
    name = known.get(opened)
    titles = {lang: text.format(name.label(lang) if name else "") for lang, text in _ABOUT.items()}
    return {
        "title": _TITLE if flagship else titles,
        "lead": lead,
        "view": view,
        "entity": opened,
        "as_of": question.clocks.as_of.isoformat(),
        "known_at": question.clocks.known_at.isoformat(),
        "last_seen": seen,
        "record_ends": owners.record_ends(ledger),
        "version": VERSION,
        "digest": ledger.about.digest,
        "queries": {query: queries.load(query).text for query in _QUERIES},
        "kinds": _KINDS,
        "paths": {
            "most": path.MOST,
            "hubs": path.HUBS,
            "never": path.NO_HUBS,
            "supply": path.SUPPLY_MODELS,
            "strongest": path.STRONGEST,
        },
        "tasks": TASKS,
    }


def _makers_held(ledger: Ledger, question: Question) -> list[Entity]:
    """The companies that make the cars of a brand and that any source shows Huawei holding a share of, however far."""
    held = owners.holdings(ledger, HUAWEI, question)
    parts = (held.holdings, held.pending, held.possible, held.inferred, held.other_scopes, held.reported_as)
    shares = {row.entity.id for part in parts for row in part} | {one.entity.id for one in held.look_through}
    relations = Relations(ledger, question)
    makers = {one.entity.id: one.entity for brand in relations.brands for one in relations.makers(brand)}
    return [makers[slug] for slug in sorted(makers.keys() & shares)]


def _of_makers(held: list[Entity], lang: str) -> str:
    names = [one.label(lang) for one in held]
    if lang == "zh":
        return f"华为持有{'、'.join(names)}的股份。" if names else "未见来源显示华为持有任何车企的股份。"
    if names:
        return f"Huawei holds shares of {wording.joined(names, lang)}."
    return "no source shows Huawei owning a share of any car maker."


#: The kinds of entities, as a reader calls them.
_KINDS: Json = {
    "company": ["Companies", "公司"],
    "state-body": ["State bodies", "国家机构"],
    "fund": ["Funds", "基金"],
    "person": ["People", "人物"],
    "unit": ["Units of a company", "公司部门"],
    "holder-set": ["Groups of holders", "股东群体"],
    "alliance": ["Alliances", "联盟"],
    "series": ["Series", "系列"],
    "brand": ["Brands", "品牌"],
    "car": ["Cars", "车型"],
    "technology": ["Technologies", "技术"],
}
