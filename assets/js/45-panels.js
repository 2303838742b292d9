/* The legend with its histogram, and the figures of what is in view or selected. */
window.atlas.legend = (() => {
  "use strict";
  const { state, element, written, count } = window.atlas;
  const values = window.atlas.values;
  const BINS = 36;
  let scale = null;
  let shown = null; // the classes last drawn

  function draw(classed, places) {
    const words = values.words(state.indicator);
    const legend = document.getElementById("legend");
    if (!legend) return;
    shown = classed;
    const here = new Set(places);
    const rows = classed.bounds.map((_, i) => {
      const inClass = classed.of.reduce((sum, of, at) => sum + (of === i && here.has(at) ? 1 : 0), 0);
      return element("li", { "data-class": i, "data-count": inClass, title: `${range(classed, i, words)}: ${count(inClass)} areas in view` },
        element("span", { class: "swatch", style: `background:${classed.colours[i]}` }),
        element("span", { class: "range", text: range(classed, i, words) }),
        element("span", { class: "size", text: count(inClass) }));
    });
    if (classed.none) {
      rows.push(element("li", { class: "missing" }, element("span", { class: "swatch none" }), element("span", { class: "range", text: "No figure" }), element("span", { class: "size", text: count(classed.none) })));
    }
    legend.replaceChildren(
      element("h2", { text: words.label }),
      element("p", { class: "note", text: caption(words) }),
      element("div", { class: "key" },
        classed.how === "equal" ? histogram(classed, words) : "",
        classed.how === "decile" ? element("p", { class: "ends" }, element("span", { text: "most deprived" }), element("span", { text: "least deprived" })) : "",
        element("ul", { class: "classes", "aria-label": "Classes, with the number of areas in view" }, ...rows)),
      element("p", { class: "note", text: how(classed, words) }));
  }

  function caption(words) {
    const of = words.of ? `% of ${words.of.charAt(0).toLowerCase()}${words.of.slice(1)}` : words.unit;
    return [of, words.period].filter(Boolean).join(", ");
  }

  function how(classed, words) {
    if (classed.how === "decile") return "National tenths (deciles): each stands for a tenth of all areas in England. Below each: areas in view.";
    if (classed.how === "category") return "";
    const england = words.england && words.england.value !== null ? ` England: ${written(words.england.value, words)}.` : "";
    const groups = classed.bounds.length === 5 ? "Five equal-sized groups" : `${classed.bounds.length} groups, as equal-sized as shared values allow,`;
    return `${groups} of ${values.known.areas.region} areas. Below each: areas in view.${england}`;
  }

  function range(classed, i, words) {
    if (classed.how === "category") return words.categories[i];
    if (classed.how === "decile") return String(i + 1);
    const low = written(classed.least[i], words, { unit: false });
    const high = written(classed.bounds[i], words);
    return low === written(classed.bounds[i], words, { unit: false }) ? high : `${low}–${high}`;
  }

  /** How many areas have which value, in the classes' colours, with England as a tick. */
  function histogram(classed, words) {
    const all = values.known.areas.code.map((_, at) => values.value(state.indicator, at)).filter((v) => v !== null);
    const low = Math.min(...all);
    const high = Math.max(...all);
    const width = (high - low || 1) / BINS;
    const bins = new Array(BINS).fill(0);
    all.forEach((v) => { bins[Math.min(BINS - 1, Math.floor((v - low) / width))] += 1; });
    const most = Math.max(...bins);
    scale = { low, high };
    const bars = bins.map((size, i) => {
      const middle = low + (i + 0.5) * width;
      const of = classed.bounds.findIndex((bound) => middle <= bound);
      return element("span", { style: `height:${size ? Math.max(4, (100 * size) / most) : 0}%;background:${classed.colours[of === -1 ? classed.colours.length - 1 : of]}` });
    });
    const box = element("div", { class: "histogram", role: "img", "aria-label": `How many areas have which value, from ${written(low, words)} to ${written(high, words)}` }, ...bars);
    const england = words.england && words.england.value;
    if (england !== null && england !== undefined && england >= low && england <= high) {
      const right = (england - low) / (high - low || 1) > 0.75;
      box.append(element("i", { class: right ? "england right" : "england", style: `left:${(100 * (england - low)) / (high - low || 1)}%`, title: `England ${written(england, words)}` }));
    }
    box.append(element("i", { class: "pointer", hidden: true }));
    return box;
  }

  /** Point at an area's value in the histogram and at its class. */
  function mark(at) {
    const pointer = document.querySelector("#legend .pointer");
    const of = at === null || !shown ? null : shown.of[at];
    document.querySelectorAll("#legend .classes li").forEach((row) => row.classList.toggle("marked", of !== null && row.dataset.class === String(of)));
    if (pointer) pointer.hidden = at === null;
    if (at === null) return;
    const value = values.value(state.indicator, at);
    if (pointer && scale && value !== null) {
      pointer.style.left = `${(100 * (value - scale.low)) / (scale.high - scale.low || 1)}%`;
    }
  }

  return { draw, mark };
})();

