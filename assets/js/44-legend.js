/* The legend: one bar of the classes' colours with the values at its joins, and above it how many have
 * which value. Words come from classes and from the server's texts. */
window.atlas.legend = (() => {
  "use strict";
  const { state, go, element, written, count } = window.atlas;
  const values = window.atlas.values;
  const BINS = 40;
  let scale = null;
  let shown = null; // the classes last drawn

  const texts = () => values.known.catalogue.legend;

  function draw(classed, inView) {
    const words = values.words(state.indicator);
    const legend = document.getElementById("legend");
    if (!legend) return;
    shown = classed;
    const here = new Set(inView);
    const number = (is) => classed.of.reduce((sum, of, at) => sum + (of === is && here.has(at) ? 1 : 0), 0);
    const missing = number(-1);
    const some = classed.none < classed.of.length;
    legend.replaceChildren(
      element("h2", { text: words.label }),
      element("p", { class: "note", text: words.caption }),
      element("div", { class: missing ? "with-missing" : null },
        some && !["category", "decile"].includes(classed.kind) ? histogram(classed, inView, words) : "",
        bar(some ? classed : { ...classed, bounds: [] }, inView, words, number, missing)),
      element("p", { class: some ? "note" : "note why", text: foot(classed, words, some) }));
  }

  /** One block for each class; a block selects what is in it. */
  function bar(classed, inView, words, number, missing) {
    const n = classed.bounds.length;
    const names = n ? window.atlas.classes.inWords(classed, words) : [];
    const { kind } = classed;
    const under = (i) => (kind === "decile" ? String(i + 1) : kind === "category" || n === 1 ? names[i] : "");
    const blocks = names.map((name, i) => {
      const size = number(i);
      const what = `${count(size)} ${window.atlas.figures.what(size)}`;
      return element("li", { class: kind === "decile" && i === 1 ? "last-of-fifth" : null }, element("button", {
        type: "button", "data-class": i, "data-count": size, "data-words": name, disabled: !size, title: `${name}: ${what}`, "aria-label": `${name}: ${what}. Select them.`,
        onclick: () => select(inView.filter((at) => classed.of[at] === i)),
      },
      element("span", { class: "swatch", style: `background:${classed.colours[i]}` }),
      under(i) ? element("span", { class: "range", text: under(i) }) : element("span", { class: "join-room" }),
      element("span", { class: "size", text: count(size) })));
    });
    if (missing) {
      blocks.push(element("li", { class: "missing" }, element("span", { class: "swatch none" }), element("span", { class: "range", text: "No figure" }), element("span", { class: "size", text: count(missing) })));
    }
    const fifth = window.atlas.classes.fifth(classed, state.indicator);
    return element("div", { class: "bar-of-classes" },
      element("ul", { class: "classes", "aria-label": "Classes" }, ...blocks),
      n > 1 && !["decile", "category"].includes(kind) ? joins(classed, words) : "",
      fifth && n ? element("p", { class: "ends" }, element("span", { class: "fifth", text: fifth }), element("span", { text: "least deprived" })) : "");
  }

  /** The values at the joins; the blocks say the same in full. */
  function joins(classed, words) {
    const n = classed.bounds.length;
    return element("div", { class: "joins", "aria-hidden": "true" }, ...window.atlas.classes.joins(classed, words).map((text, i) =>
      element("span", { style: `left:${(100 * (i + 1)) / n}%`, text: words.unit === "%" ? `${text}%` : text })));
  }

  function select(units) {
    go({ selected: units.slice(0, 200).map((at) => values.units().code[at]) });
  }

  function foot(classed, words, some) {
    if (!some) return texts().said.larger;
    const ordered = !["category", "decile"].includes(classed.kind);
    return [
      window.atlas.classes.said(classed),
      ordered ? texts().darker[words.polarity] : "",
      `Counts: number of ${window.atlas.figures.what(2)}.`,
      ordered && words.aggregate !== "sum" && words.england && words.england.value !== null ? `England: ${written(words.england.value, words)}.` : "",
      words.modelled && state.level === "lsoa" ? "Dotted edge: flagged, see the area's card." : "",
    ].filter(Boolean).join(" ");
  }

  /** How many of some units lie in each of BINS steps of equal width, by class. */
  function bins(classed, units, all, low, high) {
    const width = (high - low || 1) / BINS;
    const found = Array.from({ length: BINS }, () => new Map());
    for (const at of units) {
      if (all[at] === null) continue;
      const bin = found[Math.min(BINS - 1, Math.floor((all[at] - low) / width))];
      bin.set(classed.of[at], (bin.get(classed.of[at]) || 0) + 1);
    }
    return found;
  }

  /** A step's colours, one above the other: those of the classes of what is in it, as on the map. */
  function stacked(bin, colours) {
    const size = [...bin.values()].reduce((sum, one) => sum + one, 0);
    let before = 0;
    const parts = [...bin].sort((a, b) => a[0] - b[0]).map(([of, number]) => {
      const from = before;
      before += number;
      return `${colours[of]} ${(100 * from) / size}% ${(100 * before) / size}%`;
    });
    return parts.length === 1 ? colours[[...bin.keys()][0]] : `linear-gradient(to top, ${parts.join(", ")})`;
  }

  /** How many in view have which value, in the colours of the map, with England as a tick. */
  function histogram(classed, inView, words) {
    const all = values.all(state.indicator);
    const known = all.filter((v) => v !== null);
    const low = Math.min(...known);
    const high = Math.max(...known);
    const found = bins(classed, inView, all, low, high);
    const sizes = found.map((bin) => [...bin.values()].reduce((sum, one) => sum + one, 0));
    const most = Math.max(...sizes, 1);
    scale = { low, high };
    const bars = sizes.map((size, i) => element("span", { style: size ? `height:${Math.max(4, (100 * size) / most)}%;background:${stacked(found[i], classed.colours)}` : "height:0" }));
    const box = element("div", { class: "histogram", role: "img", "aria-label": `How many have which value, from ${written(low, words)} to ${written(high, words)}` }, ...bars);
    const england = words.england && words.england.value;
    if (england !== null && england !== undefined && england >= low && england <= high) {
      const right = (england - low) / (high - low || 1) > 0.75;
      box.append(element("i", { class: right ? "england right" : "england", style: `left:${(100 * (england - low)) / (high - low || 1)}%`, title: `England ${written(england, words)}` }));
    }
    box.append(element("i", { class: "pointer", hidden: true }));
    return element("div", { class: "spread" }, box,
      element("p", { class: "ends", "aria-hidden": "true" }, element("span", { text: written(low, words, { unit: words.unit === "%" }) }), element("span", { text: written(high, words, { unit: words.unit === "%" }) })));
  }

  /** Point at a unit's value in the histogram and at its class. */
  function mark(at) {
    const pointer = document.querySelector("#legend .pointer");
    const of = at === null || !shown ? null : shown.of[at];
    document.querySelectorAll("#legend [data-class]").forEach((row) => row.classList.toggle("marked", of !== null && row.dataset.class === String(of)));
    if (pointer) pointer.hidden = at === null;
    if (at === null) return;
    const value = values.all(state.indicator)[at];
    if (pointer && scale && value !== null) {
      pointer.style.left = `${(100 * (value - scale.low)) / (scale.high - scale.low || 1)}%`;
    }
  }

  return { BINS, draw, mark, select, bins, stacked };
})();
