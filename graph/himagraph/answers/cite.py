"""A figure with all that a citation needs: both clocks, what it rests on, the data, and how to bring it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from himagraph import vocab
from himagraph.answers import bibliography
from himagraph.answers.bibliography import Cited
from himagraph.answers.phrases import lines_for
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json
from himagraph.errors import NoAnswer, UnknownName
from himagraph.handles import Handle
from himagraph.ledger import About, Ledger, Question
from himagraph.records import Claim, Entity, Labels, Share
from himagraph.resolve import Capital, Evidence, Holding, capital

#: The parts of a capital in the order in which a holder is looked for, and how each reads in English and Chinese.
_STANDINGS: dict[str, tuple[str, str, str]] = {
    "holder-of-record": ("holdings", "{who} holds {share} of {whom}", "{who}持有{whom} {share}"),
    "possible": ("possible", "{who} possibly holds {share} of {whom}", "{who}可能持有{whom} {share}"),
    "pending": (
        "pending",
        "{who} has agreed to buy {share} of {whom}, not yet in the register",
        "{who}已签约购入{whom} {share}，未登记",
    ),
    "inferred": (
        "inferred",
        "{who} is inferred to hold {share} of {whom}; no source states the figure",
        "据推断{who}持有{whom} {share}；来源未给出该数字",
    ),
    "reported-as": (
        "reported",
        "{who} is reported to hold {share} of {whom}{via}; it is not a holder of record",
        "据报道{who}{via}持有{whom} {share}；并非登记股东",
    ),
    "other-scope": (
        "other_scopes",
        "{who} holds {share} of {whom} ({scope}; not added up)",
        "{who}持有{whom} {share}（{scope}，不计入合计）",
    ),
}


@dataclass(frozen=True, slots=True)
class Citation(Answer):
    """One figure: what it says, how it stands, and what it rests on.

    `standing` is one of holder-of-record, possible, pending, inferred, reported-as, other-scope for a stake, and for
    a claim stated, inferred, denied or refuted. `reproduce` is a command for a shell.
    """

    command: ClassVar[str] = "cite"

    handle: str
    figure: Labels
    standing: str
    question: Question
    cited: tuple[Cited, ...]
    about: About
    reproduce: str
    entities: tuple[Entity, ...] = ()
    share: Share | None = None
    last_seen: str | None = None
    contradicting: tuple[Claim, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the figure rests on."""
        return tuple(claim for one in self.cited for claim in one.claims)

    def sentence(self, lang: str = "en") -> str:
        """What the figure says."""
        return self.figure.pick("zh" if lang == "zh" else "en") + ("。" if lang == "zh" else ".")

    def text(self, lang: str = "en") -> str:
        """The citation as one paragraph."""
        about, clocks, chinese = self.about, self.question.clocks, lang == "zh"
        rests = ("；" if chinese else "; ").join(one.text(lang) for one in self.cited)
        figure = self.figure.pick("zh" if chinese else "en")
        head = f"himagraph {about.version}, data {about.known_up_to} (sha256 {about.digest})"
        seen = self.last_seen
        if chinese:
            dated = f"截至{clocks.as_of}{f'（最近所见{seen}）' if seen else ''}，所知截至{clocks.known_at}"
            disputed = f"其他来源说法不同：{self._disputed}。" if self.contradicting else ""
            return f"{head}：“{figure}”，{dated}。依据：{rests}。{disputed}重现：{self.reproduce}"
        dated = f"as of {clocks.as_of}{f' (last seen {seen})' if seen else ''}, known at {clocks.known_at}"
        disputed = f" Other claims say otherwise: {self._disputed}." if self.contradicting else ""
        return f'{head}: "{figure}", {dated}. Rests on: {rests}.{disputed} Reproduce: {self.reproduce}'

    def bibtex(self, lang: str = "en") -> str:
        """The figure and its sources as BibTeX entries."""
        return bibliography.bibtex(self._head(lang), self.cited)

    def csl(self, lang: str = "en") -> list[Json]:
        """The figure and its sources as CSL-JSON items."""
        return bibliography.csl(self._head(lang), self.cited)

    def as_json(self) -> Json:
        about = self.about
        return {
            **envelope(self.command, self.question),
            "handle": self.handle,
            "standing": self.standing,
            "figure": {"en": self.figure.en, "zh": self.figure.zh},
            "share": self.share.as_json() if self.share else None,
            "last_seen": self.last_seen,
            "sources": [
                {**source_json(one.source), "where": list(one.where), "claims": claims_json(one.claims)}
                for one in self.cited
            ],
            "entities": [entity_json(entity) for entity in self.entities],
            "contradicting": claims_json(self.contradicting),
            "data": {"version": about.version, "date": about.known_up_to.isoformat(), "sha256": about.digest},
            "reproduce": self.reproduce,
            "text": self.text(),
            "text_zh": self.text("zh"),
            "bibtex": self.bibtex(),
            "csl": self.csl(),
            "reason": None,
        }

    @property
    def _disputed(self) -> str:
        return ", ".join(claim.path for claim in self.contradicting)

    def _head(self, lang: str) -> bibliography.Figure:
        about, clocks = self.about, self.question.clocks
        return bibliography.Figure(
            self.handle,
            self.figure.pick("zh" if lang == "zh" else "en"),
            about.version,
            about.known_up_to,
            f"As of {clocks.as_of}, known at {clocks.known_at}; data {about.known_up_to}, sha256 {about.digest}; "
            f"reproduce with: {self.reproduce}",
        )


