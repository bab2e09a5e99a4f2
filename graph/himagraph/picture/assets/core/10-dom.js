// Elements out of names, attributes and text. Text is always text: nothing here reads HTML.
"use strict";
const HIMA = { views: {}, order: ["ownership", "map", "cooperation", "deliveries", "sources"], panels: [] };

(() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(9)) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
  }

  HIMA.el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  HIMA.svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);
  // What a node holds, absent children left out.
  HIMA.put = (node, ...children) => { node.replaceChildren(); return fill(node, {}, children); };
  HIMA.button = (label, press, attributes) => HIMA.el("button", { type: "button", onclick: press, ...attributes }, label);

  // A text that may be of either language, marked as the one that it is written in.
  HIMA.said = (text) => HIMA.el("span", { lang: /[\u3400-\u9fff]/.test(text) ? "zh-Hans" : "en" }, HIMA.plain(text));

  // Only http and https lead anywhere; any other address is shown as the text that it is.
  HIMA.link = (address, text) => {
    let safe = false;
    try { safe = ["http:", "https:"].includes(new URL(address).protocol); } catch { safe = false; }
    if (!safe) return HIMA.el("span", {}, text);
    return HIMA.el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);
  };

  // Marks that turn the direction of text would let a label disguise its neighbours.
  HIMA.plain = (text) => String(text ?? "").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
})();
