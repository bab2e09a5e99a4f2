"""Why an answer is what it is: the claims behind it, with source, line, rank and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from himagraph import vocab
from himagraph.answers import wording
from himagraph.answers.owners import Owners, who_owns
from himagraph.answers.phrases import lines_for, mentions
from himagraph.answers.rows import Answer, Json, entity_json, envelope, source_json
from himagraph.errors import NoAnswer
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity, Source
from himagraph.resolve import Evidence, Rank, ranks

_ORDER = ("preferred", "normal", "deprecated")


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: what it says (`line` in English, `line_zh`), its rank with the reason, the source, and where in it."""

    claim: Claim
    line: str
    line_zh: str
    rank: Rank
    source: Source
    dated: str
    speakers: tuple[Entity, ...]

    @property
    def where(self) -> str:
        return ", ".join(self.claim.texts("where"))

    def as_json(self) -> Json:
        claim = self.claim
        return {
            "claim": vocab.claim_iri(claim.path),
            "kind": claim.kind,
            "says": self.line,
            "says_zh": self.line_zh,
            "rank": self.rank.rank,
            "rank_reason": self.rank.reason,
            "where": list(claim.texts("where")),
            "article": self.source.article,
            "as_of": self.dated,
            "from": str(claim.when("from")) if claim.when("from") else None,
            "until": str(claim.when("until")) if claim.when("until") else None,
            "status": claim.text("status"),
            "polarity": claim.text("polarity") or "asserted",
            "assertion": claim.text("assertion") or "stated",
            "reason": claim.text("reason"),
            "bound": claim.text("bound"),
            "said_by": [entity_json(one) for one in self.speakers] or claim.free_text("said_by"),
            "printed_as": list(claim.texts("named")),
            "note": claim.text("note"),
            "source": source_json(self.source),
        }


@dataclass(frozen=True, slots=True)
class Why(Answer):
    """The claims behind a handle, an entity or a claim; preferred first, then by kind and source.

    `falls` says what the answer becomes when the best source is withdrawn; None where there is nothing to withdraw.
    """

    command: ClassVar[str] = "why"

    subject: str
    question: Question
    entity: Entity
    said: tuple[Said, ...]
    policy: int
    headline: str
    headline_zh: str
    falls: str | None = None
    falls_zh: str | None = None

    def claims(self) -> tuple[Claim, ...]:
        return tuple(one.claim for one in self.said)

    def sentence(self, lang: str = "en") -> str:
        return self.headline_zh if lang == "zh" else self.headline

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "subject": self.subject,
            "entity": entity_json(self.entity),
            "claims": [one.as_json() for one in self.said],
            "policy_version": self.policy,
            "falls": self.falls,
            "sentence": self.headline,
            "reason": None,
        }


def why_stake(ledger: Ledger, issuer: str, holder: str, question: Question) -> Why:
    """The claims about what the holder has of the issuer; NoAnswer when none says anything of both."""
    about = ledger.claims_about(issuer)
    evidence = ledger.evidence(about, question)
    both = [claim for claim in evidence.claims if _joins(claim, issuer, holder)]
    refuted = [claim for claim in about if claim.path in evidence.refuted and _joins(claim, issuer, holder)]
    entities = ledger.entities([issuer, holder])
    if not both and not refuted:
        raise NoAnswer(
            f"No claim joins {entities[holder].label()} and {entities[issuer].label()} by a share.",
            f"See: hima why {issuer}",
        )
    answer = who_owns(ledger, issuer, question)
    said = _said(both, refuted, ledger, evidence)
    falls, falls_zh = _falls(answer, ledger, issuer, holder, question, said)
    return Why(
        f"{issuer}/{holder}", question, entities[issuer], said, evidence.policy.version,
        _standing(answer, holder, "en"), _standing(answer, holder, "zh"), falls, falls_zh,
    )  # fmt: skip


def why_entity(ledger: Ledger, slug: str, question: Question) -> Why:
    """Every claim that names the entity."""
    about = ledger.claims_about(slug)
    evidence = ledger.evidence(about, question)
    entity = ledger.entities([slug])[slug]
    refuted = [claim for claim in about if claim.path in evidence.refuted]
    said = _said(evidence.claims, refuted, ledger, evidence)
    sources = len({one.source.id for one in said})
    return Why(
        slug, question, entity, said, evidence.policy.version,
        f"{len(said)} claims of {sources} sources name {entity.label()}.",
        f"{sources}个来源的{len(said)}条主张提到{entity.label('zh')}。",
    )  # fmt: skip


