// How kinds of entities and relations look: shape and colour, dash and colour, so that greyscale tells them apart too.
"use strict";
(() => {
  // No two kinds share both shape and filling: without any colour they still differ.
  HIMA.kinds = {
    "company": { shape: "dot", hue: "blue" },
    "unit": { shape: "dot", hue: "sky", hollow: true },
    "state-body": { shape: "square", hue: "ink" },
    "fund": { shape: "square", hue: "green", hollow: true },
    "holder-set": { shape: "hexagon", hue: "grey", hollow: true },
    "alliance": { shape: "hexagon", hue: "green" },
    "person": { shape: "triangleDown", hue: "vermilion" },
    "brand": { shape: "diamond", hue: "orange" },
    "series": { shape: "diamond", hue: "orange", hollow: true },
    "car": { shape: "triangle", hue: "sky" },
    "technology": { shape: "star", hue: "pink" },
  };
  const group = (en, zh, hue, dash, relations) => ({ words: [en, zh], hue, dash, relations });
  // No two groups share a dash either.
  HIMA.groups = {
    holds: group("Holds shares", "持股", "blue", [], ["stake"]),
    claimed: group("Reported, inferred or pending", "据报道、推断或待登记", "vermilion", [6, 4], ["reported-as", "inferred", "pending"]),
    joint: group("Shares counted together", "合并计算的持股", "grey", [2, 2], ["aggregate", "incl-indirect", "concert", "share-class"]),
    controls: group("Rights over it", "控制性权利", "pink", [9, 3, 2, 3], ["control-right", "subsidiary"]),
    deals: group("Bought or sold shares", "股份交易", "grey", [1, 4], ["transaction"]),
    brands: group("Owns or makes a brand", "品牌归属与制造", "orange", [10, 4], ["brand-of-company", "maker-of-brand", "brand-right", "brand-of-alliance", "brand-of-series"]),
    works: group("Works with", "合作", "green", [12, 2, 2, 2], ["cooperation", "member-of-alliance"]),
    cars: group("Cars", "车型", "sky", [3, 2], ["car-of-brand", "production"]),
    technology: group("Uses technology", "采用技术", "pink", [2, 6], ["technology-use"]),
    people: group("Posts", "任职", "vermilion", [5, 2, 1, 2, 1, 2], ["post"]),
    parts: group("Is part of", "隶属", "ink", [4, 8], ["unit-of-company", "member-of-set"]),
  };
  const of = new Map();
  for (const [name, one] of Object.entries(HIMA.groups)) for (const relation of one.relations) of.set(relation, name);
  HIMA.groupOf = (edge) => of.get(edge.relation) || "works";
  HIMA.colour = (hue) => getComputedStyle(document.documentElement).getPropertyValue(`--${hue}`).trim() || "#777";

  // The sign of a kind, drawn small: for legends, lists and boxes.
  HIMA.sign = (kind, size = 12) => {
    const { shape, hue, hollow } = HIMA.kinds[kind] || HIMA.kinds.company;
    const points = {
      square: "1.5,1.5 10.5,1.5 10.5,10.5 1.5,10.5", diamond: "6,0.5 11.5,6 6,11.5 0.5,6",
      triangle: "6,1 11.5,10.8 0.5,10.8", triangleDown: "6,11 11.5,1.2 0.5,1.2",
      hexagon: "3,1 9,1 11.8,6 9,11 3,11 0.2,6", star: "6,0.4 7.6,4.2 11.7,4.5 8.6,7.2 9.6,11.3 6,9 2.4,11.3 3.4,7.2 0.3,4.5 4.4,4.2",
    }[shape];
    const mark = points ? HIMA.svg("polygon", { points }) : HIMA.svg("circle", { cx: 6, cy: 6, r: 5 });
    mark.setAttribute("class", hollow ? `hollow line-${hue}` : `fill-${hue}`);
    return HIMA.svg("svg", { class: "sign", viewBox: "0 0 12 12", width: size, height: size, "aria-hidden": "true" }, mark);
  };
})();
