"""A small invented world for the tests of brands, cooperation, deliveries and people: a paper and a blog."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from himagraph.build.conductor import check, sound
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore

ENTITIES = """
- {id: huawei, kind: company, name: {en: Huawei Technologies, zh: 华为技术}, short: {en: Huawei, zh: 华为}}
- {id: huawei-bu, kind: unit, name: {en: Car Unit, zh: 车部门}}
- {id: core, kind: company, name: {en: Core, zh: 核心}}
- {id: hima, kind: alliance, name: {en: HIMA, zh: 鸿蒙智行}}
- {id: jing, kind: series, name: {en: Jing series, zh: 境系列}}
- {id: alder, kind: company, name: {en: Alder, zh: 桤木}}
- {id: alder-cars, kind: company, name: {en: Alder Cars, zh: 桤木汽车}}
- {id: alder-top, kind: company, name: {en: Alder Top, zh: 桤木控股}}
- {id: birch, kind: company, name: {en: Birch, zh: 桦木}}
- {id: cedar, kind: company, name: {en: Cedar, zh: 雪松}}
- {id: bureau, kind: company, name: {en: Bureau, zh: 统计局}}
- {id: sorrel, kind: brand, name: {en: Sorrel, zh: 酢浆}}
- {id: teasel, kind: brand, name: {en: Teasel, zh: 起绒}}
- {id: yarrow, kind: brand, name: {en: Yarrow, zh: 蓍草}}
- {id: sorrel-one, kind: car, name: {en: Sorrel One, zh: 酢浆一号}}
- {id: treeos, kind: technology, name: {en: TreeOS, zh: 树系统}}
- {id: ann-fir, kind: person, name: {en: Ann Fir, zh: 冷杉安}}
"""

PAPER = """
source: {id: paper, title: Paper, publisher: Paper, published: 2026-02-02, retrieved: 2026-02-03, kind: news}
claims:
  - {id: sorrel-hima, kind: affiliation, part: sorrel, whole: hima, role: brand-of-alliance, from: 2023-11-09,
     where: 1}
  - {id: sorrel-alder, kind: affiliation, part: sorrel, whole: alder, role: maker-of-brand, observed: 2024-05,
     where: 1}
  - {id: teasel-hima, kind: affiliation, part: teasel, whole: hima, role: brand-of-alliance, observed: 2025-06-05,
     named: {part: a brand without a name}, where: 2}
  - {id: teasel-birch, kind: affiliation, part: teasel, whole: birch, role: maker-of-brand, observed: 2025-06-05,
     where: 2}
  - {id: yarrow-hima, kind: affiliation, part: yarrow, whole: hima, role: brand-of-alliance, from: 2024,
     until: 2025-06,
     where: 3}
  - {id: yarrow-jing, kind: affiliation, part: yarrow, whole: jing, role: brand-of-series, from: 2025-09-19, where: 3}
  - {id: unknown-hima, kind: affiliation, part: {text: a sixth brand}, whole: hima, role: brand-of-alliance,
     observed: 2026-01, where: 3}
  - {id: alder-member, kind: affiliation, part: alder, whole: hima, role: member-of-alliance, observed: 2024-05,
     where: 1}
  - {id: cedar-member, kind: affiliation, part: cedar, whole: hima, role: member-of-alliance, observed: 2024-05,
     where: 1}
  - {id: one, kind: affiliation, part: sorrel-one, whole: sorrel, role: car-of-brand, from: 2024-01, where: 4}
  - {id: one-price, kind: price, car: sorrel-one, amount: 469800, currency: CNY, stage: launch, from: 2024-01,
     where: 4}
  - {id: one-launch, kind: attribute, entity: sorrel-one, property: launched, value: 2024-01, where: 4}
  - {id: unit, kind: affiliation, part: huawei-bu, whole: huawei, role: unit-of-company, where: 5}
  - {id: sold, kind: brand-right, holder: alder-cars, seller: huawei, brand: sorrel, items: "900 marks",
     right: [patent, trademark], event: sold, date: 2024-07-02, price: {amount: 2500000000, currency: CNY}, where: 5}
  - {id: alder-alder-cars, kind: stake, holder: alder, issuer: alder-cars, percent: 93.6328, status: completed,
     from: 2023-06, where: 6}
  - {id: top-alder, kind: stake, holder: alder-top, issuer: alder, percent: 22.99, status: completed,
     from: 2023-06, where: 6}
  - {id: alder-cars-core, kind: stake, holder: alder-cars, issuer: core, percent: 10, status: completed,
     from: 2025-03-31, where: 6}
  - {id: huawei-core, kind: stake, holder: huawei, issuer: core, percent: 80, status: completed, from: 2024, where: 6}
  - {id: huawei-birch, kind: stake, holder: huawei, issuer: birch, percent: 3, status: completed, observed: 2025-07,
     where: 6}
  - {id: huawei-cedar, kind: stake, holder: huawei, issuer: cedar, percent: unknown, status: completed,
     polarity: denied, observed: 2025-07, where: 6}
  - {id: design, kind: cooperation, parties: [huawei, alder], model: hima, brands: [sorrel], from: 2023-11,
     tasks: {design: {leads: huawei}, manufacturing: {leads: partner, takes_part: [alder]}}, where: 7}
  - {id: general, kind: cooperation, parties: [huawei], model: hima, leads: huawei,
     tasks: {manufacturing: {leads: partner}, quality: {leads: unknown, takes_part: [huawei]}}, where: 7}
  - {id: all-together, kind: cooperation, parties: [huawei, alder, birch], model: hima, brands: [sorrel, teasel],
     where: 7}
  - {id: jing, kind: cooperation, parties: [huawei, cedar], model: jing, brands: [yarrow], leads: joint, where: 7}
  - {id: h-2025-01, kind: delivery, subject: hima, period: 2025-01, value: 35000, bound: about, basis: deliveries,
     where: 8}
  - {id: h-2025-02, kind: delivery, subject: hima, period: 2025-02, value: 21517, basis: deliveries, where: 8}
  - {id: s-2025-02, kind: delivery, subject: sorrel, period: 2025-02, value: 11315, basis: deliveries, where: 8}
  - {id: h-2025-05, kind: delivery, subject: hima, period: 2025-05, value: 44454, basis: deliveries, where: 8}
  - {id: s-2025-05, kind: delivery, subject: sorrel, period: 2025-05, value: 36625, basis: deliveries,
     said_by: bureau, where: 8}
  - {id: s-2025-05-abroad, kind: delivery, subject: sorrel, period: 2025-05, value: 3000, basis: deliveries,
     segment: exports, where: 8}
  - {id: one-2025-05, kind: delivery, subject: sorrel-one, period: 2025-05, value: 15481, basis: deliveries, where: 8}
  - {id: h-2025-08, kind: delivery, subject: hima, period: 2025-08, value: 44600, bound: about, basis: deliveries,
     where: 8}
  - {id: s-2025-08, kind: delivery, subject: sorrel, period: 2025-08, value: 40000, bound: about, basis: deliveries,
     where: 8}
  - {id: h-2025-10, kind: delivery, subject: hima, period: 2025-10, value: 68216, basis: deliveries, where: 8}
  - {id: s-2025-10-share, kind: ratio, part: sorrel, whole: hima, metric: share-of-deliveries, period: 2025-10,
     percent: 80, bound: more-than, where: 8}
  - {id: h-2025-12, kind: delivery, subject: hima, period: 2025-12, value: 89611, basis: deliveries, where: 8}
  - {id: s-2025-12, kind: delivery, subject: sorrel, period: 2025-12, value: 57000, bound: more-than,
     basis: deliveries,
     where: 8}
  - {id: s-2025-h1, kind: delivery, subject: sorrel, period: 2025-H1, value: 147000, bound: more-than,
     basis: deliveries,
     where: 9}
  - {id: s-2025-h1-sales, kind: delivery, subject: sorrel, period: 2025-H1, value: 152000, bound: about, basis: sales,
     where: 9}
  - {id: s-2025, kind: delivery, subject: sorrel, period: 2025, value: 420000, bound: more-than, basis: deliveries,
     where: 9}
  - {id: h-2025, kind: delivery, subject: hima, period: 2025, value: 589107, basis: deliveries, where: 9}
  - {id: both-2025-05, kind: delivery, subject: [sorrel, teasel], period: 2025-05, value: 39000, basis: deliveries,
     where: 9}
  - {id: china-2025-05, kind: delivery, subject: {text: all of China}, period: 2025-05, value: 2000000,
     bound: at-least,
     basis: wholesale, where: 9}
  - {id: h-wholesale, kind: delivery, subject: hima, period: 2025-11, value: 50000, basis: wholesale, where: 9}
  - {id: s-retail, kind: delivery, subject: sorrel, period: 2025-11, value: 40000, basis: registrations, where: 9}
  - {id: ann-ceo, kind: post, person: ann-fir, organisation: huawei-bu, title: CEO, from: 2021, until: 2023-09,
     where: 10}
  - {id: ann-chair, kind: post, person: ann-fir, organisation: huawei-bu, title: Chairman, from: 2023-09, where: 10}
  - {id: ann-says, kind: opinion, said_by: ann-fir, about: hima, stance: five are hard, where: 10}
  - {id: ann-there, kind: event, date: 2025-05-31, participants: [ann-fir], what: speaks at a fair, where: 10}
  - {id: treeos-4, kind: technology-use, brand: sorrel, technology: treeos, version: "4", from: 2025-04, where: 11}
  - {id: treeos-3, kind: technology-use, car: sorrel-one, technology: treeos, version: "3", from: 2024-04,
     until: 2025-04, where: 11}
  - {id: treeos-core, kind: statement, subject: core, predicate: supplies, object: treeos, where: 11}
  - {id: words, kind: statement, subject: huawei, predicate: works with, object: cedar, where: 12}
  - {id: venture, kind: statement, subject: hima, predicate: is, object: {text: joint venture of five}, where: 12}
