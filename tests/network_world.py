"""A small invented world for the tests of the network, of paths and of citations: three sources, hand-made claims."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from himagraph.build.conductor import check, sound
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore

ENTITIES = """
- {id: huawei, kind: company, name: {en: Huawei Technologies, zh: 华为技术}, short: {en: Huawei, zh: 华为}}
- {id: huawei-bu, kind: unit, name: {en: Huawei Car Unit, zh: 华为车部门}}
- {id: hima, kind: alliance, name: {en: HIMA, zh: 鸿蒙智行}}
- {id: alder, kind: company, name: {en: Alder Motor, zh: 桤木汽车}}
- {id: birch, kind: company, name: {en: Birch Motor, zh: 桦木汽车}}
- {id: cedar, kind: company, name: {en: Cedar Technology, zh: 雪松科技}}
- {id: dogwood, kind: fund, name: {en: Dogwood Capital, zh: 山茱萸资本}}
- {id: elm-cells, kind: company, name: {en: Elm Cells, zh: 榆木电池}}
- {id: ann-fir, kind: person, name: {en: Ann Fir, zh: 冷杉安}}
- {id: sorrel, kind: brand, name: {en: Sorrel, zh: 酢浆}}
- {id: teasel, kind: brand, name: {en: Teasel, zh: 起绒}}
- {id: sorrel-one, kind: car, name: {en: Sorrel One, zh: 酢浆一号}}
- {id: treeos, kind: technology, name: {en: TreeOS, zh: 树系统}}
"""

FILING = """
source:
  {id: oak-2024, title: "Annual report", publisher: Oak Exchange, published: 2024-03-01, retrieved: 2026-01-05,
   kind: filing, language: en, url: "https://oak.example/2024?a=1&b=%7B"}
claims:
  - {id: alder-cedar, kind: stake, holder: alder, issuer: cedar, percent: 60, status: completed, from: 2024-01-15,
     where: 3}
  - {id: birch-cedar, kind: stake, holder: birch, issuer: cedar, percent: 10, bound: at-least, status: completed,
     from: 2024-01-15, where: [3, 5]}
  - {id: elm-cedar, kind: stake, holder: elm-cells, issuer: cedar, percent: unknown, status: completed,
     from: 2024-01-15, where: p.4}
  - {id: huawei-alder, kind: stake, holder: huawei, issuer: alder, percent: 5, status: completed, polarity: denied,
     where: 6}
  - {id: dogwood-plan, kind: transaction, buyer: dogwood, issuer: alder, percent: 9, status: planned, where: 7}
  - {id: dogwood-birch, kind: transaction, buyer: dogwood, issuer: birch, percent: 5, status: agreed,
     signed: 2024-02-01, where: 8}
  - {id: sorrel-maker, kind: affiliation, part: sorrel, whole: alder, role: maker-of-brand, from: 2020, where: 9}
  - {id: sorrel-hima, kind: affiliation, part: sorrel, whole: hima, role: brand-of-alliance, from: 2023-11-09, where: 9}
  - {id: sorrel-one, kind: affiliation, part: sorrel-one, whole: sorrel, role: car-of-brand, from: 2021, where: 9}
  - {id: alder-member, kind: affiliation, part: alder, whole: hima, role: member-of-alliance, from: 2022, where: 10}
  - {id: sorrel-os, kind: technology-use, brand: sorrel, technology: treeos, observed: 2024-02, where: 11}
  - {id: sorrel-cells, kind: cooperation, parties: [elm-cells], model: component-supply, brands: sorrel,
     observed: 2024-02, where: 12}
  - {id: fir-alder, kind: post, person: ann-fir, organisation: alder, title: Chair, from: 2023, until: 2024-06-30,
     where: 13}
"""

NEWS = """
source:
  {id: pine-2025, title: "50% more {trees} & \\\\no_bark", publisher: Pine News, published: 2025-Q1,
   retrieved: 2026-01-06, kind: news, language: en, copy_of: unseen, host: mirror.example}
claims:
  - {id: alder-cedar, kind: stake, holder: alder, issuer: cedar, percent: 60, status: completed,
     observed: 2025-02-01, where: 1}
  - {id: dogwood-cedar, kind: stake, holder: dogwood, issuer: cedar, percent: 10, via: birch, scope: reported-as,
     status: completed, observed: 2025-02-01, where: 2}
  - {id: huawei-cedar, kind: stake, holder: huawei, issuer: cedar, percent: 20, assertion: inferred,
     reason: "It is called a partner.", status: completed, observed: 2025-02-01, where: 3}
  - {id: teasel-maker, kind: affiliation, part: teasel, whole: birch, role: maker-of-brand, observed: 2025-01, where: 4}
  - {id: teasel-hima, kind: affiliation, part: teasel, whole: hima, role: brand-of-alliance, observed: 2025-01,
     where: 4}
  - {id: alder-left, kind: affiliation, part: alder, whole: hima, role: member-of-alliance, from: 2022,
     until: 2024-06-30, where: 5}
  - {id: teasel-os, kind: technology-use, brand: teasel, technology: treeos, observed: 2025-01, where: 6}
  - {id: teasel-cells, kind: cooperation, parties: [elm-cells], model: component-supply, brands: teasel,
     observed: 2025-01, where: 7}
  - {id: both-brands, kind: cooperation, parties: [alder, birch], model: hi, brands: [sorrel, teasel],
     observed: 2025-01, where: 8}
  - {id: huawei-brands, kind: cooperation, parties: [huawei], model: hima, brands: [sorrel, teasel], observed: 2025-01,
     where: 8, tasks: {design: {leads: huawei}, marketing: {leads: joint, takes_part: [alder]}}}
  - {id: unit-brands, kind: cooperation, parties: [huawei-bu], model: hima, brands: [sorrel, teasel],
     observed: 2025-01, where: 8}
  - {id: unit, kind: affiliation, part: huawei-bu, whole: huawei, role: unit-of-company, observed: 2025-01, where: 9}
  - {id: teasel-refused, kind: brand-right, holder: huawei, brand: teasel, right: [trademark], event: refused,
     where: 10}
  - {id: teasel-held, kind: brand-right, holder: birch, brand: teasel, right: [trademark], event: held, where: 10}
  - {id: sorrel-one-made, kind: production, maker: alder, car: sorrel-one, from: 2026-05, where: 11}
"""

BLOG = """
source:
  {id: undated-blog, title: Trees, publisher: unknown, retrieved: 2026-01-07, kind: blog, language: en}
claims:
  - {id: fir-birch, kind: post, person: ann-fir, organisation: birch, title: Adviser, where: unlocated}
"""


def quads(folder: Path) -> tuple[pyoxigraph.Quad, ...]:
    """The world as quads, its seeds written to the folder."""
    for path, text in {
        "entities/all.yaml": ENTITIES,
        "sources/oak-2024.yaml": FILING,
        "sources/pine-2025.yaml": NEWS,
        "sources/undated-blog.yaml": BLOG,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.lstrip("\n"), encoding="utf-8")
    return sound(check(folder)).quads


def graph_of(made: tuple[pyoxigraph.Quad, ...], turtle: str = "") -> KnowledgeGraph:
    """A knowledge graph over the quads, and over more of them given as TriG."""
    store = pyoxigraph.Store()
    store.bulk_extend(made)
    store.load(turtle.encode(), format=pyoxigraph.RdfFormat.TRIG)
    return KnowledgeGraph(LocalStore(store, "memory"))
