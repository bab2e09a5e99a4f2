// The address holds the whole state: what differs from the defaults, and nothing else.
"use strict";
(() => {
  HIMA.readHash = (defaults) => {
    const given = new URLSearchParams(location.hash.replace(/^#/, ""));
    const state = { ...defaults };
    for (const [name, value] of given) if (name in defaults) state[name] = value;
    return state;
  };

  HIMA.writeHash = (state, defaults, keep) => {
    const changed = Object.entries(state).filter(([name, value]) => name in defaults && value !== defaults[name]);
    const text = changed.length ? "#" + new URLSearchParams(changed) : "#";
    if (text === (location.hash || "#")) return;
    // Within a notebook's frame the address may be out of reach: the page then works without it.
    try {
      if (keep) history.replaceState(null, "", text);
      else history.pushState(null, "", text);
    } catch { /* nothing is lost but the address */ }
  };
})();
