/* The map of the Practices page: one unit's footprint, the cores of several, or all practices on
 * deprivation; its legend, and what is said on hover. `view` is what practices.js shows. */
window.atlas.practicesMap = (() => {
  "use strict";
  const { element, count } = window.atlas;
  const values = window.atlas.values;
  const CORE = 2; // rings that hold 80 % of a list
  // One colour for each unit that is compared.
  const COLOURS = ["#2a7fc0", "#c2568f", "#3f9a6b", "#b8822f", "#7a62b8", "#8c5a44"];
  const STRIPE = 6; // pixels
  const ELSEWHERE = "#8a96a3";

  let lastFit = "";

  const replace = (id, ...children) => document.getElementById(id)?.replaceChildren(...children.filter(Boolean));
  const everywhere = () => values.known.areas.code.map((_, at) => at);
  const swatch = (background) => element("span", { class: "swatch", style: `background:${background}` });
  const dot = (colour, large) => element("span", { class: large ? "key-dot large" : "key-dot", style: `background:${colour}` });
  const row = (mark, text, number) => element("li", {}, mark, element("span", { text }), element("span", { class: "size", text: number === undefined ? "" : count(number) }));

  // ---- colours ----

  /** Stripes in some colours, as the canvas takes them in place of one colour. */
  function striped(colours) {
    if (colours.length === 1) return colours[0];
    const tile = element("canvas", { width: STRIPE * colours.length, height: STRIPE });
    const pen = tile.getContext("2d");
    colours.forEach((colour, n) => {
      pen.fillStyle = colour;
      pen.fillRect(n * STRIPE, 0, STRIPE, STRIPE);
    });
    const pattern = pen.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().rotate(45));
    return pattern;
  }

  const stripes = (colours) => `repeating-linear-gradient(135deg, ${colours.map((colour, n) => `${colour} ${n * 4}px ${n * 4 + 4}px`).join(", ")})`;

  /** The cores of several units: each area in the colours of all whose core it is in. */
  function several(units, of) {
    const whose = of.map(() => []);
    units.forEach((unit, n) => unit.areas.forEach(([at, , , ring]) => ring < CORE && whose[at].push(n)));
    const mixes = [...new Set(whose.map(String))].filter(Boolean);
    whose.forEach((those, at) => { if (those.length) of[at] = mixes.indexOf(String(those)); });
    const colours = mixes.map((mix) => striped(mix.split(",").map((n) => COLOURS[n])));
    const shared = whose.filter((those) => those.length > 1);
    const mixed = [...new Set(shared.flat())].sort().map((n) => COLOURS[n]);
    const places = units.some((unit) => !unit.counted);
    return {
      of, colours,
      title: places ? "Where 80% of patients live, and the areas of places" : "Where 80% of each one's patients live",
      key: [
        ...units.map((unit, n) => row(swatch(COLOURS[n]), unit.name, unit.areas.filter(([, , , ring]) => ring < CORE).length)),
        shared.length ? row(swatch(stripes(mixed)), "In two or more of them: striped in their colours", shared.length) : null,
      ],
      note: shared.length ? "Number of areas; one in two or more counts for each." : "Number of areas. None is in two of them.",
    };
  }

  const steps = (value, bounds) => bounds.findIndex((bound) => value < bound);

  function paint({ asked, answer, labels }) {
    const of = values.known.areas.code.map(() => -2);
    const { units } = answer;
    if (units.length > 1) return several(units, of);
    const [unit] = units;
    const key = (texts, colours) => texts.map((text, n) => row(swatch(colours[n]), text, of.filter((one) => one === n).length));
    const note = "Number of areas.";
    if (!unit.counted) {
      unit.areas.forEach(([at]) => { of[at] = 0; });
      return { of, colours: COLOURS, key: key([unit.name], COLOURS), title: unit.name, note };
    }
    if (asked.m === "core") {
      unit.areas.forEach(([at, , , ring]) => { of[at] = ring; });
      const colours = window.atlas.classes.colours(4, { polarity: "low" });
      return { of, colours, key: key(labels.rings, colours), title: "Where its patients live", note };
    }
    const bounds = asked.m === "list" ? [0.5, 1, 2, 5, Infinity] : [5, 10, 25, 50, Infinity];
    const what = asked.m === "list" ? 1 : 2;
    unit.areas.forEach((area) => { of[area[0]] = steps(area[what], bounds); });
    const text = bounds.map((bound, n) => (n === 0 ? `under ${bound}%` : bound === Infinity ? `${bounds[n - 1]}% or more` : `${bounds[n - 1]} to ${bound}%`));
    const colours = window.atlas.classes.colours(5, { polarity: "high" });
    return { of, colours, key: key(text, colours), title: asked.m === "list" ? "Share of its list who live in each area" : "Its share of the area's registered patients", note };
  }

  // ---- drawing ----

  function draw(view) {
    if (!view.answer.units.length) return drawAll(view);
    const { asked, answer } = view;
    const painted = paint(view);
    const counted = answer.units.some((unit) => unit.counted);
    // Of one unit before the key, which fills a small screen's legend; of several, with their names.
    const parts = answer.units.filter((unit) => unit.shown).map((unit) => element("p", { class: "note part-shown", text: answer.units.length > 1 ? `${unit.name}: ${unit.shown}` : unit.shown }));
    const key = element("ul", { class: "key" }, ...painted.key.filter(Boolean));
    replace("legend", element("h2", { text: painted.title }), ...(answer.units.length > 1 ? [key, ...parts] : [...parts, key]),
      element("p", { class: "note", text: `${painted.note}${counted ? ` Patients by area, ${answer.counted}. ${answer.units.length > 1 ? "Dots: practices, in the colour of theirs." : answer.units[0].practices.length > 1 ? "Dots: its practices." : "Dot: the practice."}` : ""}` }));
    const core = answer.units.flatMap((unit) => unit.areas.filter(([, , , ring]) => ring < CORE).map(([at]) => at));
    show(view, { of: painted.of.map((of) => (of === -2 ? painted.colours.length : of)), colours: [...painted.colours, ELSEWHERE] }, everywhere().filter((at) => painted.of[at] >= 0), core.length ? core : everywhere(), asked.v.join("."));
  }

  /** With the list: deprivation, and all practices on it, those of the list before the others. */
  function drawAll(view) {
    const cut = window.atlas.classes.cut("imd_decile");
    const colours = window.atlas.classes.colours(cut.bounds.length, values.words("imd_decile"));
    replace("legend", element("h2", { text: "Deprivation (national decile)" }),
      element("ol", { class: "tenths" }, ...colours.map((colour, n) => element("li", { class: n === 1 ? "last-of-fifth" : null }, swatch(colour), element("span", { text: String(n + 1) })))),
      element("p", { class: "ends" }, element("span", { text: window.atlas.classes.fifth(cut, "imd_decile") }), element("span", { text: "least deprived" })),
      element("ul", { class: "key", id: "dots-key" }));
    dotsKey(view);
    show(view, { of: cut.of, colours }, everywhere(), around(view), `${view.asked.k}|${view.asked.d}|${view.asked.c}`);
  }

  /** What the dots of the list are; told again when rows are ticked. */
  function dotsKey({ kept, marked, asked }) {
    const { MINE, OTHERS } = window.atlas.map;
    replace("dots-key", asked.k === "practice" ? row(dot(OTHERS.fillColor), "Practices: click one to open it", kept.size) : row(dot(OTHERS.fillColor), "Practices of these networks", kept.size),
      marked.size ? row(dot(MINE.fillColor, true), "Ticked", marked.size) : null);
  }

  /** Areas around the practices of the list's place or network. */
  function around({ rows, asked }) {
    const { areas, footprints } = values.known;
    const those = window.atlas.practicesList.practicesOf(rows, { ...asked, q: "" });
    const there = footprints.practices.filter((one) => those.has(one.code) && one.at[0] !== null).map((one) => one.at);
    if (!there.length || !(asked.d || asked.c)) return everywhere();
    const [west, south, east, north] = [0, 1].map((i) => Math.min(...there.map((at) => at[i])) - 0.01).concat([0, 1].map((i) => Math.max(...there.map((at) => at[i])) + 0.01));
    const near = everywhere().filter((at) => areas.at[at][0] > west && areas.at[at][0] < east && areas.at[at][1] > south && areas.at[at][1] < north);
    return near.length ? near : everywhere();
  }

  /** Draw these areas; where another address than before is shown, around its places. */
  function show({ asked }, painted, areas, near, key) {
    window.atlas.map.draw(painted, areas, [], { around: key === lastFit ? null : near });
    lastFit = key;
    document.getElementById("map-wait").hidden = true;
    document.body.dataset.drawn = `practices-${asked.v.join(".")}-${asked.m}`;
  }

  /** The practices as points: with the list all of them, else those looked at, in their unit's colour. */
  function points({ answer, kept, marked, go }) {
    if (!answer) return;
    const { MINE, OTHERS } = window.atlas.map;
    // Of two units with the same practice, the smaller says more of it.
    const small = [...answer.units].sort((a, b) => b.practices.length - a.practices.length);
    const colour = new Map(small.flatMap((unit) => unit.practices.map((code) => [code, answer.units.length > 1 ? COLOURS[answer.units.indexOf(unit)] : MINE.fillColor])));
    const look = answer.units.length
      ? ({ code }) => (colour.has(code) ? { ...MINE, fillColor: colour.get(code) } : null)
      : ({ code }) => (marked.has(code) ? MINE : kept.has(code) ? OTHERS : { radius: 3, fillColor: ELSEWHERE, weight: 1 });
    window.atlas.map.points(look, (code) => go({ v: [code] }));
  }

  /** What the map can show of one unit's footprint. */
  function choice({ asked, answer, labels, go }) {
    const units = answer ? answer.units : [];
    const offered = units.length === 1 && units[0].counted ? labels.shown : [];
    replace("map-choice", ...offered.map(([mode, text]) => element("button", { type: "button", class: "theme", "aria-pressed": String(asked.m === mode), text, onclick: () => go({ m: mode }) })));
  }

  function say({ answer }, code) {
    const { areas } = values.known;
    const at = values.place[code];
    const units = answer?.units || [];
    const whose = units.filter((unit) => unit.areas.some(([place, , , ring]) => place === at && ring < CORE));
    const lines = units.map((unit) => {
      const area = unit.areas.find(([place]) => place === at);
      if (!area) return `${unit.name}: none`;
      return unit.counted ? `${unit.name}: ${area[1].toFixed(1)}% of its list; ${area[2].toFixed(0)}% of the patients here` : `Part of ${unit.name}`;
    });
    return element("div", {}, element("strong", { text: areas.neighbourhood.name[areas.neighbourhood.of[at]] }), element("span", { class: "hover-code", text: areas.name[at] }),
      units.length > 1 && whose.length ? element("div", { text: `In the core of ${whose.map((unit) => unit.name).join(" and of ")}` }) : null,
      ...lines.map((text) => element("div", { class: "hover-line", text })));
  }

  const forget = () => { lastFit = ""; };

  return { draw, dotsKey, points, choice, say, forget };
})();
