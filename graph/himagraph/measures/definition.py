"""A named definition of control or beneficial ownership, and what it says of a holder and an issuer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from himagraph.measures.facts import Facts, Ground, Grounds

#: A wording in both languages, by language tag.
Words = Mapping[str, str]
#: The grounds on which each holder is found for an issuer, given those who alone may count (None: the definition's own
#: choice).
Finder = Callable[[Facts, str, Collection[str] | None], dict[str, list[Ground]]]


@dataclass(frozen=True)
class Definition:
    """A definition with its law.

    `limbs` words each ground that it knows; `in_force` and `until` are the first and the last day on which its text
    applies, `until` None for as long as it stands.
    """

    id: str
    title: Words
    reference: str
    url: str
    in_force: date
    limbs: Mapping[str, Words]
    finder: Finder
    until: date | None = None
    of_persons: bool = False

    def applies_on(self, day: date) -> bool:
        """Whether its text is in force on a day."""
        return self.in_force <= day and (self.until is None or day <= self.until)

    def judge(self, facts: Facts, issuer: str, among: Collection[str] | None = None) -> dict[str, Verdict]:
        """Whom the definition finds for an issuer, and on what grounds; those who are only possible are marked.

        Parameters
        ----------
        among : the natural persons, or the listed owners, who alone may count.
        """
        sure = self.finder(facts, issuer, among)
        perhaps = self.finder(replace(facts, possible=True), issuer, among)
        return {
            holder: Verdict(self, holder, issuer, holder in sure, tuple(sure.get(holder) or perhaps[holder]))
            for holder in sorted({*sure, *perhaps}, key=lambda one: (one not in sure, str(one)))
        }


#: How a figure, a doubt and two grounds are written.
_FORMS = {"en": (" ({})", "possibly: ", "; "), "zh": ("（{}）", "可能：", "；")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A holder that a definition finds for an issuer. Not `is_certain`: only if unknown shares fall that way."""

    definition: Definition
    holder: str
    issuer: str
    is_certain: bool
    grounds: tuple[Ground, ...]

    def reason(self, lang: str = "en") -> str:
        """Why, in words."""
        figure, perhaps, between = _FORMS[lang]
        parts = [
            self.definition.limbs[ground.limb][lang]
            + (figure.format(ground.share.text(lang)) if ground.share is not None else "")
            for ground in self.grounds
        ]
        return ("" if self.is_certain else perhaps) + between.join(parts)

    def __str__(self) -> str:
        return f"{self.holder} of {self.issuer} by {self.definition.id}: {self.reason()}"


def each_holder(find: Callable[[Facts, str, str], list[Ground]]) -> Finder:
    """The finder that asks of everyone with a say in the issuer: `find(facts, holder, issuer)`."""

    def finder(facts: Facts, issuer: str, among: Collection[str] | None) -> dict[str, list[Ground]]:
        asked = [holder for holder in facts.around(issuer) if among is None or holder in among]
        return {holder: grounds for holder in asked if (grounds := find(facts, holder, issuer))}

    return finder


def each_person(find: Callable[[Facts, str, str], list[Ground]]) -> Finder:
    """The same for persons: those named by the caller, else all holders in whom nobody holds anything."""

    def finder(facts: Facts, issuer: str, among: Collection[str] | None) -> dict[str, list[Ground]]:
        persons = [one for one in facts.around(issuer) if one not in facts.table.columns] if among is None else among
        return each_holder(find)(facts, issuer, persons)

    return finder


def by_control(grounds: Grounds) -> Finder:
    """The finder of a rule on who decides: the grounds of a holder together with all that it decides over already."""

    def find(facts: Facts, holder: str, issuer: str) -> list[Ground]:
        return grounds(facts, issuer, {holder} | facts.decided_by([holder], grounds, before=issuer))

    return each_holder(find)
