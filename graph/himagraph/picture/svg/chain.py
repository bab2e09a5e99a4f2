"""Which holders and holdings a drawing shows of an entity, and what stands on the lines between them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from himagraph.answers import brand_owners, owners
from himagraph.answers.brand_owners import BrandOwners
from himagraph.answers.looking import Looked
from himagraph.answers.owners import Held, Owners
from himagraph.frozen import dataclass
from himagraph.ledger import Ledger, Question
from himagraph.ownership import table
from himagraph.records import Entity, Labels, Share
from himagraph.resolve import Capital, Holding

#: How many boxes there are at most above and below, of how many each issuer's holders are, and how many on a level.
_ABOVE, _BELOW, _EACH, _OF_ROOT, _ROW, _STEPS_DOWN = 14, 10, 3, 8, 8, 2
_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a holder down to an issuer. `text` is what stands on it, `note` smaller below it.

    `kind` is record, inferred, pending, possible, rest (of whom nobody is named) or relation (no shares).
    """

    holder: str
    issuer: str
    kind: str
    text: Labels
    note: Labels = Labels()
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The entities drawn, by slug, and the lines; ends of lines that are no entity have a label in `others`.

    `distance` is how many lines lie between each and the root, negative above it. `left_out` are how many holders and
    how many holdings of each are not drawn. `through` are look-through shares of (or in) the root, of those that have
    one through others; `deciding` who controls the root, for certain or not.
    """

    root: Entity
    answer: Owners | BrandOwners
    held: Held | None
    entities: Mapping[str, Entity]
    others: Mapping[str, Labels]
    links: tuple[Link, ...]
    distance: Mapping[str, int]
    left_out: Mapping[str, tuple[int, int]]
    through: Mapping[str, Share]
    deciding: Mapping[str, bool]
    claims: tuple[str, ...]


def chain(ledger: Ledger, slug: str, question: Question) -> Chain:
    """The chain around an entity. Of a brand, an alliance or a series: its makers or brands, and who owns those."""
    root = ledger.entities([slug])[slug]
    grown = _Growing(slug)
    held: Held | None = None
    if root.kind in owners.OWNED_KINDS[1]:
        answer: Owners | BrandOwners
        answer = brands = brand_owners.who_owns(ledger, slug, question)
        grown.take(_relations(brands))
        own = table.above(ledger, [one for one in grown.distance if one != slug], question)
        through, deciding = {}, {}
    else:
        answer = owners.who_owns(ledger, slug, question)
        own = table.around(ledger, slug, question)
        held = owners.holdings(ledger, slug, question)
        through = {
            one.entity.id: one.interest.effective
            for one in (*answer.look_through, *held.look_through)
            if _indirect(one)
        }
        deciding = {one.entity.id: one.controller.is_certain for one in answer.behind.control}
    grown.up(own.capitals)
    if root.kind in owners.HOLDING_KINDS[0]:
        grown.down(own.capitals)
    grown.beside(own.capitals)
    slugs = [name for name in grown.distance if name not in grown.others]
    known = ledger.entities(slugs)
    entities = {slug: known.get(slug) or Entity(slug, "company", Labels(slug)) for slug in slugs}
    return Chain(
        root, answer, held, entities, grown.others, tuple(grown.links), grown.distance, grown.left_out, through,
        deciding, tuple(sorted(grown.claims | {claim.path for claim in answer.claims()})),
    )  # fmt: skip


def _indirect(one: Looked) -> bool:
    """Whether the share says more than the line between the two does."""
    return not (one.interest.is_direct and len(one.interest.chains) == 1)


def _relations(answer: BrandOwners) -> Iterator[Link]:
    """What joins a brand to its makers and owners, and an alliance or a series to its brands and members."""
    row, root = answer.row, answer.entity.id
    if row:
        yield from (Link(one.entity.id, root, "relation", Labels("makes", "制造")) for one in row.makers)
        yield from (Link(one.entity.id, root, "relation", Labels("has the brand", "拥有品牌")) for one in row.owners)
    for member in answer.members:
        if member.brand:
            brand = member.brand.entity.id
            yield Link(brand, root, "relation", Labels("is a brand of", "属于"))
            for made in member.makers:
                yield Link(made.maker.entity.id, brand, "relation", Labels("makes", "制造"))
    for member in answer.companies:
        yield from (
            Link(one.maker.entity.id, root, "relation", Labels("is a member of", "属于")) for one in member.makers
        )


class _Growing:
    """A chain as it grows from its root, the heaviest line first, so that a small drawing shows who matters most."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.distance: dict[str, int] = {root: 0}
        self.links: list[Link] = []
        self.others: dict[str, Labels] = {}
        self.left_out: dict[str, tuple[int, int]] = {}
        self.claims: set[str] = set()

    def take(self, links: Iterable[Link]) -> None:
        """Lines that are drawn whatever their weight."""
        for link in links:
            if any((one.holder, one.issuer) == (link.holder, link.issuer) for one in self.links):
                continue
            self.distance.setdefault(link.holder, self.distance.get(link.issuer, 0) - 1)
            self.links.append(link)

    def up(self, capitals: Mapping[str, Capital]) -> None:
        """The holders, and theirs, as far as there is room."""
        rows = {issuer: [row for row, _ in _rows(capital)] for issuer, capital in capitals.items()}
        self._grow({issuer: [(row.holder, row) for row in own] for issuer, own in rows.items()}, -1, _ABOVE)

    def down(self, capitals: Mapping[str, Capital]) -> None:
        """The holdings, and theirs, two steps down."""
        held: dict[str, list[tuple[str, Holding]]] = {}
        for issuer, capital in capitals.items():
            for row, _ in _rows(capital):
                held.setdefault(row.holder, []).append((issuer, row))
        for own in held.values():
            own.sort(key=lambda one: (-_weight(one[1]), one[0]))
        self._grow(held, 1, _BELOW)
        for holder in [one for one, at in self.distance.items() if 0 <= at < _STEPS_DOWN]:
            left = {issuer for issuer, _ in held.get(holder, ())} - self.distance.keys()
            if left:
                self.left_out[holder] = (0, len(left))

    def _grow(self, around: Mapping[str, list[tuple[str, Holding]]], way: int, most: int) -> None:
        filled: dict[int, int] = {}
        drawn: dict[str, int] = {}
        count = 0
        waiting: list[tuple[Fraction, int, str, str]] = []

        def offer(at: str, weight: Fraction) -> None:
            for other, row in around.get(at, ()):
                heapq.heappush(waiting, (-weight * _weight(row) / _WHOLE, len(waiting), at, other))

        for start in [one for one, at in self.distance.items() if at * way >= 0]:
            offer(start, _WHOLE)
        while waiting:
            weight, _, at, other = heapq.heappop(waiting)
            level = self.distance[at] + way
            each = _OF_ROOT if at == self.root else _EACH
            if other in self.distance or (way > 0 and level > _STEPS_DOWN):
                continue
            if count >= most or drawn.get(at, 0) >= each or filled.get(level, 0) >= _ROW:
                continue
            self.distance[other] = level
            count += 1
            drawn[at] = drawn.get(at, 0) + 1
            filled[level] = filled.get(level, 0) + 1
            offer(other, -weight)

    def beside(self, capitals: Mapping[str, Capital]) -> None:
        """The lines between all that is drawn; of holders that are not, how many, and what has no holder of record."""
        for issuer in [one for one in self.distance if one in capitals]:
            rows = list(_rows(capitals[issuer]))
            shown = [(row, kind) for row, kind in rows if row.holder in self.distance]
            self.links += [_link(row, kind) for row, kind in shown]
            self.claims |= {claim.path for row, _ in shown for claim in row.claims}
            if self.distance[issuer] > 0 or not shown:
                continue
            self.left_out[issuer] = len(rows) - len(shown), self.left_out.get(issuer, (0, 0))[1]
            rest = capitals[issuer].undisclosed
            says_nothing = not rest.min and rest.max == _WHOLE and issuer != self.root
            if capitals[issuer].holdings and rest.max and not says_nothing:
                name = f"{issuer} rest"
                self.others[name] = Labels("not disclosed", "未披露")
                self.distance[name] = self.distance[issuer] - 1
                self.links.append(Link(name, issuer, "rest", _text(rest), share=rest))


