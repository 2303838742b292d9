/* Two indicators at once: the 3 × 3 map, its square legend, and the scatter plot beside it. Both run
 * towards need, whichever end of an indicator that is; one without such an end runs from low to high,
 * and says so. dashboard/explore/classes.py does the same for pictures. */
window.atlas.crossed = (() => {
  "use strict";
  const { state, element, written, count, fill } = window.atlas;
  const values = window.atlas.values;
  const SVG = "http://www.w3.org/2000/svg";

  const texts = () => values.known.catalogue.legend.crossed;
  const axis = (words) => texts().axis[words.polarity];
  const both = () => [values.words(state.indicator), values.words(state.second)];

  /** Which of the two has kinds, which are no more and less. */
  const kinds = () => (state.second ? both().find((words) => words.kind === "category") : undefined);

  /** Whether the map shows two. */
  const on = () => Boolean(state.second) && !kinds();

  /** Why the map does not show two though the address names two; else "". */
  const impossible = () => (kinds() ? fill(texts().impossible, { label: kinds().label }) : "");

  function svg(tag, attributes, ...children) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** Thirds of both, crossed: class = row × 3 + column, columns the first. */
  function cut() {
    const [across, up] = [state.indicator, state.second].map((id) => window.atlas.classes.thirds(values.all(id), values.words(id).polarity));
    const of = across.map((column, at) => (column === -1 || up[at] === -1 ? -1 : up[at] * 3 + column));
    const [a, b] = both();
    return { of, across, up, colours: texts().colours, said: (at) => (of[at] === -1 ? "" : name(of[at], a, b)) };
  }

  /** A square in words. */
  const name = (i, a, b) => `${a.label}: ${axis(a).thirds[i % 3]}; ${b.label}: ${axis(b).thirds[Math.floor(i / 3)]}`;

  /** What the corners are, by class. */
  function corners(a, b) {
    const [[xLeast, , xMost], [yLeast, , yMost]] = [a, b].map((words) => axis(words).thirds);
    const { both: most, neither, mixed, only_across: onlyAcross, only_up: onlyUp } = texts();
    const same = xMost === yMost;
    const said = {
      8: same ? fill(most, { most: xMost }) : fill(mixed, { x: xMost, y: yMost }),
      2: fill(onlyAcross, { x: xMost }),
      6: fill(onlyUp, { y: yMost }),
      0: same ? fill(neither, { least: xLeast }) : fill(mixed, { x: xLeast, y: yLeast }),
    };
    return [8, 2, 6, 0].map((i) => [i, `${said[i].charAt(0).toUpperCase()}${said[i].slice(1)}`]);
  }

  /** The square of most need in both, as its corner is called. */
  const most = () => corners(...both())[0][1].toLowerCase();

  /** How both are cut, and where shared values leave fewer than three groups. */
  function note(classed) {
    const { level, numerals } = values.known.catalogue.legend;
    const lines = [fill(texts().note, { groups: `${values.known.areas.region} ${level[state.level].many}` })];
    [classed.across, classed.up].forEach((places, i) => {
      const n = new Set(places.filter((place) => place !== -1)).size;
      if (n && n < 3) lines.push(fill(texts().shared, { label: both()[i].label, n: numerals.words[n].toLowerCase() }));
    });
    return lines.join(" ");
  }

  /** Where the third with most need, or the highest, begins; England's value beside it. */
  function edge(id, places) {
    const words = values.words(id);
    const most = values.all(id).filter((_, at) => places[at] === 2);
    if (!most.length) return "";
    const low = words.polarity === "low";
    const nation = words.aggregate === "sum" ? null : words.england?.value ?? null;
    return fill(low ? texts().edge_low : texts().edge_high, {
      most: axis(words).thirds[2], value: written(low ? Math.max(...most) : Math.min(...most), words),
      england: nation === null ? "" : fill(texts().england, { value: written(nation, words) }),
    });
  }

  function draw(classed, inView) {
    const legend = document.getElementById("legend");
    if (!legend) return;
    const here = new Set(inView);
    const [a, b] = both();
    const sizes = classed.colours.map((_, i) => classed.of.reduce((sum, of, at) => sum + (of === i && here.has(at) ? 1 : 0), 0));
    const missing = classed.of.reduce((sum, of, at) => sum + (of === -1 && here.has(at) ? 1 : 0), 0);
    const what = (i) => `${count(sizes[i])} ${window.atlas.figures.what(sizes[i])}`;
    const cell = (i) => element("button", {
      type: "button", class: "cell", style: `background:${classed.colours[i]}`, "data-class": i, "data-count": sizes[i], disabled: !sizes[i],
      title: `${name(i, a, b)}: ${what(i)}`, "aria-label": `${name(i, a, b)}: ${what(i)}. Select them.`,
      onclick: () => window.atlas.legend.select(inView.filter((at) => classed.of[at] === i)),
    }, element("span", { text: count(sizes[i]) }));
    const arrow = (words, way) => element("span", { class: `axis-${way}`, "aria-hidden": "true", text: axis(words).arrow });
    const about = (which, words, from) => element("p", { class: "axis-name" }, element("strong", { text: `${which}: ${words.label}. ` }), `${axis(words).direction}${from ? `: ${from}` : "."}`);
    legend.replaceChildren(
      element("h2", { text: texts().title }),
      element("div", { class: "crossed" },
        element("div", { class: "square", role: "group", "aria-label": `${a.label} across, ${b.label} up` },
          arrow(b, "y"),
          element("div", { class: "cells" }, ...[6, 7, 8, 3, 4, 5, 0, 1, 2].map(cell)),
          arrow(a, "x")),
        element("div", { class: "crossed-words" },
          about(texts().across, a, edge(state.indicator, classed.across)), about(texts().up, b, edge(state.second, classed.up)),
          element("ul", { class: "corners" }, ...corners(a, b).map(([i, text]) => element("li", {}, element("span", { class: "swatch", style: `background:${classed.colours[i]}` }), text))))),
      element("p", { class: "note", text: `${note(classed)} Counts: number of ${window.atlas.figures.what(2)}; pick a square to select them.${missing ? ` No figure: ${count(missing)}.` : ""}` }));
  }

  /** The scatter plot for the card. */
  function plot(inView) {
    return scatter(cut(), inView, ...both());
  }

  /** Where a value lies between two ends, 0 to 1: towards need, whichever end that is. */
  function along(value, [low, high], words) {
    const share = (value - low) / (high - low || 1);
    return words.polarity === "low" ? 1 - share : share;
  }

  /** One dot for each unit in view; a dot selects its unit. */
  function scatter(classed, inView, a, b) {
    const [xs, ys] = [values.all(state.indicator), values.all(state.second)];
    const those = inView.filter((at) => xs[at] !== null && ys[at] !== null);
    if (those.length < 2) return "";
    const W = 360;
    const H = 240;
    const ends = (numbers) => [Math.min(...numbers), Math.max(...numbers)];
    const [xEnds, yEnds] = [ends(those.map((at) => xs[at])), ends(those.map((at) => ys[at]))];
    const x = (v) => 6 + (W - 12) * along(v, xEnds, a);
    const y = (v) => H - 6 - (H - 12) * along(v, yEnds, b);
    const chosen = new Set(state.selected);
    const units = values.units();
    const dots = [...those].sort((p, q) => chosen.has(units.code[p]) - chosen.has(units.code[q])).map((at) => {
      const is = chosen.has(units.code[at]);
      const dot = svg("circle", {
        cx: x(xs[at]).toFixed(1), cy: y(ys[at]).toFixed(1), r: is ? 5 : 3, fill: classed.of[at] === -1 ? "none" : classed.colours[classed.of[at]],
        stroke: is ? "currentColor" : "rgb(128 128 128 / 80%)", "stroke-width": is ? 2.5 : 0.6, class: "dot",
      }, svg("title", {}, `${units.name[at]}, ${units.note[at]}: ${written(xs[at], a)}; ${written(ys[at], b)}`));
      dot.addEventListener("click", (event) => window.atlas.explore.toggle(units.code[at], event.shiftKey || event.ctrlKey || event.metaKey));
      return dot;
    });
    const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "scatter", role: "img", "aria-label": `${a.label} across, ${b.label} up; one dot for each of ${those.length}` },
      svg("path", { d: `M4 4V${H - 4}H${W - 4}`, fill: "none", stroke: "currentColor", "stroke-width": 1, opacity: 0.5 }), ...dots);
    const range = (words, [low, high]) => {
      const [from, to] = words.polarity === "low" ? [high, low] : [low, high];
      return `${words.label}, from ${written(from, words, { unit: false })} to ${written(to, words)}. ${axis(words).direction}.`;
    };
    return element("figure", { class: "scatter-figure" }, picture,
      element("figcaption", { class: "note", text: `${texts().across}: ${range(a, xEnds)} ${texts().up}: ${range(b, yEnds)}` }));
  }

  return { on, impossible, cut, corners, most, along, draw, plot };
})();