def why_claim(ledger: Ledger, path: str, question: Question) -> Why:
    """One claim; NoAnswer when the clocks or the selection leave it out."""
    claim = ledger.claim(path)
    if claim is None:
        raise NoAnswer(f"There is no claim {path}.", "hima why X lists the claims about an entity.")
    named = sorted(mentions(claim))
    evidence = ledger.evidence(ledger.claims_about(*named) if named else [claim], question)
    standing = [one for one in evidence.claims if one.path == path]
    refuted = [claim] if path in evidence.refuted else []
    if not standing and not refuted:
        raise NoAnswer(f"The claim {path} was not yet known or is not among the sources asked for.")
    said = _said(standing, refuted, ledger, evidence)
    entity = ledger.entities(named).get(named[0]) if named else None
    bare = Entity(path, "statement", wording.nameless(path))
    return Why(
        path, question, entity or bare, said, evidence.policy.version, said[0].line + ".", said[0].line_zh + "。"
    )


def _said(claims: Iterable[Claim], refuted: list[Claim], ledger: Ledger, evidence: Evidence) -> tuple[Said, ...]:
    every = [*claims, *refuted]
    ranked = ranks(evidence)
    english, chinese = lines_for(every, ledger, "en"), lines_for(every, ledger, "zh")
    speakers = ledger.entities({slug for claim in every for slug in claim.ids("said_by")})
    rows = [
        Said(
            claim,
            english[claim.path],
            chinese[claim.path],
            ranked.get(claim.path, Rank("normal", "")),
            ledger.sources([claim.source])[claim.source],
            str(evidence.dated(claim)) if claim.source in evidence.sources else "",
            tuple(speakers[slug] for slug in claim.ids("said_by") if slug in speakers),
        )
        for claim in every
    ]
    return tuple(sorted(rows, key=lambda row: (_ORDER.index(row.rank.rank), row.claim.kind, row.claim.path)))


def _joins(claim: Claim, issuer: str, holder: str) -> bool:
    if claim.kind not in ("stake", "transaction", "control-right", "affiliation", "plan"):
        return False
    parties = {slug for key in ("holder", "buyer", "seller", "via", "part", "whole") for slug in claim.ids(key)}
    return holder in parties and (issuer in claim.ids("issuer") or issuer in parties)


def _standing(answer: Owners, holder: str, lang: str) -> str:
    """How the holder stands in the answer, in one sentence."""
    chinese = lang == "zh"
    target = answer.entity.label(lang)
    for words, rows in (
        (("holds", "持有"), answer.owners),
        (("is to get (signed, not yet in the register)", "待登记"), answer.pending),
        (("possibly holds", "可能持有"), answer.possible),
        (("is inferred to hold", "据推断持有"), answer.inferred),
        (("is reported to hold (no holder of record)", "据报道持有（非登记股东）"), answer.reported_as),
    ):
        for row in rows:
            if row.holding.holder == holder:
                share, name = row.holding.share.text(lang), row.entity.label(lang)
                seen = row.holding.last_seen
                since = row.holding.since
                if chinese:
                    return f"{name}{words[1]}{target} {share}，{f'自{since}，' if since else ''}最近所见{seen}。"
                return f"{name} {words[0]} {share} of {target}{f', from {since}' if since else ''}, last seen {seen}."
    if chinese:
        return f"在该日期未见其持有{target}的来源。"
    return f"No source found that it holds a share of {target} at that date."


def _falls(
    answer: Owners, ledger: Ledger, issuer: str, holder: str, question: Question, said: tuple[Said, ...]
) -> tuple[str | None, str | None]:
    """What the answer becomes without the source of the preferred claim."""
    best = next((one for one in said if one.claim.kind == "stake"), None)
    if best is None or not answer.owners:
        return None, None
    fewer = replace(question.selection, without=question.selection.without | {best.source.id})
    left = who_owns(ledger, issuer, replace(question, selection=fewer))
    texts = (_standing(left, holder, lang) for lang in ("en", "zh"))
    english, chinese = texts
    return f"without {best.source.id}: {english}", f"去掉 {best.source.id}：{chinese}"
