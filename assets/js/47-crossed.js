/* Two indicators at once: the 3 × 3 map, its square legend, and the scatter plot beside it. */
window.atlas.crossed = (() => {
  "use strict";
  const { state, element, written, count } = window.atlas;
  const values = window.atlas.values;
  const SVG = "http://www.w3.org/2000/svg";

  function svg(tag, attributes, ...children) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** Thirds of both indicators, crossed: class = row × 3 + column, columns the first. */
  function cut() {
    const thirds = { kind: "quantile", number: 3, national: false, thresholds: [] };
    const first = window.atlas.classes.cut(state.indicator, thirds);
    const second = window.atlas.classes.cut(state.second, thirds);
    const of = first.of.map((column, at) => (column === -1 || second.of[at] === -1 ? -1 : second.of[at] * 3 + column));
    return { of, colours: window.atlas.map.CROSSED, first, second };
  }

  function draw(classed, inView) {
    const legend = document.getElementById("legend");
    if (!legend) return;
    const here = new Set(inView);
    const [a, b] = [values.words(state.indicator), values.words(state.second)];
    const sizes = classed.colours.map((_, i) => classed.of.reduce((sum, of, at) => sum + (of === i && here.has(at) ? 1 : 0), 0));
    const third = (i) => ["low", "middle", "high"][i];
    const cell = (i) => element("button", {
      type: "button", class: "cell", style: `background:${classed.colours[i]}`, "data-class": i, "data-count": sizes[i], disabled: !sizes[i],
      title: `${count(sizes[i])} ${window.atlas.figures.what(sizes[i])}`,
      "aria-label": `${a.label} ${third(i % 3)}, ${b.label} ${third(Math.floor(i / 3))}: ${count(sizes[i])} ${window.atlas.figures.what(sizes[i])}. Select them.`,
      onclick: () => window.atlas.legend.select(inView.filter((at) => classed.of[at] === i)),
    }, element("span", { text: count(sizes[i]) }));
    legend.replaceChildren(
      element("div", { class: "crossed" },
        element("div", { class: "square", role: "group", "aria-label": "Thirds of both, crossed" },
          element("span", { class: "axis-y", text: `${b.label} →` }),
          element("div", { class: "cells" }, ...[6, 7, 8, 3, 4, 5, 0, 1, 2].map(cell)),
          element("span", { class: "axis-x", text: `${a.label} →` })),
        element("div", {},
          element("h2", { text: "Two at once" }),
          element("p", { class: "note", text: `Each is cut into thirds of ${values.known.areas.region} ${window.atlas.figures.what(2)}: low, middle, high. Dark blue: both high. Each square says how many it holds; pick one to select them.` }))));
  }

  /** The scatter plot for the card. */
  function plot(inView) {
    return scatter(cut(), inView, values.words(state.indicator), values.words(state.second));
  }

  /** One dot for each unit in view; a dot selects its unit. */
  function scatter(classed, inView, a, b) {
    const [xs, ys] = [values.all(state.indicator), values.all(state.second)];
    const those = inView.filter((at) => xs[at] !== null && ys[at] !== null);
    if (those.length < 2) return "";
    const W = 360;
    const H = 240;
    const ends = (numbers) => [Math.min(...numbers), Math.max(...numbers)];
    const [x0, x1] = ends(those.map((at) => xs[at]));
    const [y0, y1] = ends(those.map((at) => ys[at]));
    const x = (v) => 6 + ((W - 12) * (v - x0)) / (x1 - x0 || 1);
    const y = (v) => H - 6 - ((H - 12) * (v - y0)) / (y1 - y0 || 1);
    const chosen = new Set(state.selected);
    const units = values.units();
    const dots = [...those].sort((p, q) => chosen.has(units.code[p]) - chosen.has(units.code[q])).map((at) => {
      const is = chosen.has(units.code[at]);
      const dot = svg("circle", {
        cx: x(xs[at]).toFixed(1), cy: y(ys[at]).toFixed(1), r: is ? 5 : 3, fill: classed.of[at] === -1 ? "none" : classed.colours[classed.of[at]],
        stroke: is ? "currentColor" : "rgb(80 80 80 / 60%)", "stroke-width": is ? 2.5 : 0.6, class: "dot",
      }, svg("title", {}, `${units.name[at]}, ${units.note[at]}: ${written(xs[at], a)}; ${written(ys[at], b)}`));
      dot.addEventListener("click", (event) => window.atlas.explore.toggle(units.code[at], event.shiftKey || event.ctrlKey || event.metaKey));
      return dot;
    });
    const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "scatter", role: "img", "aria-label": `${a.label} across, ${b.label} up; one dot for each of ${those.length}` },
      svg("path", { d: `M4 4V${H - 4}H${W - 4}`, fill: "none", stroke: "currentColor", "stroke-width": 1, opacity: 0.5 }), ...dots);
    return element("figure", { class: "scatter-figure" }, picture,
      element("figcaption", { class: "note", text: `Across: ${a.label}, ${written(x0, a, { unit: false })} to ${written(x1, a)}. Up: ${b.label}, ${written(y0, b, { unit: false })} to ${written(y1, b)}.` }));
  }

  return { cut, draw, plot };
})();
