"""Who owns an entity, and what it owns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from himagraph.answers import looking, wording
from himagraph.answers.looking import NOBODY, Behind, Looked
from himagraph.answers.rows import (
    Answer,
    Json,
    Reported,
    Row,
    entity_json,
    envelope,
    newest,
    reported_of,
    rows_of,
)
from himagraph.frozen import dataclass
from himagraph.kinds import HOLDER_KINDS, ISSUER_KINDS
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity
from himagraph.resolve import Capital, Holding, capital

#: What `who-owns` looks among: first what has capital, then what is answered in another way.
OWNED_KINDS = (ISSUER_KINDS, ("brand", "alliance", "series"), ("unit", "car", "technology", "person", "holder-set"))


@dataclass(frozen=True, slots=True)
class Owners(Answer):
    """The holders of record of an entity, and all that is known beside them.

    `owners` are in order of share. `reason` says why there are none, where there cannot be any or no source is found.
    """

    command: ClassVar[str] = "who-owns"

    entity: Entity
    question: Question
    capital: Capital
    owners: tuple[Row, ...]
    pending: tuple[Row, ...]
    possible: tuple[Row, ...]
    inferred: tuple[Row, ...]
    reported_as: tuple[Reported, ...]
    other_scopes: tuple[Row, ...]
    record_ends: str
    reason: str | None = None
    behind: Behind = NOBODY

    @property
    def look_through(self) -> tuple[Looked, ...]:
        """Every direct and indirect holder with its look-through share, largest first."""
        return self.behind.holders

    @property
    def ultimate(self) -> tuple[Looked, ...]:
        """Where the capital ends: tops of whom nobody is named as a holder, then open ends (`interest.is_open`)."""
        return self.behind.ultimate

    @property
    def last_seen(self) -> str | None:
        return newest(self.capital.holdings) or newest(self.capital.inferred)

    @property
    def is_empty(self) -> bool:
        """Whether no source says anything of its holders, not even in a headline."""
        return self.reason == "no-holder-of-record" and not self.claims()

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        parts = (self.owners, self.pending, self.possible, self.inferred, self.reported_as, self.other_scopes)
        return tuple({claim.path: claim for part in parts for row in part for claim in row.holding.claims}.values())

    def sentence(self, lang: str = "en") -> str:
        """The answer as one or two sentences that can be quoted."""
        day = self.question.clocks.as_of.isoformat() if self.question.dated else None
        rest = self.capital.undisclosed
        return wording.sentences(
            [
                wording.holders_sentence(self.entity, self.owners, rest, day, lang),
                wording.pending_sentence(self.pending, lang),
                wording.inferred_sentence(self.inferred, lang),
            ],
            lang,
        )

    def coverage(self, lang: str = "en") -> str:
        """How much of the capital is disclosed and how old the newest evidence is."""
        disclosed = self.capital.disclosed.text("zh" if lang == "zh" else "en")
        seen = self.last_seen
        if lang == "zh":
            found = f"登记股东合计{disclosed}" if self.owners else "未见登记股东"
            return f"{found}；最近一次所见{seen or '未知'}；记录截至{self.record_ends}。"
        found = f"Named holders of record have {disclosed}" if self.owners else "No holder of record is named"
        return f"{found}; last seen {seen or 'not known'}; the record ends {self.record_ends}."

    def as_json(self) -> Json:
        looking.prefetch((*self.look_through, *self.ultimate))
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity),
            "owners": [row.as_json() for row in self.owners],
            "pending": [row.as_json() for row in self.pending],
            "possible": [row.as_json() for row in self.possible],
            "inferred": [row.as_json() for row in self.inferred],
            "not_counted": dict(self.capital.not_counted),
            "disclosed": self.capital.disclosed.as_json(),
            "undisclosed": self.capital.undisclosed.as_json(),
            "reported_as": [row.as_json() for row in self.reported_as],
            "other_scopes": [row.as_json() for row in self.other_scopes],
            "look_through": [one.as_json() for one in self.look_through],
            "ultimate": [one.as_json() for one in self.ultimate],
            "control": [one.as_json() for one in self.behind.control],
            "last_seen": self.last_seen,
            "coverage": self.coverage(),
            "sentence": self.sentence(),
            "reason": self.reason,
            # Of brands, alliances and series: see `brand_owners`.
            "brand_rights": [],
            "made_by": [],
            "alliance": None,
            "company_behind": [],
            "members": [],
        }


def who_owns(
    ledger: Ledger, slug: str, question: Question, *, depth: int | None = None, direct: bool = False
) -> Owners:
    """The owners of the entity at the question's clocks, looked through at most `depth` stakes, or not (`direct`)."""
    entity = ledger.entities([slug])[slug]
    evidence = ledger.evidence(_about_capital(ledger.claims_on_capital(slug), slug), question)
    found = capital(slug, evidence.claims, evidence)
    reason = None
    if not found.holdings:
        reason = "no-holder-of-record" if entity.kind in ISSUER_KINDS else entity.kind
    reported = reported_of(found.reported, ledger, evidence)
    behind, reported = (NOBODY, reported) if direct else looking.behind(ledger, slug, question, reported, depth)
    return Owners(
        entity,
        question,
        found,
        owners=rows_of(found.holdings, ledger, evidence),
        pending=rows_of(found.pending, ledger, evidence),
        possible=rows_of(found.possible, ledger, evidence),
        inferred=rows_of(found.inferred, ledger, evidence),
        reported_as=reported,
        other_scopes=rows_of(found.other_scopes, ledger, evidence),
        record_ends=record_ends(ledger),
        reason=reason,
        behind=behind,
    )