window.atlas.figures = (() => {
  "use strict";
  const { state, go, element, written, count, oneIn } = window.atlas;
  const values = window.atlas.values;

  function draw(places, selected) {
    const card = document.getElementById("card-now");
    if (card) card.replaceChildren(...(selected.length ? chosen(selected) : glance(places)));
  }

  /** Nothing selected: the region, its districts, and where the figure is highest. */
  function glance(places) {
    const { areas } = values.known;
    const words = values.words(state.indicator);
    const filtered = places.length < areas.code.length;
    const everywhere = areas.code.map((_, at) => at);
    const rows = filtered ? [{ name: "In view", places, kind: "is-view" }] : [];
    rows.push({ name: areas.region, places: everywhere });
    areas.district.code.forEach((code, i) => rows.push({ name: areas.district.name[i], places: values.inDistrict(code) }));
    return [
      element("h2", { text: filtered ? "In view, at a glance" : `${areas.region} at a glance` }),
      summary(words, filtered ? places : everywhere, filtered ? "in view" : `in ${areas.region}`),
      compare(words, rows),
      ...highest(words, places),
      element("p", { class: "note", text: "Click an area on the map for its card. Hold Shift to select several." }),
    ];
  }

  function summary(words, places, where) {
    if (words.kind === "category") return "";
    if (words.kind === "decile") {
      const { found, people, share } = mostDeprived(places);
      return element("p", { class: "sentence" },
        element("strong", { text: `${count(found.length)} of ${count(places.length)} areas` }),
        ` ${where} are among the most deprived fifth in England. ${count(people)} people live there, ${share.toFixed(1)}% of residents.`);
    }
    const figure = values.over(state.indicator, places);
    if (figure.value === null) return "";
    const text = written(figure.value, words);
    if (words.aggregate !== "ratio") return element("p", { class: "sentence" }, element("strong", { text }), ` ${where}.`);
    const often = oneIn(figure.value);
    return element("p", { class: "sentence" }, element("strong", { text }),
      `${often ? ` (${often})` : ""} ${where}: ${words.modelled ? "about " : ""}${count(figure.n)} of ${count(figure.d)}. ${words.who}.`);
  }

  /** Bars of several places on one scale, with England as the last. */
  function compare(words, rows) {
    if (["category", "rank", "count"].includes(words.kind)) return "";
    const decile = words.kind === "decile";
    const figures = rows.map((row) => ({ ...row, value: decile ? mostDeprived(row.places).share : values.over(state.indicator, row.places).value }));
    const england = decile ? 20 : words.england && words.england.value;
    if (england !== null && england !== undefined) figures.push({ name: "England", value: england, kind: "is-england" });
    const most = Math.max(...figures.map((row) => row.value || 0));
    if (!(most > 0) || figures.some((row) => row.value < 0)) return "";
    const text = (value) => (decile ? `${value.toFixed(decile && value === 20 ? 0 : 1)}%` : written(value, words));
    return element("table", { class: "compare" },
      element("caption", { class: decile ? "" : "visually-hidden", text: decile ? "Residents in the most deprived fifth" : `${words.label}, compared` }),
      element("tbody", {}, ...figures.map((row) => element("tr", { class: row.kind || "" },
        element("th", { scope: "row", text: row.name }),
        element("td", { class: "bar-cell" }, element("span", { class: "bar", style: `width:${(100 * (row.value || 0)) / most}%` })),
        element("td", { class: "number", text: text(row.value) })))));
  }

  /** Areas of national deciles 1 and 2 of the decile on the map, and the residents in them. */
  function mostDeprived(places) {
    const { residents } = values.known.areas;
    const found = places.filter((at) => values.value(state.indicator, at) <= 2);
    const people = found.reduce((sum, at) => sum + residents[at], 0);
    const all = places.reduce((sum, at) => sum + residents[at], 0);
    return { found, people, share: all ? (100 * people) / all : 0 };
  }

  /** Where to look first: the five areas with most need, or neighbourhoods for deciles. */
  function highest(words, places) {
    if (words.kind === "category" || places.length < 2) return [];
    const { areas } = values.known;
    const row = (name, note, number, codes) => element("li", {}, element("button", {
      type: "button", class: "plain",
      onclick: () => { go({ selected: codes }); window.atlas.map.fit(codes.map((code) => values.place[code])); },
    }, element("span", { text: name }), element("small", { text: note }), element("span", { class: "number", text: number })));
    if (words.kind === "decile") {
      const by = new Map();
      for (const at of mostDeprived(places).found) {
        const of = areas.neighbourhood.of[at];
        by.set(of, [...(by.get(of) || []), at]);
      }
      const people = (those) => those.reduce((sum, at) => sum + areas.residents[at], 0);
      const top = [...by].sort((a, b) => people(b[1]) - people(a[1]) || a[0] - b[0]).slice(0, 5);
      return top.length ? [
        element("h3", { text: "Most people in the most deprived fifth" }),
        element("ol", { class: "top" }, ...top.map(([of, those]) =>
          row(areas.neighbourhood.name[of], `${areas.district.name[areas.district.of[those[0]]]} · ${those.length} ${those.length === 1 ? "area" : "areas"}`, count(people(those)), those.map((at) => areas.code[at])))),
      ] : [];
    }
    const low = words.polarity === "low";
    const sorted = places.filter((at) => values.value(state.indicator, at) !== null)
      .sort((a, b) => (low ? 1 : -1) * (values.value(state.indicator, a) - values.value(state.indicator, b)) || a - b);
    return [
      element("h3", { text: low ? "Lowest" : "Highest" }),
      element("ol", { class: "top" }, ...sorted.slice(0, 5).map((at) =>
        row(areas.neighbourhood.name[areas.neighbourhood.of[at]], areas.name[at], written(values.value(state.indicator, at), words), [areas.code[at]]))),
    ];
  }

  /** The selected areas: what they are and the figure of the indicator on the map. */
  function chosen(selected) {
    const { areas, catalogue } = values.known;
    const words = values.words(state.indicator);
    const one = selected.length === 1 ? selected[0] : null;
    const title = one === null ? `${count(selected.length)} areas selected` : areas.neighbourhood.name[areas.neighbourhood.of[one]];
    const people = selected.reduce((sum, at) => sum + areas.residents[at], 0);
    const districts = [...new Set(selected.map((at) => areas.district.of[at]))];
    const under = one === null
      ? `${districts.map((at) => areas.district.name[at]).join(", ")} · ${count(people)} residents`
      : `${areas.name[one]} · ${areas.ward.name[areas.ward.of[one]]} ward, ${areas.district.name[areas.district.of[one]]} · ${count(people)} residents`;
    const rows = [
      { name: one === null ? "Selected" : "This area", places: selected, kind: "is-chosen" },
      ...districts.slice(0, 2).map((at) => ({ name: areas.district.name[at], places: values.inDistrict(areas.district.code[at]) })),
      { name: areas.region, places: areas.code.map((_, at) => at) },
    ];
    const flags = one === null ? [] : areas.flags[one];
    return [
      element("div", { class: "card-head" }, element("h2", { text: title }),
        element("button", { type: "button", class: "plain", "aria-label": "Close this card", text: "Close", onclick: () => go({ selected: [] }) })),
      element("p", { class: "note", text: under }),
      element("h3", { text: words.label }),
      sentence(words, selected, one),
      compare(words, rows),
      ...flags.map((flag) => element("p", { class: "flag" }, element("strong", { text: `${catalogue.flags[flag].label}. ` }), catalogue.flags[flag].text)),
    ];
  }

  function sentence(words, selected, one) {
    const figure = values.over(state.indicator, selected);
    const value = one === null ? figure.value : values.value(state.indicator, one);
    if (value === null) return element("p", { class: "sentence", text: one === null ? "This cannot be averaged over areas: select one, or choose the score." : "There is no figure for this area." });
    const parts = [];
    if (words.kind === "decile") {
      parts.push(`tenth ${written(value, words)} of 10 in England, where 1 is the most deprived.`);
      return element("p", { class: "sentence" }, "In ", element("strong", { text: parts[0] }));
    }
    const often = words.unit === "%" ? oneIn(value) : "";
    if (words.aggregate === "ratio" && figure.n !== undefined) {
      parts.push(`${often ? ` (${often})` : ""}: ${words.modelled ? "about " : ""}${count(figure.n)} of ${count(figure.d)} ${words.of.charAt(0).toLowerCase()}${words.of.slice(1)}.`);
      parts.push(` Likely between ${written(figure.limits[0], words, { unit: false })} and ${written(figure.limits[1], words)}.`);
    } else parts.push(".");
    const standing = one === null ? "" : window.atlas.map.standing(words, values.percentile(state.indicator, one));
    if (standing) parts.push(` ${standing.charAt(0).toUpperCase()}${standing.slice(1)}.`);
    return element("p", { class: "sentence" }, element("strong", { text: written(value, words) }), ...parts);
  }

  return { draw };
})();
