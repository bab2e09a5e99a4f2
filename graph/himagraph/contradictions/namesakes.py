"""Names that two legal persons bear, so that a source may mean the one or the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from himagraph import vocab
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket, same
from himagraph.kinds import KINDS, Type
from himagraph.records import Claim, Judgement, Labels

_TOLD_APART = Labels("the register knows them as two", "登记册将其视为不同主体")
_TYPES = (Type.ENTITY, Type.ENTITIES, Type.PARTY)


def namesakes(docket: Docket) -> Iterator[Contradiction]:
    """A name that two legal persons bear or have borne, with the best claim that names each.

    A brand counts too, unless it bears the name of one of them in full: then it is named after it.
    """
    by_word: dict[str, tuple[str, set[str]]] = {}
    for text, bearers in docket.shared_names.items():
        by_word.setdefault(text.casefold(), (text, set()))[1].update(bearers)
    names: dict[tuple[str, ...], list[str]] = {}
    for text, sharing in by_word.values():
        apart = tuple(sorted(slug for slug in sharing if not _named_after(slug, sharing, docket)))
        if len(apart) > 1:
            names.setdefault(apart, []).append(text)
    wanted = {slug for bearers in names for slug in bearers}
    best: dict[str, Claim] = {}
    for claim in sorted(docket.evidence.claims, key=docket.evidence.newest_first) if wanted else ():
        for slug in wanted.intersection(_named(claim)):
            best.setdefault(slug, claim)
    for bearers, texts in sorted(names.items()):
        sides = {docket.names([slug]): [best[slug]] for slug in bearers if slug in best}
        if len(sides) > 1:
            name = same(" / ".join(sorted(texts)))
            subject = docket.words("the name {0}", "名称{0}", name)
            row = docket.found("namesake", subject, bearers, sides, Ruling(None, _TOLD_APART))
            judged = next((one for one in docket.judgements if _tells_apart(one, bearers)), None)
            yield replace(row, by=Labels(judged.reason), judgement=judged.id) if judged else row


def _tells_apart(judgement: Judgement, bearers: tuple[str, ...]) -> bool:
    about = {vocab.slug_of(one) for one in judgement.about}
    return judgement.verdict == "not-same" and len(set(bearers) & about) > 1


def _named_after(slug: str, bearers: set[str], docket: Docket) -> bool:
    entity = docket.entities.get(slug)
    if entity is None or entity.kind != "brand":
        return False
    others = [docket.entities[one] for one in bearers if one != slug and one in docket.entities]
    return any(entity.label(lang) == other.label(lang) for other in others for lang in ("en", "zh"))


def _named(claim: Claim) -> list[str]:
    return [slug for key in KINDS[claim.kind].keys if key.type in _TYPES for slug in claim.ids(key.name)]