@dataclass(frozen=True, slots=True)
class Held(Answer):
    """What an entity holds of others. Rows show the issuer; they are in order of share."""

    command: ClassVar[str] = "holdings"

    entity: Entity
    question: Question
    holdings: tuple[Row, ...]
    pending: tuple[Row, ...]
    possible: tuple[Row, ...]
    inferred: tuple[Row, ...]
    reported_as: tuple[Reported, ...]
    other_scopes: tuple[Row, ...]
    not_counted: tuple[tuple[str, int], ...]
    record_ends: str
    reason: str | None = None
    look_through: tuple[Looked, ...] = ()

    @property
    def last_seen(self) -> str | None:
        return newest(row.holding for row in self.holdings)

    @property
    def is_empty(self) -> bool:
        """Whether no source says anything of what it holds, not even in a headline."""
        return not self.claims()

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        parts = (self.holdings, self.pending, self.possible, self.inferred, self.reported_as, self.other_scopes)
        return tuple({claim.path: claim for part in parts for row in part for claim in row.holding.claims}.values())

    def sentence(self, lang: str = "en") -> str:
        """The answer as one sentence that can be quoted."""
        day = self.question.clocks.as_of.isoformat() if self.question.dated else None
        return wording.sentences([wording.holdings_sentence(self.entity, self.holdings, day, lang)], lang)

    def as_json(self) -> Json:
        looking.prefetch(self.look_through)
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity),
            "holdings": [row.as_json() for row in self.holdings],
            "pending": [row.as_json() for row in self.pending],
            "possible": [row.as_json() for row in self.possible],
            "inferred": [row.as_json() for row in self.inferred],
            "not_counted": dict(self.not_counted),
            "reported_as": [row.as_json() for row in self.reported_as],
            "other_scopes": [row.as_json() for row in self.other_scopes],
            "look_through": [one.as_json() for one in self.look_through],
            "last_seen": self.last_seen,
            "coverage": f"The record ends {self.record_ends}.",
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def holdings(ledger: Ledger, slug: str, question: Question, *, depth: int | None = None, direct: bool = False) -> Held:
    """What the entity holds at the question's clocks, looked through at most `depth` stakes, or not (`direct`)."""
    entity = ledger.entities([slug])[slug]
    own = ledger.claims_of_holder(slug)
    issuers = sorted({issuer for claim in own if slug in _holders(claim) for issuer in claim.ids("issuer")})
    claims = {claim.path: claim for claim in (*own, *ledger.claims_on_capital(*issuers))}
    evidence = ledger.evidence(claims.values(), question)
    capitals = [capital(issuer, _about_capital(evidence.claims, issuer), evidence) for issuer in issuers]

    def of_holder(part: str) -> list[Holding]:
        rows: list[Holding] = [row for one in capitals for row in getattr(one, part) if row.holder == slug]
        return sorted(rows, key=lambda row: (row.share.max is None, -(row.share.max or 0), row.issuer))

    held = of_holder("holdings")
    own_claims = [claim for claim in evidence.claims if slug in _holders(claim)]
    counted = _not_counted(own_claims)
    look_through = () if direct else looking.below(ledger, slug, question)
    if depth is not None:
        look_through = tuple(one for one in look_through if looking.links(one) <= depth)
    shares = {one.interest.issuer: one.interest.effective for one in look_through}
    return Held(
        entity,
        question,
        holdings=rows_of(held, ledger, evidence, by_issuer=True),
        pending=rows_of(of_holder("pending"), ledger, evidence, by_issuer=True),
        possible=rows_of(of_holder("possible"), ledger, evidence, by_issuer=True),
        inferred=rows_of(of_holder("inferred"), ledger, evidence, by_issuer=True),
        reported_as=tuple(
            looking.with_share(row, shares.get(row.holding.issuer))
            for row in reported_of(of_holder("reported"), ledger, evidence, by_issuer=True)
        ),
        other_scopes=rows_of(of_holder("other_scopes"), ledger, evidence, by_issuer=True),
        not_counted=counted,
        record_ends=record_ends(ledger),
        reason=None if held else "no-holding-found",
        look_through=look_through,
    )


#: What `holdings` looks among.
HOLDING_KINDS = (HOLDER_KINDS, ("unit", "brand", "alliance", "series"))


def record_ends(ledger: Ledger) -> str:
    """The newest publication date of the store, or where none is dated the newest day on which one was read."""
    about = ledger.about
    return str(about.published_up_to or about.known_up_to)


def _about_capital(claims: Iterable[Claim], issuer: str) -> list[Claim]:
    kinds = ("stake", "transaction")
    return [claim for claim in claims if claim.kind in kinds and issuer in claim.ids("issuer")]


def _holders(claim: Claim) -> tuple[str, ...]:
    return claim.ids("holder") if claim.kind == "stake" else claim.ids("buyer") if claim.kind == "transaction" else ()


def _not_counted(claims: Iterable[Claim]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for claim in claims:
        status = claim.text("status") or ""
        word = "denied" if claim.is_denied else status if status in ("planned", "rumoured", "lapsed") else ""
        if word:
            counts[word] = counts.get(word, 0) + 1
        if claim.instalments():
            counts["payments"] = counts.get("payments", 0) + len(claim.instalments())
    return tuple(sorted(counts.items()))
