/* How an indicator is cut into classes; layers/breaks.py cuts the same way on the server. */
window.atlas.classes = (() => {
  "use strict";
  const { state, load } = window.atlas;
  const values = window.atlas.values;
  const extra = { natural: null, england: null };

  /** What a way of cutting needs from the server, once. */
  async function need(classes) {
    if (classes && classes.kind === "natural" && !extra.natural) extra.natural = await load("natural");
    if (classes && classes.national && !extra.england) extra.england = await load("england");
  }

  /** The cut of an indicator at the view's level, with which unit falls in which class. */
  function cut(id, asked = state.classes) {
    const words = values.words(id);
    const all = values.all(id);
    const numbers = all.filter((v) => v !== null);
    const { bounds, how, fromAbove } = boundsFor(id, words, numbers, asked);
    const of = all.map((v) => {
      if (v === null) return -1;
      const found = bounds.findIndex((bound, i) => i === bounds.length - 1 || (fromAbove ? v < bound : v <= bound));
      return found;
    });
    const least = bounds.map((_, i) => all.reduce((low, v, at) => (of[at] === i && v < low ? v : low), Infinity));
    const most = bounds.map((_, i) => all.reduce((high, v, at) => (of[at] === i && v > high ? v : high), -Infinity));
    return { bounds, of, least, most, how, none: of.filter((c) => c === -1).length };
  }

  function boundsFor(id, words, numbers, asked) {
    const kind = asked ? asked.kind : "";
    if (words.kind === "category") return { bounds: words.categories.map((_, i) => i + 0.5), how: { kind: "category" } };
    if (words.kind === "decile" && ["", "tenths"].includes(kind)) {
      return { bounds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((d) => d + 0.5), how: { kind: "decile" } };
    }
    if (!numbers.length) return { bounds: [0], how: { kind: "empty" } };
    const number = asked ? asked.number : 5;
    const low = Math.min(...numbers);
    const high = Math.max(...numbers);
    if (kind === "own") {
      const { thresholds } = asked;
      return { bounds: [...thresholds, Math.max(high, thresholds[thresholds.length - 1])], how: { kind: "own" }, fromAbove: true };
    }
    const spread = extra.england && extra.england[id];
    if (asked && asked.national && spread) {
      if (kind === "equal") return { bounds: steps(spread[0], Math.max(high, spread[100]), number), how: { kind, national: true } };
      if (kind !== "natural") {
        const parts = kind === "tenths" ? 10 : number;
        const inner = Array.from({ length: parts - 1 }, (_, i) => along(spread, (100 * (i + 1)) / parts));
        return { bounds: [...new Set(inner), Math.max(high, spread[100])], how: { kind: kind || "quantile", national: true } };
      }
    }
    if (kind === "equal") return { bounds: steps(low, high, number), how: { kind } };
    const natural = kind === "natural" && extra.natural && (extra.natural[state.level] || {})[id];
    if (natural && natural[number]) return { bounds: natural[number], how: { kind } };
    const sorted = [...numbers].sort((a, b) => a - b);
    const ends = Array.from({ length: number }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / number) - 1]);
    return { bounds: [...new Set(ends)], how: { kind: "quantile", insteadOf: kind && kind !== "quantile" ? kind : asked && asked.national ? "national" : "" } };
  }

  function steps(low, high, number) {
    return Array.from({ length: number }, (_, i) => (i === number - 1 ? high : low + ((high - low) * (i + 1)) / number));
  }

  /** Between England's percentiles, in a straight line. */
  function along(spread, at) {
    const low = Math.floor(at);
    return low >= 100 ? spread[100] : spread[low] + (at - low) * (spread[low + 1] - spread[low]);
  }

  /** In words: which groups, of whom. The page always says which. */
  function said(classed) {
    const { kind, national, insteadOf } = classed.how;
    const region = values.known.areas.region;
    const what = { lsoa: "areas", msoa: "neighbourhoods", ward: "wards", district: "districts" }[state.level];
    const n = classed.bounds.length;
    if (kind === "decile") return "National tenths (deciles): each stands for a tenth of all areas in England.";
    if (kind === "category" || kind === "empty") return "";
    if (kind === "own") return "Your own thresholds.";
    const instead = insteadOf ? " (England's spread or natural breaks are not to be had for this)" : "";
    if (kind === "tenths") return "National tenths: breaks that cut England's areas into ten equal groups.";
    if (kind === "equal") return `${n} steps of equal width over ${national ? "England's" : `${region}'s`} range.`;
    if (kind === "natural") return `${n} natural groups of ${region} ${what}: values within a group are close.`;
    if (national) return `${n} groups by national breaks: each holds an equal share of England's areas.`;
    return `${n === 5 ? "Five" : n} ${n === (state.classes ? state.classes.number : 5) ? "equal-sized groups" : "groups, as equal in size as shared values allow,"} of ${region} ${what}${instead}.`;
  }

  return { need, cut, said };
})();
