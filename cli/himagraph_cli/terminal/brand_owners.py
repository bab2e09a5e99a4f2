"""How `who-owns` reads for a brand, an alliance or a series."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers import numbers
from himagraph.answers.brand_owners import BrandOwners, Made, Member
from himagraph.answers.equity import Behind
from himagraph.answers.rights import Right
from himagraph.answers.wording_brand_owners import right_words
from himagraph.answers.wording_cooperation import leads
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.brands import plain, related, seen
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "right": "Right", "holder": "holder", "status": "status", "sources": "sources", "from": "(from {})",
        "weak": "weak",
        "held": "held", "applied": "applied for", "granted": "granted", "refused": "refused", "sold": "sale agreed",
        "in-transfer": "in transfer", "transferred": "transferred", "not-moved": "registration of transfer not found",
        "made": "Made by", "owner": "Named as a brand of", "alliance": "Alliance", "series": "Series",
        "since": "since {}",
        "behind": "Company behind", "back": "And back", "holds": "{} holds {} of {}, a company of Huawei's.",
        "brand": "Brand", "maker": "carmaker", "equity": "Huawei equity in the maker", "none": "no source found",
        "companies": "Also members", "led": "Led by", "before": "Before", "changed": "{before} ({event}, {date})",
        "disputed": "Disputed",
        "joint": "{n} of the sources call it, or its brands, a joint venture. hima conflicts {id}",
        "joint-1": "one source calls it, or its brands, a joint venture. hima conflicts {id}", "refuted": "Shown wrong",
        "denied": "Denied", "none-found": '"none found" is not 0%: no claim here gives Huawei a share.',
        "next": "Next: {}", "looking": "Looking for the company? {} has shareholders.", "up": " <- {share} {who}",
        "seen-line": "Last seen {}; the record ends {}.", "unknown": "not known",
    },
    "zh": {
        "right": "权利", "holder": "权利人", "status": "状态", "sources": "来源", "from": "（自{}）",
        "weak": "证据薄弱",
        "held": "持有", "applied": "申请中", "granted": "已授予", "refused": "被驳回", "sold": "已同意出售",
        "in-transfer": "转让中", "transferred": "已转让", "not-moved": "未见转让登记",
        "made": "制造商", "owner": "被称为其品牌的公司", "alliance": "联盟", "series": "系列", "since": "自{}",
        "behind": "背后的公司", "back": "反向", "holds": "{}持有{} {}，后者属华为体系。",
        "brand": "品牌", "maker": "车企", "equity": "华为在车企的持股", "none": "未见来源",
        "companies": "其他成员", "led": "主导方", "before": "前身", "changed": "{before}（{event}，{date}）",
        "disputed": "争议", "joint": "{n}个来源称其或其品牌为合资。hima conflicts {id}",
        "joint-1": "一个来源称其或其品牌为合资。hima conflicts {id}", "refuted": "已证伪",
        "denied": "否认", "none-found": "“未见来源”不等于0%：此处没有主张给出华为的持股。",
        "next": "接着看：{}", "looking": "要找公司？{}有股东。", "up": " <- {share} {who}",
        "seen-line": "最近一次所见 {}；记录截至 {}。", "unknown": "未知",
    },
}  # fmt: skip
_EVENTS_ZH = {
    "renamed": "更名", "spun-off": "分拆", "evolved-from": "演变", "merged": "合并", "delisted": "退市",
    "listed": "上市",
}  # fmt: skip


def brand_owners(answer: BrandOwners, lang: str) -> list[str]:
    """The sentence, rights or members, who makes, who stands behind, the sources, the next command."""
    said, notes = _WORDS[plain(lang)], Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    lines.append(said["seen-line"].format(seen(answer.last_seen or said["unknown"], lang), answer.base.record_ends))
    if answer.brand_rights:
        head = [said[word] for word in ("right", "holder", "status", "sources")]
        lines += ["", *prose.stacked(head, [_right(one, lang, notes) for one in answer.brand_rights])]
    if answer.entity.kind != "brand" and answer.members:
        head = [said[word] for word in ("brand", "maker", "equity", "sources")]
        lines += ["", *prose.stacked(head, [_member(one, lang, notes) for one in answer.members])]
    facts = _of_brand(answer, lang, notes) if answer.entity.kind == "brand" else _of_group(answer, lang, notes)
    facts += _back(answer, lang, notes)
    lines += ["", *_facts(facts)] if facts else []
    if any(not one.found for one in answer.equities):
        lines += ["", *prose.wrapped(said["none-found"], " ", "   ")]
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return [*lines, "", *_next(answer, lang)]


def _facts(facts: Sequence[tuple[str, str]]) -> list[str]:
    """Titles with their texts, the texts in one column."""
    width = max(layout.width(title) for title, _ in facts)
    lines: list[str] = []
    for title, text in facts:
        head = f" {title}{' ' * (width - layout.width(title))}  "
        lines += prose.wrapped(text, head, " " * layout.width(head))
    return lines


def _right(one: Right, lang: str, notes: Footnotes) -> list[str | Sequence[str]]:
    said = _WORDS[plain(lang)]
    what = list(one.items) or [right_words(one, plain(lang)).removeprefix("the ")]
    holder = prose.broken(layout.name(one.holder, lang), 30)
    if one.seller:
        holder += prose.broken(said["from"].format(layout.name(one.seller, lang)), 30)
    status = [f"{said[one.event]} {one.date}" if one.date else said[one.event]]
    if one.price:
        status.append(numbers.text(one.price.amount, one.price.bound, plain(lang), unit=f"{one.price.currency} "))
    if one.registered is False:
        status.append(said["not-moved"])
    if one.weak:
        status.append(said["weak"])
    text = [line for part in what for line in prose.broken(part, 28)]
    return [text, holder, status, notes.mark(one.sources)]


def _member(one: Member, lang: str, notes: Footnotes) -> list[str | Sequence[str]]:
    said = _WORDS[plain(lang)]
    brand = one.brand
    sources = [
        *(brand.standing.sources if brand else ()),
        *(s for made in one.makers for s in made.maker.standing.sources),
    ]
    makers: list[str] = []
    equities: list[str] = []
    for made in one.makers:
        name = related([made.maker], lang)
        makers += name
        equities += [made.equity.text(plain(lang)), *[""] * (len(name) - 1)]
    return [
        layout.name(brand.entity, lang) if brand else "-",
        makers or said["none"],
        equities or "-",
        notes.mark(dict.fromkeys(sources)),
    ]


def _of_brand(answer: BrandOwners, lang: str, notes: Footnotes) -> list[tuple[str, str]]:
    said, row = _WORDS[plain(lang)], answer.row
    facts = [(said["made"], _made(one, lang, notes)) for one in answer.made_by] or [(said["made"], said["none"])]
    if row:
        for title, one in ((said["alliance"], row.alliance), (said["series"], row.series)):
            if one:
                since = f" {said['since'].format(one.standing.since)}" if one.standing.since else ""
                facts.append((title, f"{layout.name(one.entity, lang)}{since} {notes.mark(one.standing.sources)}"))
        for owner in row.owners:
            facts.append((said["owner"], f"{layout.name(owner.entity, lang)} {notes.mark(owner.standing.sources)}"))
    facts += [(said["behind"], _chain(one, lang, notes)) for one in answer.company_behind]
    facts += _turns(answer, lang, notes)
    return facts


def _of_group(answer: BrandOwners, lang: str, notes: Footnotes) -> list[tuple[str, str]]:
    said = _WORDS[plain(lang)]
    facts: list[tuple[str, str]] = []
    for member in answer.companies:
        facts += [(said["companies"], _made(one, lang, notes)) for one in member.makers]
    for cell in answer.led_by:
        facts.append((said["led"], f"{leads(cell, plain(lang))} {notes.mark(cell.standing.sources)}"))
    facts += _turns(answer, lang, notes)
    if answer.called:
        count = len({one.source.id for one in answer.called})
        text = said["joint-1" if count == 1 else "joint"].format(n=count, id=answer.entity.id)
        facts.append((said["disputed"], f"{text} {notes.mark([one.source for one in answer.called])}"))
    return facts


def _turns(answer: BrandOwners, lang: str, notes: Footnotes) -> list[tuple[str, str]]:
    said, chinese = _WORDS[plain(lang)], plain(lang) == "zh"
    return [
        (
            said["before"],
            said["changed"].format(
                before=one.before,
                event=_EVENTS_ZH.get(one.event, one.event) if chinese else one.event.replace("-", " "),
                date=seen(one.date, lang),
            )
            + f" {notes.mark(one.sources)}",
        )
        for one in answer.changes
    ]


def _back(answer: BrandOwners, lang: str, notes: Footnotes) -> list[tuple[str, str]]:
    said = _WORDS[plain(lang)]
    facts: list[tuple[str, str]] = []
    for one in answer.shared:
        share, issuer = one.row.holding.share.text(plain(lang)), one.issuer.label(plain(lang))
        pair = (issuer, share) if plain(lang) == "zh" else (share, issuer)
        text = said["holds"].format(one.row.entity.label(plain(lang)), *pair)
        facts.append((said["back"], f"{text} {notes.mark(one.row.sources)}"))
    for equity in answer.equities:
        for word, claims in ((said["denied"], equity.denied), (said["refuted"], equity.refuted)):
            if claims:
                facts.append((word, f"hima why {equity.company.id}/huawei"))
    return facts


def _made(one: Made, lang: str, notes: Footnotes) -> str:
    name = " ".join(related([one.maker], lang))
    equity = _WORDS[plain(lang)]["equity"]
    return f"{name} {notes.mark(one.maker.standing.sources)}  {equity}: {one.equity.text(plain(lang))}"


def _chain(one: Behind, lang: str, notes: Footnotes) -> str:
    text = layout.name(one.company, lang)
    for row in one.chain:
        share = row.holding.share.text(plain(lang))
        step = _WORDS[plain(lang)]["up"].format(share=share, who=layout.name(row.entity, lang))
        text += f"{step} {notes.mark(row.sources)}"
    return f"{text}  hima who-owns {one.company.id}"


def _next(answer: BrandOwners, lang: str) -> list[str]:
    said = _WORDS[plain(lang)]
    issuer = next((one.issuer for one in answer.shared), None)
    if answer.entity.kind != "brand" and issuer:
        looking = said["looking"].format(issuer.label(plain(lang)))
        return [looking, said["next"].format(f"hima who-owns {issuer.id}")]
    if answer.entity.kind == "brand":
        return [said["next"].format(f"hima cooperation --brand {answer.entity.id}")]
    return [said["next"].format(f"hima brands {answer.entity.id}")]
