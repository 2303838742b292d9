/* The legend with its histogram, and the figures of what is in view or selected. */
window.atlas.legend = (() => {
  "use strict";
  const { state, go, element, written, count } = window.atlas;
  const values = window.atlas.values;
  const BINS = 40;
  let scale = null;
  let shown = null; // the classes last drawn

  function draw(classed, inView) {
    const words = values.words(state.indicator);
    const legend = document.getElementById("legend");
    if (!legend) return;
    shown = classed;
    const here = new Set(inView);
    const sizes = classed.bounds.map((_, i) => classed.of.reduce((sum, of, at) => sum + (of === i && here.has(at) ? 1 : 0), 0));
    const missing = classed.of.reduce((sum, of, at) => sum + (of === -1 && here.has(at) ? 1 : 0), 0);
    const rows = classed.bounds.map((_, i) => {
      const name = range(classed, i, words);
      return element("li", {}, element("button", {
        type: "button", "data-class": i, "data-count": sizes[i], disabled: !sizes[i],
        title: `Select these ${count(sizes[i])}`, "aria-label": `${name}: ${count(sizes[i])} ${window.atlas.figures.what(sizes[i])}. Select them.`,
        onclick: () => select(inView.filter((at) => classed.of[at] === i)),
      },
      element("span", { class: "swatch", style: `background:${classed.colours[i]}` }),
      element("span", { class: "range", text: name }),
      element("span", { class: "size", text: count(sizes[i]) })));
    });
    if (missing) {
      rows.push(element("li", { class: "missing" }, element("span", { class: "swatch none" }), element("span", { class: "range", text: "No figure" }), element("span", { class: "size", text: count(missing) })));
    }
    legend.replaceChildren(
      element("h2", { text: words.label }),
      element("p", { class: "note", text: caption(words) }),
      element("div", { class: "key" },
        ["category", "decile", "empty"].includes(classed.how.kind) ? "" : histogram(classed, words),
        classed.how.kind === "decile" ? element("p", { class: "ends" }, element("span", { text: "most deprived" }), element("span", { text: "least deprived" })) : "",
        element("ul", { class: "classes", "aria-label": "Classes" }, ...rows)),
      element("p", { class: "note", text: foot(classed, words) }));
  }

  function select(units) {
    go({ selected: units.map((at) => values.units().code[at]) });
  }

  function caption(words) {
    const of = words.of ? `% of ${words.of.charAt(0).toLowerCase()}${words.of.slice(1)}` : words.unit;
    return [of, words.period].filter(Boolean).join(", ");
  }

  function foot(classed, words) {
    const england = words.england && words.england.value !== null ? ` England: ${written(words.england.value, words)}.` : "";
    const flagged = words.modelled && state.level === "lsoa" ? " Dotted edge: flagged, see the area's card." : "";
    return `${window.atlas.classes.said(classed)} Counts: number of ${window.atlas.figures.what(2)}.${classed.how.kind === "decile" ? "" : england}${flagged}`;
  }

  function range(classed, i, words) {
    const { kind } = classed.how;
    if (kind === "category") return words.categories[i];
    if (kind === "decile") return String(i + 1);
    if (kind === "empty") return "No figures";
    const bare = { unit: false };
    if (kind === "own" || classed.how.national || !Number.isFinite(classed.least[i])) {
      const low = i ? written(classed.bounds[i - 1], words, bare) : null;
      if (i === classed.bounds.length - 1) return `over ${written(classed.bounds[i - 1] ?? 0, words)}`;
      return low === null ? `up to ${written(classed.bounds[i], words)}` : `${low}–${written(classed.bounds[i], words)}`;
    }
    const low = written(classed.least[i], words, bare);
    const high = written(classed.most[i], words);
    return low === written(classed.most[i], words, bare) ? high : `${low}–${high}`;
  }

  /** How many units have which value, in the classes' colours, with England as a tick. */
  function histogram(classed, words) {
    const all = values.all(state.indicator).filter((v) => v !== null);
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
    const box = element("div", { class: "histogram", role: "img", "aria-label": `How many have which value, from ${written(low, words)} to ${written(high, words)}` }, ...bars);
    const england = words.england && words.england.value;
    if (england !== null && england !== undefined && england >= low && england <= high) {
      const right = (england - low) / (high - low || 1) > 0.75;
      box.append(element("i", { class: right ? "england right" : "england", style: `left:${(100 * (england - low)) / (high - low || 1)}%`, title: `England ${written(england, words)}` }));
    }
    box.append(element("i", { class: "pointer", hidden: true }));
    return box;
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

  return { draw, mark, select, caption };
})();

window.atlas.figures = (() => {
  "use strict";
  const { state, go, element, written, count, oneIn } = window.atlas;
  const values = window.atlas.values;
  const WHAT = { lsoa: ["area", "areas"], msoa: ["neighbourhood", "neighbourhoods"], ward: ["ward", "wards"], district: ["district", "districts"] };

  /** Areas are given by place; units of the level by theirs. */
  function draw(areasInView, unitsInView, selected) {
    const card = document.getElementById("card-now");
    if (!card) return;
    const plot = state.second ? window.atlas.crossed.plot(unitsInView) : "";
    card.replaceChildren(...(selected.length ? [...chosen(selected), plot] : [plot, ...glance(areasInView, unitsInView)]));
  }

  function what(n) {
    return WHAT[state.level][n === 1 ? 0 : 1];
  }

  /** Nothing selected: the region, its districts, and where the figure is highest. */
  function glance(places, units) {
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
      ...partOfList(places),
      compare(words, rows),
      ...highest(words, places, units),
      element("p", { class: "note", text: "Click a place on the map for its card. Hold Shift to select several." }),
    ];
  }

  /** Of a practice with patients outside the map: which part of its list the areas in view hold. */
  function partOfList(places) {
    const list = window.atlas.view.listInView(places);
    if (!list || !list.counted || list.outside < 0.005) return [];
    const whole = (share) => Math.round(100 * share);
    return [element("p", { id: "part-of-list", class: "note", text: `These areas hold ${whole(list.share)}% of the list. ${whole(list.outside)}% of it live outside ${values.known.areas.region} and are not in these figures: the practice's own page counts them.` })];
  }

  function summary(words, places, where) {
    if (words.kind === "category" || !places.length) return "";
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
    // Of England's residents, known for the IMD alone: a fifth of its areas is not a fifth of its people.
    const nation = decile ? state.indicator === "imd_decile" && values.words("core20") : words;
    const england = nation && nation.england && nation.england.value;
    if (typeof england === "number") figures.push({ name: "England", value: england, kind: "is-england" });
    const most = Math.max(...figures.map((row) => row.value || 0));
    if (!(most > 0) || figures.some((row) => row.value < 0)) return "";
    const text = (value) => (decile ? `${value.toFixed(1)}%` : written(value, words));
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

  /** Where to look first: the five units with most need, or neighbourhoods for deciles. */
  function highest(words, places, units) {
    if (words.kind === "category" || units.length < 2) return [];
    const { areas } = values.known;
    const those = values.units();
    const row = (name, note, number, codes) => element("li", {}, element("button", {
      type: "button", class: "plain",
      onclick: () => { go({ selected: codes }); window.atlas.map.fit(codes.map((code) => those.place[code])); },
    }, element("span", { text: name }), element("small", { text: note }), element("span", { class: "number", text: number })));
    if (words.kind === "decile") {
      if (state.level !== "lsoa") return [];
      const by = new Map();
      for (const at of mostDeprived(places).found) {
        const of = areas.neighbourhood.of[at];
        by.set(of, [...(by.get(of) || []), at]);
      }
      const people = (group) => group.reduce((sum, at) => sum + areas.residents[at], 0);
      const top = [...by].sort((a, b) => people(b[1]) - people(a[1]) || a[0] - b[0]).slice(0, 5);
      return top.length ? [
        element("h3", { text: "Most people in the most deprived fifth" }),
        element("ol", { class: "top" }, ...top.map(([of, group]) =>
          row(areas.neighbourhood.name[of], `${areas.district.name[areas.district.of[group[0]]]} · ${group.length} ${group.length === 1 ? "area" : "areas"}`, count(people(group)), group.map((at) => areas.code[at])))),
      ] : [];
    }
    const low = words.polarity === "low";
    const all = values.all(state.indicator);
    const sorted = units.filter((at) => all[at] !== null).sort((a, b) => (low ? 1 : -1) * (all[a] - all[b]) || a - b);
    if (sorted.length < 2) return [];
    return [
      element("h3", { text: low ? "Lowest" : "Highest" }),
      element("ol", { class: "top" }, ...sorted.slice(0, 5).map((at) => row(those.name[at], those.note[at], written(all[at], words), [those.code[at]]))),
    ];
  }

  /** The selected units: what they are and the figure of the indicator on the map. */
  function chosen(selected) {
    const { areas, catalogue } = values.known;
    const units = values.units();
    const words = values.words(state.indicator);
    const one = selected.length === 1 ? selected[0] : null;
    const places = selected.flatMap((at) => units.members[at]);
    const people = selected.reduce((sum, at) => sum + units.residents[at], 0);
    const districts = [...new Set(places.map((at) => areas.district.of[at]))];
    const area = one !== null && state.level === "lsoa" ? one : null;
    const where = area !== null
      ? `${areas.name[area]} · ${areas.ward.name[areas.ward.of[area]]} ward, ${areas.district.name[areas.district.of[area]]}`
      : one !== null ? units.note[one] : districts.map((at) => areas.district.name[at]).join(", ");
    const rows = [
      { name: one === null ? "Selected" : "Here", places, kind: "is-chosen" },
      ...(state.level === "district" ? [] : districts.slice(0, 2)).map((at) => ({ name: areas.district.name[at], places: values.inDistrict(areas.district.code[at]) })),
      { name: areas.region, places: areas.code.map((_, at) => at) },
    ];
    const flags = area === null ? [] : areas.flags[area];
    return [
      element("div", { class: "card-head" },
        element("h2", { text: one === null ? `${count(selected.length)} ${what(selected.length)} selected` : units.name[one] }),
        element("button", { type: "button", class: "plain", "aria-label": "Close this card", text: "Close", onclick: () => go({ selected: [] }) })),
      element("p", { class: "note", text: `${where} · ${count(people)} residents` }),
      ...[state.indicator, state.second].filter(Boolean).flatMap((id) => [
        element("h3", { text: values.words(id).label }),
        sentence(id, places, one),
        id === state.indicator ? compare(words, rows) : "",
      ]),
      ...flags.map((flag) => element("p", { class: "flag" }, element("strong", { text: `${catalogue.flags[flag].label}. ` }), catalogue.flags[flag].text)),
    ];
  }

  function sentence(id, places, one) {
    const words = values.words(id);
    const figure = values.over(id, places);
    const value = one === null ? figure.value : values.all(id)[one];
    if (words.kind === "decile" && value !== null) {
      return element("p", { class: "sentence" }, "In national tenth ", element("strong", { text: `${written(value, words)} of 10` }), ", where 1 is the most deprived.");
    }
    if (words.kind === "decile" && places.length > 1) {
      const { found, people } = mostDeprived(places);
      return element("p", { class: "sentence", text: `${count(found.length)} of ${count(places.length)} areas are among the most deprived fifth in England, with ${count(people)} residents.` });
    }
    if (value === null) return element("p", { class: "sentence", text: places.length > 1 ? "Ranks and classes cannot be averaged over several areas: choose the score." : "There is no figure here." });
    const parts = [];
    if (words.aggregate === "ratio") {
      const often = oneIn(value);
      parts.push(`${often ? ` (${often})` : ""}: ${words.modelled ? "about " : ""}${count(figure.n)} of ${count(figure.d)} ${words.of.charAt(0).toLowerCase()}${words.of.slice(1)}.`);
      parts.push(` Likely between ${written(figure.limits[0], words, { unit: false })} and ${written(figure.limits[1], words)}.`);
    } else parts.push(".");
    const standing = one === null ? "" : window.atlas.map.standing(words, values.percentile(id, one));
    if (standing) parts.push(` ${standing.charAt(0).toUpperCase()}${standing.slice(1)}.`);
    return element("p", { class: "sentence" }, element("strong", { text: written(value, words) }), ...parts);
  }

  return { draw, what };
})();
