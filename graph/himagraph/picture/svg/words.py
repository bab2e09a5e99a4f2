"""What a drawing says around the chain: its title, the answer, the clocks, the legend, and what is not drawn."""

from __future__ import annotations

from himagraph.answers import wording
from himagraph.answers.owners import Owners
from himagraph.kinds import ISSUER_KINDS
from himagraph.ledger import Ledger
from himagraph.picture.svg.chain import Chain
from himagraph.records import Labels
from himagraph.version import VERSION

_TITLE = {"en": "Who owns {}", "zh": "谁持有{}"}
_BEHIND = {"en": "Who is behind {}", "zh": "{}背后是谁"}
_HOLDS = {"en": "What {} holds", "zh": "{}持有什么"}
_CLOCKS = {
    "en": "As of {}, known at {}; last seen {}; the record ends {}.",
    "zh": "截至{}，所知至{}；最近一次所见{}；记录截至{}。",
}
_SOURCES = {"en": "{} claims of {} sources", "zh": "依据 {} 个来源的 {} 条主张"}
_NOT_KNOWN = {"en": "not known", "zh": "未知"}
_REPORTED = {"en": "Reported, not drawn: {} {}{}", "zh": "据报道（未绘出）：{} {}{}"}
_THROUGH = {"en": " through {}", "zh": "（通过{}）"}
_SCOPES = {"en": "Of another scope, not added up: {}", "zh": "其他口径，不计入合计：{}"}
#: Rows of the kinds that are told below a drawing.
_FEW = 3

#: What the line or frame of each kind means.
LEGEND = {
    "record": Labels("holder of record; the wider, the larger the share", "登记股东；线越粗，持股越大"),
    "range": Labels("pale: up to the upper bound", "浅色：至上限"),
    "inferred": Labels("inferred, or the record leaves it open", "推断，或记录未能确定"),
    "pending": Labels("signed, not registered", "已签约，未登记"),
    "rest": Labels("no holder of record here", "未见登记股东"),
    "relation": Labels("no shares: brands, makers, members", "非持股：品牌、制造商、成员"),
    "control": Labels("more than half of the votes of {}", "对{}的表决权过半"),
}
KINDS = {
    "company": Labels("company", "公司"), "state-body": Labels("state body", "国家机构"),
    "fund": Labels("fund", "基金"), "person": Labels("person", "人物"),
    "holder-set": Labels("group of holders", "股东群体"),
    "unit": Labels("unit of a company", "公司部门"), "brand": Labels("brand", "品牌"),
    "alliance": Labels("alliance", "联盟"), "series": Labels("series", "系列"),
}  # fmt: skip
_HOLDERS = {"en": ("and {} more holder", "and {} more holders"), "zh": ("另有 {} 个股东",) * 2}
_HOLDINGS = {"en": ("and {} more holding", "and {} more holdings"), "zh": ("另持有 {} 家",) * 2}
LOOK_THROUGH = Labels("look-through {}", "穿透 {}")


def plain(lang: str) -> str:
    """The language of sentences: with both languages asked for, names are in both and sentences in English."""
    return "zh" if lang == "zh" else "en"


def said(labels: Labels, lang: str) -> str:
    """A word of the drawing; in both languages where both are asked for."""
    return labels.pick(lang)


def left_out(chain: Chain, name: str, lang: str) -> list[str]:
    """How many holders and holdings of a box are not drawn."""
    holders, holdings = chain.left_out.get(name, (0, 0))
    forms = ((_HOLDERS, holders), (_HOLDINGS, holdings))
    return [form[plain(lang)][count > 1].format(count) for form, count in forms if count]


def title(chain: Chain, lang: str) -> str:
    """What the drawing answers."""
    form = _BEHIND if not isinstance(chain.answer, Owners) else _TITLE if chain.root.kind in ISSUER_KINDS else _HOLDS
    texts = [form[one].format(chain.root.label(one)) for one in (("en", "zh") if lang == "both" else (lang,))]
    return " · ".join(texts)


def sentences(chain: Chain, lang: str) -> list[str]:
    """The answer as the commands give it: who owns it, and where nobody is named, what it holds."""
    answer, held = chain.answer, chain.held
    owned = [answer.sentence(lang)] if not isinstance(answer, Owners) or chain.root.kind in ISSUER_KINDS else []
    below = [held.sentence(lang)] if held and not (owned and answer.claims()) and (held.holdings or not owned) else []
    return [*owned, *below]


def clocks(chain: Chain, lang: str) -> str:
    """Both clocks, and how old the newest evidence is."""
    asked = chain.answer.question.clocks
    answer = chain.answer
    ends = answer.record_ends if isinstance(answer, Owners) else answer.base.record_ends
    seen = answer.last_seen or (chain.held and chain.held.last_seen) or _NOT_KNOWN[plain(lang)]
    return _CLOCKS[plain(lang)].format(asked.as_of.isoformat(), asked.known_at.isoformat(), seen, ends)


def notes(chain: Chain, lang: str) -> list[str]:
    """What is known beside the lines, in the words of `who-owns`: control, headlines, other scopes."""
    answer, own = chain.answer, plain(lang)
    if not isinstance(answer, Owners):
        return []
    found = [wording.control(answer.behind.control, lang)] if answer.behind.holders else []
    for row in answer.reported_as[:_FEW]:
        via = _THROUGH[own].format(wording.names(row.via, lang)) if row.via else ""
        look = wording.reported(row, answer.look_through, lang)
        text = _REPORTED[own].format(row.entity.label(lang), row.holding.share.text(own), via)
        found.append(f"{text}{'，' if own == 'zh' else ', '}{look}" if look else text)
    scopes = [f"{row.entity.label(lang)} {row.holding.share.text(own)}" for row in answer.other_scopes[:_FEW]]
    if scopes:
        found.append(_SCOPES[own].format(("；" if own == "zh" else "; ").join(scopes)))
    return found


def origin(chain: Chain, ledger: Ledger, lang: str) -> str:
    """How many sources the drawing rests on, of which data, and the command that makes it again."""
    question, own = chain.answer.question, plain(lang)
    sources = len({path.partition("/")[0] for path in chain.claims})
    counted = (sources, len(chain.claims)) if own == "zh" else (len(chain.claims), sources)
    asked = [f"--as-of {question.clocks.as_of}", f"--known-at {question.clocks.known_at}"]
    asked += [f"--only {slug}" for slug in sorted(question.selection.only)]
    asked += [f"--without {slug}" for slug in sorted(question.selection.without)]
    command = f"hima render --svg {chain.root.id} {' '.join(asked)}"
    return f"{_SOURCES[own].format(*counted)} · himagraph {VERSION}, {ledger.about.digest[:12]} · {command}"


def described(chain: Chain, lang: str) -> str:
    """The chain in words, for those who do not see it: the answer, then every line."""
    own = plain(lang)
    names = {
        **{slug: one.label(own) for slug, one in chain.entities.items()},
        **{slug: one.pick(own) for slug, one in chain.others.items()},
    }
    lines = [
        f"{names[link.holder]} → {names[link.issuer]}"
        + (f": {text}" if (text := " ".join(filter(None, (link.text.pick(own), link.note.pick(own))))) else "")
        for link in chain.links
    ]
    return " ".join([*sentences(chain, own), "; ".join(lines) + "." if lines else ""]).strip()