def cite(ledger: Ledger, handle: Handle, question: Question) -> Citation:
    """The citation of the stake or claim that the handle points at; NoAnswer where there is none at the clocks."""
    if handle.kind == "claim" and handle.claim:
        return _of_claim(ledger, handle.claim, question)
    if handle.kind == "stake":
        return _of_stake(ledger, handle, question)
    entity = ledger.entities([handle.text])[handle.text]
    near = [one for one in _handles_of(ledger.claims_about(entity.id)) if entity.id in one.split("/")]
    message = f"{entity.label()} is no figure. Cite a stake (ISSUER/HOLDER) or a claim."
    remedy = "" if near else f"hima why {entity.id} lists the claims about it."
    raise UnknownName(handle.text, message, remedy, near)


def _of_stake(ledger: Ledger, handle: Handle, question: Question) -> Citation:
    issuer, holder = handle.issuer or "", handle.holder or ""
    own = [claim for claim in ledger.claims_about(issuer) if issuer in claim.ids("issuer")]
    evidence = ledger.evidence(own, question)
    found = _row(capital(issuer, evidence.claims, evidence), holder)
    entities = ledger.entities([issuer, holder])
    if found is None:
        raise _unknown(ledger, entities[issuer], entities[holder], question)
    standing, row = found
    via = ledger.entities(row.via)
    return Citation(
        handle.text,
        Labels(*(_figure(standing, row, entities, [via[one] for one in row.via], lang) for lang in ("en", "zh"))),
        standing,
        question,
        _cited(row.claims, evidence),
        ledger.about,
        _command("who-owns", issuer, question),
        (entities[holder], entities[issuer]),
        row.share,
        str(row.last_seen) if row.last_seen else None,
        row.contradicting,
    )


def _row(found: Capital, holder: str) -> tuple[str, Holding] | None:
    for standing, (part, _, _) in _STANDINGS.items():
        rows: tuple[Holding, ...] = getattr(found, part)
        for row in rows:
            if row.holder == holder:
                return standing, row
    return None


def _figure(standing: str, row: Holding, entities: Mapping[str, Entity], via: list[Entity], lang: str) -> str:
    chinese = lang == "zh"
    share = row.share.text(lang)
    if not row.share.is_known:
        share = "股份，比例未知" if chinese else "a share that is not known"
        if row.last_known:
            before = row.last_known.text(lang)
            share += f"（此前{before}）" if chinese else f" ({before} before)"
    through = ("、" if chinese else ", ").join(one.label(lang) for one in via)
    return _STANDINGS[standing][2 if chinese else 1].format(
        who=entities[row.holder].label(lang),
        whom=entities[row.issuer].label(lang),
        share=share,
        via=(f"通过{through}" if chinese else f", through {through}") if through else "",
        scope=row.preferred.text("scope") or row.preferred.text("class") or "",
    )


