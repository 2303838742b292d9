/* The Seldom-heard page: whom a team wants to hear from, and the map of what was found. The server
 * works out what is found; this page edits the address and draws the answer. */
window.atlas.targets = (() => {
  "use strict";
  const { state, element, fileLink, count, load, question } = window.atlas;
  const values = window.atlas.values;
  const RULES = { nt: "England's highest", lt: "highest here", ge: "at or above", le: "at or below", d: "national decile 1 to" };
  // Firm, borderline, near miss, not found; outside the places chosen is as not found, drawn fainter.
  const COLOURS = ["#0a5a9c", "#7fb3dc", "#f3d27a", "#d5dce2", "#d5dce2"];
  const FILES = [
    ["pdf", "Engagement brief (PDF)", "the brief"], ["xlsx", "Excel workbook", "the workbook"], ["zip", "CSV with notes (zip)", "the CSV with notes"], ["csv", "CSV, data only", "the CSV"],
    ["geojson", "GeoJSON of the areas", "the GeoJSON of the areas"], ["zones.geojson", "GeoJSON of the zones", "the GeoJSON of the zones"], ["gpkg", "GeoPackage", "the GeoPackage"], ["definition.json", "Definition, to load again", "the definition"],
  ];
  const LISTS = ["d", "w", "n", "p"];
  const OWN = ["x", "h", "a", "o"]; // an own exercise: its name, places, where it asked, areas where not
  const BLANK = { t: "", c: [], k: null, d: [], w: [], n: [], p: [], g: "english_limited", q: 0, z: 12, x: "", h: "", a: "", o: "" };
  const parts = Promise.all(["targets-ask", "targets-needed"].map(window.atlas.later));

  let asked = structuredClone(BLANK);
  let answer = null;
  let chosen = null; // number of the zone whose card is open
  let pin = null; // place of the area that was clicked
  let marked = []; // places that "how many areas do I need" marks
  let presets = [];

  function replace(id, ...children) {
    document.getElementById(id)?.replaceChildren(...children.filter(Boolean));
  }

  // ---- the address ----

  /** Words of an indicator, also of that which only an own exercise has values of. */
  function words(id, name = asked.x) {
    const own = values.known.catalogue.exercise[id];
    return own ? { ...own, label: own.label.replace("{name}", name || "our exercise") } : values.words(id);
  }

  /** Whether a criterion asks for an own exercise. */
  const isOwn = (one) => one.indicator in values.known.catalogue.exercise;

  function read(search) {
    const query = new URLSearchParams(search);
    const found = structuredClone(BLANK);
    found.t = query.get("t") || "";
    found.c = (query.get("c") || "").split("~").filter(Boolean).map((text) => {
      const [indicator, rule, amount, kind] = text.split("!");
      return { indicator, rule, amount: Number(amount), required: kind === "r" };
    }).filter((one) => words(one.indicator) && RULES[one.rule] && Number.isFinite(one.amount)).slice(0, 8);
    for (const key of LISTS) found[key] = (query.get(key) || "").split(".").filter(Boolean);
    found.k = query.has("k") ? Number(query.get("k")) || 0 : null;
    found.q = Number(query.get("q")) || 0;
    found.z = Number(query.get("z")) || BLANK.z;
    OWN.forEach((key) => { found[key] = (found.c.some(isOwn) && query.get(key)) || ""; });
    found.g = values.words(query.get("g") || "") ? query.get("g") : BLANK.g;
    return found;
  }

  /** How many criteria count, and how many of them must be met: one, unless somebody said otherwise. */
  function counting(now) {
    const counted = now.c.filter((one) => !one.required).length;
    const fewest = counted === now.c.length ? 1 : 0;
    return { counted, fewest, atLeast: Math.min(Math.max(fewest, now.k ?? 1), counted) };
  }

  function write(now) {
    const query = new URLSearchParams();
    const put = (key, value) => value && query.set(key, value);
    const { counted, atLeast } = counting(now);
    put("t", now.t);
    put("c", now.c.map((one) => `${one.indicator}!${one.rule}!${one.amount}!${one.required ? "r" : "c"}`).join("~"));
    put("k", counted && atLeast !== 1 ? String(atLeast) : "");
    for (const key of LISTS) put(key, now[key].join("."));
    put("g", now.g === BLANK.g ? "" : now.g);
    put("q", now.q ? String(now.q) : "");
    put("z", now.z === BLANK.z ? "" : String(now.z));
    if (now.c.some(isOwn)) OWN.forEach((key) => put(key, now[key]));
    const text = query.toString();
    return text ? `?${text}` : "";
  }

  function go(change) {
    const search = write({ ...asked, ...change });
    if (search !== window.location.search) window.dash_clientside.set_props("url", { search });
  }

  /** Take on a ready-made definition, in the places already chosen; `own`: criteria that stay beside it. */
  function take(preset, own = asked.c.filter(isOwn)) {
    const { t, c, k, g, q } = read(preset.query);
    go({ t, c: [...own, ...c].slice(0, 8), k, g, q });
  }

  /** The ready-made definition that this is, and the one it was before it was changed. */
  function preset() {
    const text = (now) => JSON.stringify([now.c.map((one) => JSON.stringify(one)).sort(), counting(now).atLeast, now.q]);
    const ready = presets.filter((one) => one.available);
    const was = ready.find((one) => one.label === asked.t.replace(/^Changed from /, ""));
    const is = ready.filter((one) => text(read(one.query)) === text(asked));
    return { is: is.find((one) => one === was) || is[0], was };
  }

  // ---- following the address, and the answer ----

  async function follow(search) {
    if (!document.getElementById("ask")) return;
    question.ask(search);
    replace("in-view", "Looking…");
    await Promise.all([values.start(), values.needFootprints(), parts]);
    if (!presets.length) presets = await load("presets");
    if (!question.is(search)) return; // somebody has gone on
    asked = read(search);
    Object.assign(state, structuredClone({ level: "lsoa", second: "", classes: null, selected: [], practices: asked.p, pcns: asked.n }));
    await values.need(asked.g);
    const page = document.querySelector(".targets");
    if (!page) return;
    page.dataset.asks = asked.c.length ? "something" : "nothing";
    window.atlas.asking.show({ asked, presets, preset: preset(), counting: counting(asked) });
    if (chosen !== null) window.dash_clientside.set_props("zone", { data: null });
    [chosen, pin, marked, answer] = [null, null, [], null];
    window.atlas.map.use({ click: clicked, number: open, say, moved: nearEnough, points: () => window.atlas.map.placePractices(() => {}) });
    window.dash_clientside.set_props("targets-asked", { data: { search } });
    await values.needAll();
  }

  /** The server's answer is there: to what the page asks now, or to what it asked before. */
  function found(result) {
    if (!result || !document.getElementById("ask") || !question.answer(result.of)) return;
    answer = result;
    waitForMap(draw);
    const { residents } = values.known.areas;
    window.atlas.asking.cuts(answer.cuts);
    replace("handover-list", ...FILES.map(([kind, text, what]) => element("li", {}, fileLink(`/targets/${kind}${window.location.search}`, text, what))));
    const outside = new Set(answer.outside);
    window.atlas.needed.show({
      group: asked.g, found: answer.found, where: answer.where || values.known.areas.region,
      every: residents.map((_, at) => at).filter((at) => !outside.has(at)),
      mark: (places) => { marked = places; draw(false); }, keep: (people) => go({ q: people }),
    });
    const people = answer.found.reduce((sum, at) => sum + residents[at], 0);
    const strong = (number) => element("strong", { text: count(number) });
    replace("in-view", ...(asked.c.length ? [strong(answer.found.length), ` ${answer.found.length === 1 ? "area" : "areas"} in `,
      strong(answer.zones.length), ` ${answer.zones.length === 1 ? "zone" : "zones"} · `, strong(people), " residents"] : ["Nothing asked yet"]));
  }

  // ---- the map ----

  let waiting = 0;

  function waitForMap(then) {
    clearTimeout(waiting);
    const attempt = () => {
      if (!answer) return; // somebody has asked something else
      if (window.atlas.map.ask()) then();
      else waiting = setTimeout(attempt, 30);
    };
    attempt();
  }

  function draw(fit = true) {
    const size = values.known.areas.code.length;
    const all = Array.from({ length: size }, (_, at) => at);
    const of = new Array(size).fill(3);
    answer.outside.forEach((at) => { of[at] = 4; });
    answer.near.forEach((at) => { of[at] = 2; });
    answer.found.forEach((at) => { of[at] = 1; });
    answer.firm.forEach((at) => { of[at] = 0; });
    const colours = COLOURS;
    const zone = chosen === null ? [] : answer.zones[chosen].areas;
    window.atlas.map.number(asked.c.length ? answer.zones.map((one) => one.areas) : []);
    const within = all.filter((at) => of[at] !== 4);
    legend(of, colours);
    window.atlas.map.draw({ of, colours, edge: (at) => of[at] === 1 || of[at] === 2 }, within, chosen === null ? marked : zone, {
      pin, around: !fit ? null : zone.length ? zone : answer.found.length ? answer.found : within,
    });
    nearEnough();
    document.getElementById("map-wait").hidden = true;
    document.body.dataset.drawn = asked.c.length ? `targets-${answer.found.length}` : "targets-nothing";
  }

  function legend(of, colours) {
    if (!asked.c.length) {
      replace("legend");
      return;
    }
    const rows = ["Firm", "Borderline", "Near miss", "Not found", ...(answer.outside.length ? ["Outside the places you chose"] : [])];
    replace("legend", element("h2", { text: answer.title }),
      element("ul", { class: "classes" }, ...rows.map((text, i) => element("li", { "data-count": of.filter((one) => one === i).length },
        element("span", { class: `swatch swatch-${i}`, style: `background:${colours[i]}` }), element("span", { class: "range", text }), element("span", { class: "size", text: count(of.filter((one) => one === i).length) })))),
      element("p", { class: "note firm-means", text: "Firm: still found when every threshold is a tenth stricter and each figure is at the cautious end of its range. Dashed edge: borderline or near miss." }),
      element("p", { class: "note", id: "dots-mean", hidden: true }, element("span", { class: "dot-key", "aria-hidden": "true" }), "GP practice"));
  }

  /** Say what the dots are while there are any. */
  function nearEnough() {
    const line = document.getElementById("dots-mean");
    if (line) line.hidden = !document.querySelector(".leaflet-practices-pane path");
  }

  function say(code) {
    const { areas } = values.known;
    const at = values.place[code];
    const zone = answer ? answer.zones.findIndex((one) => one.areas.includes(at)) : -1;
    const line = (text) => element("div", { class: "hover-line", text });
    const standing = !answer || !asked.c.length ? "" : answer.firm.includes(at) ? "Found, firm" : answer.found.includes(at) ? "Found, borderline"
      : answer.near.includes(at) ? "Near miss" : answer.outside.includes(at) ? "Outside the places you chose" : "Not found";
    return element("div", {}, element("strong", { text: areas.neighbourhood.name[areas.neighbourhood.of[at]] }), element("span", { class: "hover-code", text: areas.name[at] }),
      element("div", { class: "hover-value", text: standing }),
      zone >= 0 ? line(`Zone ${zone + 1}: ${answer.zones[zone].name}`) : "",
      ...asked.c.map((one) => line(`${words(one.indicator).label}: ${window.atlas.written(isOwn(one) ? (answer?.heard[at] ?? null) : values.value(one.indicator, at), words(one.indicator))}`)));
  }

  function clicked(code) {
    const at = values.place[code];
    const zone = answer ? answer.zones.findIndex((one) => one.areas.includes(at)) : -1;
    if (zone >= 0) open(zone, at);
  }

  // ---- a zone's card ----

  /** Open a zone's card, with one of its areas marked; the server fills it. */
  function open(number, at = null) {
    [chosen, pin, marked] = [number, at, []];
    // Who clicked on the map knows where they are: only from elsewhere is the zone brought into view.
    waitForMap(() => draw(at === null));
    pressed();
    question.fade(document.getElementById("zone-card"), true);
    const area = at === null ? "" : values.known.areas.code[at];
    window.dash_clientside.set_props("zone", { data: { search: window.location.search, number, area } });
  }

  function close() {
    const button = document.querySelector(`.zone-button[data-zone="${chosen}"]`);
    [chosen, pin] = [null, null];
    waitForMap(() => draw(false));
    pressed();
    window.dash_clientside.set_props("zone", { data: null });
    button?.focus();
  }

  function pressed() {
    document.querySelectorAll(".zone-button").forEach((button) => button.setAttribute("aria-pressed", String(Number(button.dataset.zone) === chosen)));
  }

  /** The card is filled: bring it into view, at the area that was clicked. */
  function zoneShown() {
    question.fade(document.getElementById("zone-card"), false);
    if (chosen === null) return;
    document.getElementById("card").scrollTop = 0;
    const narrow = window.matchMedia("(max-width: 900px)").matches;
    if (narrow) document.getElementById("zone-card").scrollIntoView();
    document.getElementById("zone-close")?.focus({ preventScroll: true });
    if (pin !== null) document.querySelector("#zone-card .clicked")?.scrollIntoView({ block: "center" });
  }

  /** The colours have changed. */
  function redraw() {
    if (answer && document.getElementById("ask")) waitForMap(() => draw(false));
  }

  return { follow, found, redraw, open, close, zoneShown, read, write, go, take, replace, words, isOwn, RULES, BLANK };
})();

document.addEventListener("atlas-theme", () => window.atlas.targets.redraw());

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".zone-button");
  if (button) window.atlas.targets.open(Number(button.dataset.zone));
  else if (event.target.closest?.("#zone-close")) window.atlas.targets.close();
});