def _rows(capital: Capital) -> Iterator[tuple[Holding, str]]:
    """The rows of a capital that are drawn, each holder once, with how they stand."""
    seen: set[str] = set()
    parts = (
        ("record", capital.holdings), ("inferred", capital.inferred), ("pending", capital.pending),
        ("possible", capital.possible),
    )  # fmt: skip
    for kind, rows in parts:
        for row in rows:
            if row.holder not in seen:
                seen.add(row.holder)
                yield row, kind


#: What is said below a share that is not plainly held.
_NOTES = {
    "inferred": Labels("inferred", "推断"),
    "pending": Labels("signed, not registered", "已签约，未登记"),
    "possible": Labels("possible", "可能"),
}


def _link(row: Holding, kind: str) -> Link:
    notes = [_NOTES[kind]] if kind in _NOTES else []
    if row.last_known and row.last_known.is_known:
        notes.append(Labels(f"{row.last_known.text('en')} before", f"此前{row.last_known.text('zh')}"))
    if row.contradicting:
        notes.append(Labels("contested", "有争议"))
    note = Labels(", ".join(one.en for one in notes), "，".join(one.zh for one in notes))
    return Link(row.holder, row.issuer, kind, _text(row.share), note, row.share)


def _text(share: Share) -> Labels:
    return Labels(share.text("en"), share.text("zh"))


def _weight(row: Holding) -> Fraction:
    """What a row counts for where there is not room for all: a share that is not known may be any."""
    return Fraction(1) if row.share.max is None else row.share.max
