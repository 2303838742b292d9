/* The Seldom-heard page: whom a team wants to hear from, and the map of what was found. The server
 * says what an address means and works out what is found; this page writes addresses, and draws. */
window.atlas.targets = (() => {
  "use strict";
  const { state, element, fileLink, count, load, queryOf, question } = window.atlas;
  const values = window.atlas.values;
  // Firm, borderline, near miss, not found; outside the places chosen is as not found, drawn fainter.
  const COLOURS = ["#0a5a9c", "#7fb3dc", "#f3d27a", "#d5dce2", "#d5dce2"];
  const LISTS = ["d", "w", "n", "p"];
  const OWN = ["x", "h", "a", "o"]; // an own exercise: its name, places, where it asked, areas where not
  const parts = Promise.all(["targets-ask", "targets-needed"].map(window.atlas.later));

  const meant = new Map(); // what addresses mean: those written here, and those that the server has read
  let options = null; // what can be asked (dashboard/seldom_heard/form_options.py)
  let asked = null; // what the address means
  let latest = null; // the address that is followed
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
  function words(id, name = asked?.x) {
    const own = values.known.catalogue.exercise[id];
    return own ? { ...own, label: own.label.replace("{name}", name) } : values.words(id);
  }

  /** Whether a criterion asks for an own exercise. */
  const isOwn = (one) => one.indicator in values.known.catalogue.exercise;

  const criterion = ({ indicator, rule, amount, required }) => `${indicator}!${rule}!${amount}!${required ? "r" : "c"}`;

  /** The address of what is asked, which dashboard/parts/targets/target_definition.py reads. */
  function write(now) {
    const { first } = options;
    const counts = now.c.some((one) => !one.required);
    const search = queryOf({
      t: now.t,
      c: now.c.map(criterion).join("~"),
      k: counts && now.k !== null && now.k !== 1 ? String(now.k) : "",
      ...Object.fromEntries(LISTS.map((key) => [key, now[key].join(".")])),
      g: now.g === first.g ? "" : now.g,
      q: now.q ? String(now.q) : "",
      z: now.z === first.z ? "" : String(now.z),
      ...(now.c.some(isOwn) ? Object.fromEntries(OWN.map((key) => [key, now[key]])) : {}),
    });
    meant.set(search, structuredClone(now));
    return search;
  }

  function go(change) {
    const next = { ...asked, ...change };
    const search = write(next);
    if (search === window.location.search) return;
    [asked, latest] = [next, search]; // so that a quick second change builds on this one
    window.dash_clientside.set_props("url", { search });
  }

  /** Take on a ready-made definition, in the places already chosen; `own`: criteria that stay beside it. */
  function take(preset, own = asked.c.filter(isOwn)) {
    const { t, c, k, g, q } = preset.asked;
    go({ t, c: [...own, ...c].slice(0, options.most.criteria), k, g, q });
  }

  // ---- following the address, and the answer ----

  async function follow(address, given) {
    if (!document.getElementById("ask")) return;
    const search = address || "";
    [options, latest] = [given, search];
    question.ask(search);
    replace("in-view", "Looking…");
    await Promise.all([values.start(), values.needFootprints(), parts]);
    if (!presets.length) presets = await load("presets");
    if (latest !== search || !document.querySelector(".targets")) return; // somebody has gone on
    // What was chosen here is shown at once; what a link means, the server has to say first.
    if (meant.has(search)) ask(meant.get(search));
    if (chosen !== null) window.dash_clientside.set_props("zone", { data: null });
    [chosen, pin, marked, answer] = [null, null, [], null];
    window.atlas.map.use({ click: clicked, number: open, say, moved: nearEnough, points: () => window.atlas.map.placePractices(() => {}) });
    window.dash_clientside.set_props("targets-asked", { data: { search } });
    await values.needAll();
  }

  /** Show what is asked; `said`: what the server says of it, once it has. */
  function ask(now, said = null) {
    asked = structuredClone(now);
    Object.assign(state, structuredClone({ level: "lsoa", second: "", classes: null, selected: [], practices: asked.p, pcns: asked.n }));
    document.querySelector(".targets").dataset.asks = asked.c.length ? "something" : "nothing";
    window.atlas.asking.show({ asked, presets, options, said });
  }

  /** The server's answer is there: to what the page asks now, or to what it asked before. */
  async function found(result) {
    if (!result) return;
    await values.need(result.asked.g);
    if (!document.getElementById("ask") || !question.answer(result.search)) return;
    answer = result;
    meant.set(result.search, result.asked);
    ask(result.asked, result);
    waitForMap(draw);
    const { residents } = values.known.areas;
    window.atlas.asking.cuts(answer.cuts);
    replace("handover-list", ...options.labels.files.map(([kind, text, what]) => element("li", {}, fileLink(`/targets/${kind}${answer.search}`, text, what))));
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
    window.dash_clientside.set_props("zone", { data: { search: answer.search, number, area } });
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

  return { follow, found, redraw, open, close, zoneShown, write, go, take, replace, words, isOwn };
})();

document.addEventListener("atlas-theme", () => window.atlas.targets.redraw());

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".zone-button");
  if (button) window.atlas.targets.open(Number(button.dataset.zone));
  else if (event.target.closest?.("#zone-close")) window.atlas.targets.close();
});
