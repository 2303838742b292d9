/* "Who have we heard from?": the finding, the map, the tables, what would balance it, hand-over. */
window.atlas.heardShown = (() => {
  "use strict";
  const { state, element, count } = window.atlas;
  const values = window.atlas.values;
  const FIRST = 20; // rows of a list until all are asked for
  const LARGE = 25; // rows from which a table is ordered by ratio
  const BOUNDS = [0.5, 0.8, 1.25, 2, Infinity];
  const WORDS = ["Less than half as often as expected", "Half to 0.8 times as often", "About as often (0.8 to 1.25 times)", "1.25 to 2 times as often", "More than twice as often"];
  const COLOURS = ["#a6480b", "#eda35c", "#f1efe9", "#a9a4d4", "#574b9c"];
  const ONE = { district: "districts", ward: "wards", msoa: "neighbourhoods", lsoa: "areas" };
  const SCALE = { least: 0.25, most: 4, width: 132, height: 18 };

  let found = null;
  let page = null; // texts, post, body, say
  let level = "";
  let aim = 0.8;
  let raw = false;

  const holder = (id) => document.getElementById(id);
  const replace = (id, ...children) => holder(id)?.replaceChildren(...children.filter(Boolean));
  const two = (number) => (number === null ? "–" : number.toFixed(2));

  function forget() {
    [found, page] = [null, null];
  }

  function show(given, around) {
    [found, page, raw] = [given, around, false];
    if (!found.levels.some((one) => one.id === level)) level = found.levels[0].id;
    holder("heard-results").hidden = false;
    replace("heard-finding",
      page.madeUp ? element("p", { class: "tag", text: page.texts.made_up }) : null,
      element("h2", { class: "finding", id: "finding", tabindex: -1, text: found.finding }),
      element("ul", {}, ...found.details.map((text) => element("li", { text }))),
      element("p", { class: "note", id: "heard-asked", text: `${found.where.join(" ")} Compared with: ${found.base.toLowerCase()}, Census 2021. ${found.base_note}` }),
      found.left_out ? element("p", { class: "note", text: found.left_out }) : null,
      unplaced());
    beside();
    levels();
    places();
    weights();
    handover();
    window.atlas.heardWaves.show({ ...page, table, hand });
    window.atlas.map.use({ say: said, points() {} });
    Object.assign(state, { level: found.map.level, second: "", classes: null, selected: [], practices: [], pcns: [] });
    waitForMap(() => draw(true));
    holder("finding").focus({ preventScroll: true });
    holder("heard-results").scrollIntoView({ block: "start" });
  }

  /** By question and answer: who gave no usable place, beside those counted. */
  function unplaced() {
    if (!found.unplaced.length) return null;
    const { texts } = page;
    return element("details", { id: "heard-unplaced" }, element("summary", { text: texts.unplaced }),
      table(texts.unplaced, texts.unplaced_columns.split("; "), found.unplaced.map(([question, answer, ...numbers]) => [question, [answer], ...numbers])));
  }

  // ---- the map ----

  const shown = () => (raw ? found.map.raw : found.map.smoothed);
  const classOf = (ratio) => (ratio === null ? -1 : BOUNDS.findIndex((bound) => ratio < bound));

  function waitForMap(then) {
    if (!found || !holder("map-frame")) return;
    if (window.atlas.map.ask()) then();
    else setTimeout(() => waitForMap(then), 30);
  }

  function draw(fit) {
    const units = values.units();
    const of = new Array(units.code.length).fill(-1);
    found.map.codes.forEach((code, n) => { if (code in units.place) of[units.place[code]] = classOf(shown()[n]); });
    const all = found.part ? found.map.codes.map((code) => units.place[code]) : units.code.map((_, at) => at);
    // Dashed: no count of its own stands behind the colour.
    const guessed = new Set(raw ? [] : found.map.codes.filter((_, n) => found.map.raw[n] === null).map((code) => units.place[code]));
    // The map may have been made while nothing of it was to be seen.
    window.atlas.map.leaflet?.invalidateSize({ animate: false });
    window.atlas.map.draw({ of, colours: COLOURS, edge: (at) => guessed.has(at) }, all, [], { around: fit ? all : null });
    holder("map-wait").hidden = true;
    document.body.dataset.drawn = `heard-${found.map.level}-${raw ? "raw" : "smoothed"}`;
  }

  function said(code) {
    const n = found ? found.map.codes.indexOf(code) : -1;
    const units = values.units();
    const line = (text) => element("div", { class: "hover-line", text });
    if (n < 0) return found?.part ? element("div", {}, element("strong", { text: units.name[units.place[code]] }), line("not asked")) : "";
    return element("div", {}, element("strong", { text: units.name[units.place[code]] }), element("span", { class: "hover-code", text: units.note[units.place[code]] }),
      line(found.map.smoothed[n] === null ? "no ratio" : `${two(found.map.smoothed[n])} times as often as expected, smoothed`),
      line(found.map.raw[n] === null ? "its own count is not shown" : `${two(found.map.raw[n])} as counted: ${verdict(code)}`));
  }

  /** The verdict of a place on the map, in words. */
  function verdict(code) {
    const rows = found.levels.find((one) => one.id === found.map.level).rows;
    return found.verdicts[rows.find((row) => row[0] === code).at(-1)];
  }

  /** What the colours mean, and the places heard from least. */
  function beside() {
    const of = shown().map(classOf);
    const smooths = found.map.level !== "district"; // a district's own ratio is its smoothed one
    const row = (text, n) => element("li", {}, element("span", { class: n < 0 ? "swatch none" : "swatch", style: n < 0 ? null : `background:${COLOURS[n]}` }), element("span", { text }), element("span", { class: "size", text: count(of.filter((one) => one === n).length) }));
    const choose = (is, text) => element("button", { type: "button", class: "theme", id: `heard-${is ? "raw" : "smoothed"}`, "aria-pressed": String(raw === is), text, onclick: () => { raw = is; beside(); draw(false); holder(`heard-${is ? "raw" : "smoothed"}`).focus(); } });
    replace("heard-beside",
      element("h3", { text: page.texts.map.replace("{places}", ONE[found.map.level]) }),
      smooths ? element("div", { class: "themes", role: "group", "aria-label": "Ratio on the map" }, choose(false, "Smoothed"), choose(true, "As counted")) : null,
      element("ul", { class: "key" }, ...WORDS.map(row), of.includes(-1) ? row("Not shown: small, or it would tell a small one", -1) : null,
        found.part ? element("li", {}, element("span", { class: "swatch faint" }), element("span", { text: page.texts.map_part })) : null),
      element("p", { class: "note", text: raw || !smooths ? page.texts.map_raw : page.texts.map_smoothed }),
      element("p", { text: found.silence }),
      silent());
  }

  /** Names of silent places, the first ones until all are asked for. */
  function silent(all = false) {
    const some = element("ul", { id: "heard-silent" }, ...found.silent.slice(0, all ? Infinity : FIRST).map((text) => element("li", { text })));
    if (all || found.silent.length <= FIRST) return some;
    const button = element("button", { type: "button", class: "plain", text: `Show all ${count(found.silent.length)}`, onclick: () => {
      holder("heard-silent").replaceWith(silent(true));
      button.remove();
    } });
    const both = document.createDocumentFragment();
    both.append(some, button);
    return both;
  }

  // ---- the tables ----

  function svg(tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** The ratio and its limits on a scale from a quarter to four times; 1 is the line. */
  function picture(ratio, lower, upper) {
    if (ratio === null || lower === null) return "";
    const x = (value) => (SCALE.width * Math.log(Math.min(Math.max(value, SCALE.least), SCALE.most) / SCALE.least)) / Math.log(SCALE.most / SCALE.least);
    const middle = SCALE.height / 2;
    return svg("svg", { width: SCALE.width, height: SCALE.height, class: "heard-picture", "aria-hidden": "true" },
      svg("line", { x1: x(1), x2: x(1), y1: 0, y2: SCALE.height, class: "one" }),
      svg("line", { x1: x(lower), x2: x(upper), y1: middle, y2: middle, class: "range" }),
      svg("circle", { cx: x(ratio), cy: middle, r: 4 }));
  }

  /** A text that begins a line: its first letter large. */
  const large = (text) => text[0].toUpperCase() + text.slice(1);

  function table(caption, heads, rows) {
    const cell = (one) => (one instanceof Node ? element("td", {}, one) : Array.isArray(one) ? element("td", { text: one[0] }) : element("td", { class: "number", text: one }));
    return element("div", { class: "heard-scroll", tabindex: 0, role: "group", "aria-label": caption },
      element("table", { class: heads.length > 3 ? "heard-figures many" : "heard-figures" }, element("caption", { class: "visually-hidden", text: caption }),
        element("thead", {}, element("tr", {}, ...heads.map((text, n) => element("th", { scope: "col", text, class: rows[0] && typeof rows[0][n] === "string" && n ? "number" : null })))),
        element("tbody", {}, ...rows.map(([name, ...cells]) => element("tr", {}, element("th", { scope: "row" }, name), ...cells.map(cell))))));
  }

  function levels() {
    const one = found.levels.find((each) => each.id === level);
    const lowest = (row) => (row[4] === null ? Infinity : row[4]);
    const rows = one.rows.length > LARGE ? [...one.rows].sort((a, b) => lowest(a) - lowest(b)) : one.rows;
    const choose = element("select", { id: "heard-level", onchange: (event) => { level = event.target.value; levels(); holder("heard-level").focus(); } }, ...found.levels.map((each) => element("option", { value: each.id, text: each.label, selected: each.id === level })));
    const answered = one.answered && one.total !== null ? ` About ${count(one.total)} responses hold an answer to this.` : "";
    replace("heard-levels",
      element("h2", { text: page.texts.levels }),
      element("div", { class: "ask" }, element("label", { for: "heard-level", text: "Compare by" }), choose),
      element("p", { class: "note", text: page.texts.levels_note + answered }),
      table(`${one.label}: responses and expected`, ["Group", "Responses", "Expected", "Ratio (95% limits)", "Picture", "In words"], rows.map(([code, name, observed, expected, ratio, lower, upper, verdict]) => [
        one.cautions[code] ? element("span", {}, name, element("span", { class: "heard-care", text: large(one.cautions[code][0]) })) : name, observed, expected === null ? "–" : count(expected), ratio === null ? "–" : `${two(ratio)} (${two(lower)}–${two(upper)})`, element("span", {}, picture(ratio, lower, upper)),
        one.cautions[code] ? element("span", {}, found.verdicts[verdict], element("span", { class: "heard-care", text: `${large(one.cautions[code][1])}.` })) : [found.verdicts[verdict]],
      ])),
      element("p", { class: "note", text: found.meaning }),
      element("p", { class: "note", id: "heard-rule", text: found.rule }),
      one.apart ? element("p", { text: one.apart }) : one.hidden ? element("p", { class: "note", text: page.texts.no_index }) : null);
    balance(one);
  }

  function balance(one) {
    if (!Object.keys(one.balance).length) {
      replace("heard-balance");
      return;
    }
    const key = Object.keys(one.balance).find((text) => Number(text) === aim);
    const needed = one.balance[key];
    const choose = element("select", { id: "heard-aim", onchange: (event) => { aim = Number(event.target.value); levels(); holder("heard-aim").focus(); } },
      ...Object.keys(one.balance).sort().map((text) => element("option", { value: text, selected: Number(text) === aim, text: `at least ${Number(text)} times as often as expected` })));
    const rows = typeof needed === "string" ? [] : one.rows.map((row, n) => [row[1], needed[n]]).filter(([, more]) => more > 0).sort((a, b) => b[1] - a[1]);
    const sum = rows.reduce((total, [, more]) => total + more, 0);
    const text = typeof needed === "string" ? needed : rows.length ? `About ${count(sum)} more responses, from ${rows.length === 1 ? "one group" : `${rows.length} groups`}, would bring every group whose count is shown there.` : "Every group whose count is shown is there already.";
    replace("heard-balance", element("h2", { text: page.texts.balance }),
      element("div", { class: "ask" }, element("label", { for: "heard-aim", text: `${one.label}: hear from every group` }), choose),
      element("p", { text }),
      rows.length ? table("Further responses that would balance it", ["Group", "More responses"], rows.map(([name, more]) => [name, count(more)])) : null);
  }

  // ---- places ----

  /** A table that starts with its first rows, and a button that shows all. */
  function first(caption, heads, rows, id) {
    const some = element("div", {}, table(caption, heads, rows.slice(0, FIRST)));
    if (rows.length <= FIRST) return some;
    some.append(element("button", { type: "button", class: "plain", id, text: `Show all ${count(rows.length)}`, onclick: () => {
      some.replaceChildren(table(`${caption}, all ${count(rows.length)}`, heads, rows));
      some.firstChild.focus();
    } }));
    return some;
  }

  function places() {
    const under = found.under.map(([kind, name, ratio, lower, upper, verdict]) => [name, `${two(ratio)} (${two(lower)}–${two(upper)})`, [kind], [found.verdicts[verdict]]]);
    const zones = found.zones.map(([name, district, areas, residents, short]) => [name, `about ${count(short)}`, count(areas), count(residents), [district]]);
    replace("heard-places", element("h2", { text: page.texts.places }),
      element("p", { text: under.length ? page.texts.places_some : page.texts.places_none }),
      under.length ? first("Places heard from least", ["Place", "Ratio (95% limits)", "Kind", "In words"], under, "heard-all-places") : null,
      zones.length ? element("h3", { text: page.texts.zones }) : null,
      zones.length ? element("p", { class: "note", text: page.texts.zones_note }) : null,
      zones.length ? first("Zones heard from least", ["Zone", "Short of expected", "Areas", "Residents", "District"], zones, "heard-all-zones") : null,
      look());
  }

  /** From here to the Seldom-heard page: whom to hear from in these places. */
  function look() {
    if (!found.look) return null;
    const query = new URLSearchParams(found.look.query);
    const link = element("a", { id: "heard-look", class: "primary", target: "_blank", rel: "noopener", text: "Look for seldom-heard people there" });
    const call = (name) => {
      query.set("x", name.trim() || "our exercise");
      link.href = `/seldom-heard?${query}`;
    };
    call(page.madeUp ? "Made-up example" : "");
    const name = element("input", { id: "heard-name", type: "text", maxlength: 60, placeholder: "For example: Spring survey", oninput: (event) => call(event.target.value) });
    return element("div", { class: "heard-look" }, element("h3", { text: page.texts.look }),
      element("p", { text: `${found.look.said} ${page.texts.look_note}` }),
      page.madeUp ? null : element("div", { class: "ask" }, element("label", { for: "heard-name", text: page.texts.look_name }), name),
      link,
      element("p", { class: "note", text: page.texts.look_link }));
  }

  // ---- weights and files ----

  function weights() {
    if (!found.margins.length) {
      replace("heard-weights");
      return;
    }
    const box = ([id, label]) => element("div", { class: "heard-box" }, element("input", { type: "checkbox", id: `heard-margin-${id}`, value: id }), " ", element("label", { for: `heard-margin-${id}`, text: label }));
    replace("heard-weights", element("h2", { text: page.texts.weights }),
      element("p", { class: "note", text: page.texts.weights_note }),
      element("fieldset", { class: "heard-margins" }, element("legend", { text: "Weight to" }), ...found.margins.map(box)),
      element("button", { type: "button", class: "plain", id: "heard-weigh", text: "Work out weights", onclick: weigh }),
      element("div", { id: "heard-weighed", role: "status" }));
  }

  async function weigh() {
    const margins = [...document.querySelectorAll(".heard-margins input:checked")].map((one) => one.value);
    const again = (anew) => (anew ? [" ", window.atlas.server.again(anew)] : []);
    const says = (text, anew) => replace("heard-weighed", element("p", {}, text || "Working it out…", ...again(anew)));
    says("");
    try {
      const made = await (await page.post("/heard/weights", page.body({ margins }), says, "the weights")).json();
      replace("heard-weighed", ...made.said.map((text) => element("p", { text })),
        element("div", { class: "heard-files" },
          element("button", { type: "button", class: "plain", id: "heard-weighted", text: "Your file with a weight in each row (CSV)", onclick: () => hand("/heard/weighted", page.withFile({ margins }), "heard-weights-said") }),
          element("button", { type: "button", class: "plain", text: "Table of all weights (CSV)", onclick: () => window.atlas.handing.save(new Blob(["\ufeff", made.csv], { type: "text/csv" }), "seldom-heard-weights.csv") })),
        element("p", { class: "note", id: "heard-weights-said" }, page.texts.weights_rows));
    } catch (error) {
      replace("heard-weighed", element("p", { class: "flag" }, ...window.atlas.server.said(error), ...again(error.passing && weigh)));
    }
  }

  /** Have a file made and saved; `line` is the id of where that is said. */
  const hand = (address, body, line) => window.atlas.handing.hand(address, "the file", line, body);

  function handover() {
    replace("heard-handover", element("h2", { text: page.texts.handover }),
      element("div", { class: "heard-files" }, ...[["xlsx", "Excel workbook"], ["zip", "CSV with notes (zip)"], ["csv", "CSV, data only"]].map(([kind, text]) => element("button", { type: "button", class: "plain", id: `heard-${kind}`, text: `All tables: ${text}`, onclick: () => hand(`/heard/export/${kind}`, page.body(), "heard-handed") }))),
      element("p", { id: "heard-handed", role: "status" }));
  }

  document.addEventListener("atlas-theme", () => {
    if (!found || !holder("heard-beside")) return;
    beside();
    waitForMap(() => draw(false));
  });

  return { show, forget };
})();