def _unknown(ledger: Ledger, issuer: Entity, holder: Entity, question: Question) -> UnknownName:
    """What is said of a stake that the record does not have: near handles, and the claims that speak of both."""
    about = {claim.path: claim for claim in (*ledger.claims_about(issuer.id), *ledger.claims_about(holder.id))}
    stakes = [claim for claim in about.values() if claim.kind in ("stake", "transaction")]
    own = f"{issuer.id}/{holder.id}"
    both = sorted(claim.path for claim in stakes if issuer.id in claim.ids("issuer") and holder.id in _holders(claim))
    others = [one for one in _handles_of(stakes) if one.startswith(f"{issuer.id}/") or one.endswith(f"/{holder.id}")]
    near = [*both, *(one for one in others if one != own)]
    day = f" on {question.clocks.as_of}" if question.dated else ""
    message = f"No source found for a stake of {holder.label()} in {issuer.label()}{day}."
    return UnknownName(
        f"{issuer.id}/{holder.id}",
        f"{message} Did you mean one of these?" if near else message,
        "" if near else f"See: hima show {issuer.id}",
        near,
    )


def _handles_of(claims: Iterable[Claim]) -> list[str]:
    """The handles of the stakes that the claims speak of."""
    pairs = {(issuer, holder) for claim in claims for issuer in claim.ids("issuer") for holder in _holders(claim)}
    return [f"{issuer}/{holder}" for issuer, holder in sorted(pairs)]


def _holders(claim: Claim) -> tuple[str, ...]:
    return claim.ids("holder") + claim.ids("buyer")


def _of_claim(ledger: Ledger, path: str, question: Question) -> Citation:
    claim = ledger.claim(path)
    if claim is None:
        raise NoAnswer(f"There is no claim {path}.")
    evidence = ledger.evidence([claim], question)
    refuted = evidence.refuted.get(path)
    if not evidence.claims and refuted is None:
        raise NoAnswer(f"The claim {path} was not yet known or is not among the sources asked for.")
    english, chinese = (lines_for([claim], ledger, lang)[path] for lang in ("en", "zh"))
    standing = "denied" if claim.is_denied else "inferred" if claim.is_inferred else "stated"
    if refuted is not None:
        standing = "refuted"
        english, chinese = f"{english} (shown wrong: {refuted})", f"{chinese}（已证伪：{refuted}）"
    elif standing == "inferred":
        english, chinese = f"{english} (inferred, not stated)", f"{chinese}（推断，来源未直接说明）"
    return Citation(
        path,
        Labels(english, chinese),
        standing,
        question,
        _cited([claim], evidence),
        ledger.about,
        _command("why", path, question),
        share=claim.share() if claim.kind in ("stake", "transaction") and claim.quantity("percent") else None,
        last_seen=str(evidence.dated(claim)),
    )


def _cited(claims: Iterable[Claim], evidence: Evidence) -> tuple[Cited, ...]:
    """The sources of the claims, each once with its claims, in the order of the claims."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.source, []).append(claim)
    return tuple(Cited(evidence.sources[slug], tuple(group)) for slug, group in groups.items())


def _command(command: str, what: str, question: Question) -> str:
    """The command with clocks and selection spelled out. Ids need no quoting in any shell."""
    clocks, chosen = question.clocks, question.selection
    options = [f"--as-of {clocks.as_of}", f"--known-at {clocks.known_at}"]
    options += [f"--only {slug}" for slug in sorted(chosen.only)]
    options += [f"--without {slug}" for slug in sorted(chosen.without)]
    return " ".join(["hima", command, vocab.slug_of(what), *options])