"""

BLOG = """
source: {id: blog, title: Blog, publisher: Blog, published: 2026-01-15, retrieved: 2026-02-03, kind: blog}
claims:
  - {id: s-2025-12, kind: delivery, subject: sorrel, period: 2025-12, value: 57778, basis: deliveries, where: 1}
  - {id: h-2025-02, kind: delivery, subject: hima, period: 2025-02, value: 22000, bound: more-than, basis: deliveries,
     where: 1}
  - {id: h-2025-05, kind: delivery, subject: hima, period: 2025-05, value: 44454, basis: sales, where: 1}
  - {id: design, kind: cooperation, parties: [huawei, alder], model: hima, brands: [sorrel],
     tasks: {design: {leads: joint}}, where: 1}
  - {id: teasel-made, kind: cooperation, parties: [huawei, birch], model: hima, brands: [teasel],
     tasks: {manufacturing: {leads: joint}}, where: 1}
  - {id: mark, kind: brand-right, holder: alder-top, brand: sorrel, items: word mark, right: [trademark], event: held,
     date: 2024-07, where: 1}
  - {id: ann-chair, kind: post, person: ann-fir, organisation: huawei-bu, title: chairman, observed: 2025-08,
     named: {person: Fir An}, where: 1}
"""


def graph(folder: Path) -> KnowledgeGraph:
    """The world in a store in memory, its seeds written to the folder."""
    for path, text in {"entities/all.yaml": ENTITIES, "sources/paper.yaml": PAPER, "sources/blog.yaml": BLOG}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.lstrip("\n"), encoding="utf-8")
    store = pyoxigraph.Store()
    store.bulk_extend(sound(check(folder)).quads)
    return KnowledgeGraph(LocalStore(store, "memory"))
