"""The chain as a drawing: its figures are those of the answers, and nothing stands on anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

import himagraph
from browser import Browsing
from himagraph.answers.owners import Owners
from himagraph.errors import UsageError
from himagraph.library import KnowledgeGraph
from himagraph.network.layers import layers
from himagraph.ownership import table
from himagraph.ownership.table import everything
from himagraph.picture.svg import lettering
from himagraph.picture.svg.chain import chain
from hostile_world import hostile_graph

SVG = "{http://www.w3.org/2000/svg}"
#: Left, top, right, bottom.
Rect = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def whole() -> KnowledgeGraph:
    return himagraph.open()


@pytest.fixture(scope="module")
def drawings(whole: KnowledgeGraph) -> dict[str, Element]:
    """The drawing of every entity that holds shares or is held, each in one of the languages."""
    capital = everything(whole.ledger, whole.question())
    slugs = sorted({name for pair in capital.rows for name in pair})
    assert len(slugs) > 100
    langs = ("en", "zh", "both")
    with pytest.MonkeyPatch.context() as patch:
        # The capital of the whole record, read once, rather than the part around each.
        patch.setattr(table, "around", lambda *_: capital)
        return {slug: ElementTree.fromstring(whole.svg(slug, lang=langs[n % 3])) for n, slug in enumerate(slugs)}


def board(root: Element) -> Element:
    return next(one for one in root if "transform" in one.attrib)


def links(root: Element) -> list[Element]:
    return [one for one in board(root) if "data-from" in one.attrib]


def boxes(root: Element) -> dict[str, Rect]:
    """The frames of the chain by what they are of."""
    found: dict[str, Rect] = {}
    for one in board(root):
        if "data-id" in one.attrib:
            x, y, wide, high = (float(one.find(f"{SVG}rect").attrib[name]) for name in ("x", "y", "width", "height"))  # type: ignore[union-attr]
            found[one.attrib["data-id"]] = (x, y, x + wide, y + high)
    return found


def rect_of(text: Element) -> Rect:
    """A rectangle in which the text stands, whatever font it is set in."""
    size, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
    wide = lettering.width(text.text or "", size, bold="font-weight" in text.attrib)
    left = x - wide / 2 if text.get("text-anchor") == "middle" else x
    return left, y - size * 0.8, left + wide, y + size * 0.2


def overlap(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def within(one: Rect, other: Rect) -> bool:
    return other[0] <= one[0] and one[2] <= other[2] and other[1] <= one[1] and one[3] <= other[3]


def points(path: Element) -> Iterator[tuple[float, float]]:
    """Points close by one another along the curves of a line."""
    for part in path.attrib["d"].split("M")[1:]:
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", part)]
        ends = list(zip(numbers[::2], numbers[1::2], strict=True))
        start = ends[0]
        for n in range(1, len(ends), 3):
            a, b, c = ends[n : n + 3]
            for step in range(17):
                t = step / 16
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                yield tuple(sum(w * p[axis] for w, p in zip(weights, (start, a, b, c), strict=True)) for axis in (0, 1))  # type: ignore[misc]
            start = c


def strokes(root: Element) -> list[Element]:
    return [path for link in links(root) for path in link.findall(f"{SVG}path") if path.get("fill") == "none"]


def test_no_text_of_any_drawing_stands_on_another_or_leaves_its_box(drawings: dict[str, Element]) -> None:
    for slug, root in drawings.items():
        frames = boxes(root)
        for one, other in combinations(frames.values(), 2):
            assert not overlap(one, other), slug
        texts = [(text, rect_of(text)) for text in board(root).iter(f"{SVG}text")]
        for (text, one), (beside, other) in combinations(texts, 2):
            assert not overlap(one, other), (slug, text.text, beside.text)
        for group in board(root):
            for text in group.findall(f"{SVG}text"):
                own = rect_of(text)
                if "data-id" in group.attrib:
                    assert within(own, frames[group.attrib["data-id"]]), (slug, text.text)
                else:
                    assert not any(overlap(own, frame) for frame in frames.values()), (slug, text.text)


def test_no_line_passes_through_a_text_or_a_box(drawings: dict[str, Element]) -> None:
    for slug, root in drawings.items():
        rects = [rect_of(text) for link in links(root) for text in link.findall(f"{SVG}text")]
        rects += [(left, top + 0.5, right, bottom - 0.5) for left, top, right, bottom in boxes(root).values()]
        for path in strokes(root):
            for x, y in points(path):
                assert not any(overlap((x, y, x, y), rect) for rect in rects), (slug, path.attrib["d"])


def test_everything_is_within_the_drawing(drawings: dict[str, Element]) -> None:
    for slug, root in drawings.items():
        wide, high = float(root.attrib["width"]), float(root.attrib["height"])
        for text in root.iter(f"{SVG}text"):
            if text not in list(board(root).iter()):
                assert within(rect_of(text), (0, 0, wide, high)), (slug, text.text)
        x, y = map(float, re.findall(r"[\d.]+", board(root).attrib["transform"]))
        for left, top, right, bottom in boxes(root).values():
            assert within((left + x, top + y, right + x, bottom + y), (0, 0, wide, high)), slug


def test_owners_stand_above_and_holdings_below(drawings: dict[str, Element]) -> None:
    for slug, root in drawings.items():
        frames = boxes(root)
        for link in links(root):
            assert frames[link.attrib["data-from"]][3] < frames[link.attrib["data-to"]][1], slug


@pytest.mark.parametrize("clocks", [{}, {"as_of": "2024-12-31"}, {"known_at": "2025-06-30"}])
def test_the_figures_are_those_of_who_owns(whole: KnowledgeGraph, clocks: dict[str, str]) -> None:
    for slug in ("yinwang", "seres-automobile", "changan", "avatr", "chery", "byd"):
        drawn = ElementTree.fromstring(whole.svg(slug, **clocks))
        answer = whole.who_owns(slug, **clocks)
        assert isinstance(answer, Owners)
        told = {
            row.entity.id: row.holding.share.text()
            for part in (answer.possible, answer.pending, answer.inferred, answer.owners)
            for row in part
        }
        found = {
            link.attrib["data-from"]: link.findtext(f"{SVG}text")
            for link in links(drawn)
            if link.attrib["data-to"] == slug
        }
        rest = found.pop(f"{slug} rest", None)
        undisclosed = answer.capital.undisclosed
        assert rest == (undisclosed.text() if answer.owners and undisclosed.max else None)
        assert found.items() <= told.items()
        left = len(told) - len(found)
        words = " ".join(filter(None, board(drawn).itertext()))
        assert left == 0 or f"and {left} more holder" in words


def test_look_through_and_control_are_marked_as_the_answers_have_them(whole: KnowledgeGraph) -> None:
    root, answer = ElementTree.fromstring(whole.svg("yinwang")), whole.who_owns("yinwang")
    assert isinstance(answer, Owners)
    shares = {one.entity.id: one.interest.effective.text() for one in answer.look_through}
    rings = set()
    for one in board(root):
        if "data-id" in one.attrib:
            slug = one.attrib["data-id"]
            said = " ".join(text.text or "" for text in one.findall(f"{SVG}text"))
            if "look-through" in said:
                assert f"look-through {shares[slug]}" in said
            if len(one.findall(f"{SVG}rect")) == 2:
                rings.add(slug)
    assert rings == {one.entity.id for one in answer.behind.control} & boxes(root).keys()
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert "Reported, not drawn: Changan 10% through Avatr, but look-through is 4.1%, oldest link 2025-11-30" in texts
    assert any((text or "").startswith("Control: Huawei, ") for text in texts)


def test_what_nobody_can_hold_shares_in_shows_its_brands_and_makers(whole: KnowledgeGraph) -> None:
    root = ElementTree.fromstring(whole.svg("hima"))
    ways = {(one.attrib["data-from"], one.attrib["data-to"], one.attrib["data-kind"]) for one in links(root)}
    assert {
        ("aito", "hima", "relation"),
        ("seres-group", "aito", "relation"),
        ("sokon-holding", "seres-group", "record"),
    } <= ways
    assert "nobody owns it" in " ".join(root.itertext())


def test_it_can_be_read_without_being_seen(whole: KnowledgeGraph) -> None:
    root = ElementTree.fromstring(whole.svg("yinwang", lang="zh"))
    assert (root.attrib["role"], root.attrib["lang"]) == ("img", "zh")
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"
    assert title.text == "谁持有引望"
    assert "华为 → 引望: 80%" in (desc.text or "")


def test_the_same_question_gives_the_same_bytes_and_nothing_is_loaded_or_run(whole: KnowledgeGraph) -> None:
    drawn = whole.svg("avatr", lang="both")
    assert drawn == himagraph.open().svg("avatr", lang="both")
    assert not re.search(r"href|<script|<style|url\(|\son\w+=|<image|<foreignObject", drawn)
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]


def test_hostile_labels_are_text(kg: KnowledgeGraph, tmp_path: Path) -> None:
    drawn = hostile_graph(kg, tmp_path / "store").svg("yinwang", lang="both")
    root = ElementTree.fromstring(drawn)
    assert "<img" not in drawn
    assert not {"\x07", "\u202e", "\u2066", "\ufffe"} & set(drawn)
    assert "</script></text><img src=x onerror=alert(1)>]]>{{7*7}}" in (root.findtext(f"{SVG}title") or "")
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {"svg", "g", "title", "desc", "rect", "path", "text"}


def test_a_wrong_language_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="no language 'fr'"):
        kg.svg("yinwang", lang="fr")


def test_texts_are_measured_no_narrower_than_a_browser_sets_them(
    browsing: Browsing, whole: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "drawing.svg"
    page = browsing.browser.new_page()
    for slug, lang in (("yinwang", "en"), ("hima", "both"), ("avatr", "zh")):
        text = whole.svg(slug, lang=lang)
        path.write_text(text, encoding="utf-8")
        page.goto(path.as_uri())
        seen = page.evaluate("[...document.querySelectorAll('text')].map((one) => one.getComputedTextLength())")
        measured = [rect_of(one) for one in ElementTree.fromstring(text).iter(f"{SVG}text")]
        assert len(seen) == len(measured)
        assert [n for n, (a, b) in enumerate(zip(seen, measured, strict=True)) if a > b[2] - b[0]] == []
    page.close()


def test_lines_break_between_words_and_chinese_characters_and_are_cut_with_a_sign() -> None:
    assert lettering.wrap("Chongqing Changan Automobile", 100, 13) == ["Chongqing", "Changan", "Automobile"]
    assert lettering.wrap("重庆长安汽车股份有限公司", 60, 12) == ["重庆长安", "汽车股份", "有限公司"]
    assert lettering.wrap("a" * 300, 60, 12, lines=2)[-1].endswith("…")
    for text in ("x" * 80, "中" * 80, "mixed 中文 words and more", ""):
        assert all(lettering.width(line, 12) <= 60 for line in lettering.wrap(text, 60, 12))


def test_a_ring_of_holdings_has_levels_all_the_same() -> None:
    links = [("a", "x"), ("b", "a"), ("a", "b"), ("x", "y"), ("y", "x"), ("x", "x")]
    level = layers(links, {"x": 0, "a": -1, "b": -2, "y": 1})
    assert [level[name] for name in ("b", "a", "x", "y")] == [-2, -1, 0, 1]


def test_a_drawing_has_a_bounded_number_of_boxes(whole: KnowledgeGraph) -> None:
    question = whole.question()
    for slug in ("avatr", "hima", "sasac", "huawei", "catl"):
        found = chain(whole.ledger, slug, question)
        assert len(found.entities) <= 40
        assert all(one in found.distance for link in found.links for one in (link.holder, link.issuer))
