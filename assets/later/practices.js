/* The Practices page: the list of practices and networks, and the map of footprints. What an address
 * means, and what is said of a practice, comes from the server; this page writes addresses and draws. */
window.atlas.practices = (() => {
  "use strict";
  const { element, fileLink, load, later, still, queryOf, question } = window.atlas;
  const values = window.atlas.values;
  const SETTLED = 500; // milliseconds, in which a table that was given other rows still tells of the old
  const parts = Promise.all([later("practices-map"), later("practices-list")]);

  const meant = new Map(); // what addresses mean: those written here, and those that the server has read
  let options = null; // labels, limits, and what an address that says nothing means
  let asked = null; // what the address means
  let latest = null; // the address that is followed
  let rows = null; // both lists, and the registers
  let answer = null;
  let ticked = new Set();
  let quiet = 0;
  let kept = new Set(); // codes of the practices in the list
  let lastAsked = null; // the address that the server was last asked about

  const replace = (id, ...children) => document.getElementById(id)?.replaceChildren(...children.filter(Boolean));

  // ---- the address ----

  /** The address of a view, which dashboard/practices/view.py reads. */
  function write(now) {
    const text = (of, key) => (key === "v" ? of.v.join(".") : of[key]);
    const said = Object.keys(options.first).filter((key) => text(now, key) !== text(options.first, key));
    const search = queryOf(Object.fromEntries(said.map((key) => [key, text(now, key)])));
    meant.set(search, structuredClone(now));
    return search;
  }

  /** The page's address with some of it changed. */
  const address = (change) => `/practices${write({ ...asked, ...change })}`;

  function go(change) {
    const next = { ...asked, ...change };
    const search = write(next);
    asked = next; // so that a quick second change builds on this one
    visit(search);
  }

  /** Ask the server at once, before Dash has carried the new address round the page. */
  function visit(search) {
    latest = search;
    ask(search);
    window.dash_clientside.set_props("url", { search });
  }

  /** What the server answers for: not what the browser alone narrows the list and draws the map by. */
  const needed = ({ v, d, c }) => JSON.stringify([v, d, c]);

  /** Ask the server about an address, unless what it last said answers that too. */
  function ask(search) {
    const [now, before] = [meant.get(search), meant.get(lastAsked)];
    if (search === lastAsked || (now && before && needed(now) === needed(before))) return;
    [lastAsked, answer, tablesOf, chartsOf] = [search, null, "", ""];
    chartsCame(null);
    question.ask(search);
    if (!document.querySelector("#practices-body .unit")) replace("practices-body", element("p", { class: "note", text: "Looking…" }));
    window.dash_clientside.set_props("practices-asked", { data: { search } });
  }

  // ---- the head: what is listed, finding one, a group of one's own ----

  let choices = null;

  /** What can be looked at, as groups of a list to choose from. */
  function everything() {
    choices ||= found();
    return choices;
  }

  function found() {
    const { areas, footprints } = values.known;
    const networks = new Map(footprints.practices.filter((one) => one.pcnCode).map((one) => [one.pcnCode, one]));
    const within = (what) => areas[what].code.map((value, at) => ({ value, label: areas[what].name[at], note: what === "district" ? "District" : areas.district.name[areas.district.of[areas[what].of.indexOf(at)]] }));
    return [
      { label: "Practices", options: footprints.practices.map((one) => ({ value: one.code, label: one.name, note: `${one.place} · ${one.pcn || "no network"}`, search: one.code })) },
      { label: "Networks (PCN)", options: [...networks].map(([value, one]) => ({ value, label: one.pcn, note: one.place })) },
      { label: "Districts", options: within("district") },
      { label: "Wards", options: within("ward") },
      { label: "Neighbourhoods", options: within("neighbourhood") },
    ];
  }

  let headed = ""; // the address that the head was made for, without what is typed into it

  function head() {
    const now = write({ ...asked, q: "" });
    const list = !asked.v.length;
    if (now !== headed || !document.getElementById("practices-head").hasChildNodes()) {
      headed = now;
      const focused = document.activeElement?.id;
      const find = (id, label, placeholder, choose) => window.atlas.combobox({ id, label, hideLabel: true, placeholder, searchOnly: true, groups: everything(), choose }).root;
      const listed = (kind, text) => element("button", { type: "button", class: "theme", "aria-pressed": String(asked.k === kind), text, onclick: () => go({ k: kind }) });
      const top = list
        ? [element("h1", { text: "Practices and networks" }),
          element("div", { class: "themes" }, listed("practice", `${rows.practice.length} practices`), listed("pcn", `${rows.pcn.length} networks (PCN)`))]
        : [element("button", { type: "button", class: "plain", text: "← All practices and networks", onclick: () => go({ v: [] }) })];
      const tools = [find("find-unit", "Go to a practice, network, ward or neighbourhood", "Go to a practice, network, ward…", (code) => go({ v: [code] }))];
      if (!list && asked.v.length < options.most.compared) tools.push(find("add-unit", "Compare with", "Compare with…", (code) => go({ v: [...new Set([...asked.v, code])] })));
      tools.push(element("div", { id: "practices-hand" }));
      replace("practices-head", element("div", { class: "practices-top" }, ...top), element("div", { class: "practices-tools" }, ...tools),
        asked.v.length === 1 && asked.v[0].includes("~") ? groupEditor(asked.v[0]) : null, list ? window.atlas.practicesList.tools(view()) : null);
      if (list && focused?.startsWith("list-")) document.getElementById(focused)?.focus();
    }
    replace("practices-hand", element("button", { type: "button", class: "plain", text: "Copy link", onclick: window.atlas.copyLink }), handover());
    if (!list) return;
    window.atlas.practicesList.said(view());
    window.atlas.practicesList.ticked(view());
  }

  function handover() {
    const { first, labels } = options;
    const query = write(asked.v.length ? { ...first, v: asked.v, r: asked.r } : { ...asked, m: first.m });
    const had = { any: true, some: asked.v.length, one: asked.v.length === 1, practices: !asked.v.length || asked.v.some(hasPractices) };
    return element("details", { id: "export" }, element("summary", { class: "primary", text: "Hand over" }),
      element("ul", {}, ...labels.files.filter(({ of }) => had[of]).map(({ kind, label, what }) => element("li", {}, fileLink(`/practices/export/${kind}${query}`, label, what)))));
  }

  /** Whether a unit is one of practices, or a group with some: wards and neighbourhoods have none. */
  const hasPractices = (key) => key.split("~").some((code) => values.practice(code) || rows.pcn.some((one) => one.code === code) || rows.places.some(([place]) => place === code));

  /** Name a group, see its members, add and remove. */
  function groupEditor(key) {
    const [name, ...members] = key.split("~");
    const save = (newName, newMembers) => newMembers.length && go({ v: [[newName.replace(/[~.]/g, " "), ...newMembers].join("~")] });
    const names = new Map(everything().flatMap((group) => group.options.map((option) => [option.value, option.label])));
    return element("div", { class: "group-editor" },
      element("div", { class: "field" }, element("label", { for: "group-name", text: "Name of your group" }),
        element("input", { id: "group-name", type: "text", maxlength: options.most.name, value: name, onchange: (event) => save(event.target.value, members) })),
      window.atlas.combobox({ id: "group-add", label: "Add to the group", hideLabel: true, placeholder: "Add a practice, network, ward…", searchOnly: true, groups: everything(), choose: (code) => save(name, [...new Set([...members, code])]) }).root,
      element("div", { class: "chips" }, ...members.map((code) => element("button", { type: "button", class: "chip", "aria-label": `Remove ${names.get(code) || code}`, onclick: () => save(name, members.filter((one) => one !== code)) }, names.get(code) || code, element("span", { "aria-hidden": "true", text: " ×" })))));
  }

  // ---- the list ----

  /** What is shown, for the list and the map. */
  const view = () => ({ rows, asked, answer, ticked, marked: marked(), kept, most: options.most.compared, labels: options.labels, longest: options.most.name, go });

  /** Codes of the practices that are ticked, or whose networks are. */
  const marked = () => new Set(rows.practice.filter((row) => ticked.has(row.code) || ticked.has(row.network)).map((row) => row.code));

  function list() {
    const holder = document.getElementById("practices-list");
    holder.hidden = Boolean(asked.v.length);
    if (holder.hidden) return;
    if (ticked.size) quiet = Date.now() + SETTLED;
    window.atlas.practicesList.show(view());
  }

  /** Rows were ticked; those that the list does not show now stay ticked. */
  function picked(chosen) {
    if (!chosen || !rows || Date.now() < quiet) return;
    const shown = new Set(window.atlas.practicesList.rowsOf(rows, asked).map((row) => row.code));
    ticked = new Set([...[...ticked].filter((code) => !shown.has(code)), ...chosen.map((row) => row.code)]);
    window.atlas.practicesList.ticked(view());
    if (!answer || answer.units.length) return;
    window.atlas.practicesMap.dotsKey(view());
    points();
  }

  // ---- the map ----

  const points = () => window.atlas.practicesMap.points(view());

  function waitForMap(then) {
    if (window.atlas.map.ask()) then();
    else setTimeout(() => document.getElementById("practices-side") && waitForMap(then), 30);
  }

  // ---- following the address, and the answer ----

  async function follow(to, given) {
    const side = document.getElementById("practices-side");
    if (!side) return;
    const search = to || "";
    [options, latest] = [given, search];
    await Promise.all([parts, values.start(), values.needFootprints(), values.need("imd_decile"), load("practices").then((both) => { rows = both; })]);
    if (latest !== search || !side.isConnected) return;
    if (!side.dataset.ready) fresh(side);
    ask(search);
    // What was chosen here is shown at once; what a link means, the server has to say first.
    const now = meant.get(search);
    if (now && JSON.stringify(now) !== JSON.stringify(shown)) show(now);
  }

  /** The page has just been put there. */
  function fresh(side) {
    side.dataset.ready = "yes";
    [asked, shown, lastAsked, ticked] = [structuredClone(options.first), null, null, new Set()];
    window.atlas.practicesMap.forget();
    Object.assign(window.atlas.state, { level: "lsoa", second: "", classes: null, selected: [], practices: [], pcns: [] });
    window.atlas.map.use({ say: (code) => window.atlas.practicesMap.say(view(), code), points });
  }

  let shown = null; // what stands on the page

  function show(now) {
    const was = shown || options.first;
    asked = structuredClone(now);
    shown = structuredClone(now);
    kept = window.atlas.practicesList.practicesOf(rows, asked);
    if (was.k !== asked.k) ticked = new Set();
    document.querySelector(".practices").dataset.shows = asked.v.length ? "unit" : "list";
    const same = was.v.join(".") === asked.v.join(".");
    if (!same) document.getElementById("practices-side").scrollTop = 0;
    if (answer) redraw();
    if (answer && asked.v.length && was.r !== asked.r && same) {
      drawCharts();
      document.getElementById("practices-charts")?.scrollIntoView({ block: "start" });
    }
    head();
    list();
    question.mark(); // what is handed over has been made anew
  }

  function redraw() {
    window.atlas.practicesMap.choice(view());
    waitForMap(() => answer && window.atlas.practicesMap.draw(view()));
  }

  function answered(drawn) {
    if (!drawn || !rows || !document.getElementById("practices-side") || !question.answer(drawn.search)) return;
    meant.set(drawn.search, drawn.asked);
    // The page's own links to other registers change the charts alone: what they mean is known.
    rows.registers.forEach(({ code }) => write({ ...drawn.asked, r: code }));
    answer = drawn;
    if (latest === drawn.search || !meant.has(latest)) show(drawn.asked);
    else redraw();
    replace("practices-body", ...drawn.body.map(still));
    tables();
    // The rest of the page comes once this stands on the screen.
    requestAnimationFrame(() => setTimeout(askForRest, 0));
  }

  let tablesOf = ""; // whose tables, and which charts, were last asked for
  let chartsOf = "";

  function askForRest() {
    if (!answer || answer.units.length !== 1) return; // or somebody has gone on to another
    tablesOf = write({ ...options.first, v: asked.v });
    window.dash_clientside.set_props("practices-tables-asked", { data: { search: tablesOf } });
    drawCharts();
  }

  function drawCharts() {
    chartsOf = write({ ...options.first, v: asked.v, r: asked.r });
    window.dash_clientside.set_props("practices-charts-asked", { data: { search: chartsOf } });
  }

  function tablesCame(given) {
    if (!given || given.of !== tablesOf) return;
    replace("practices-tables", ...given.body.map(still));
    tables();
  }

  /** Charts of another unit than the one above them are not seen. */
  function chartsCame(of) {
    document.getElementById("practices-charts")?.classList.toggle("waiting", of !== chartsOf);
  }

  /** A practice in the funnel was clicked. */
  function point(clicked) {
    const code = clicked?.points?.[0]?.customdata;
    if (typeof code === "string") go({ v: [code] });
  }

  /** Tables that are wider than their place are marked, so that their edge can say so. */
  const width = new ResizeObserver((seen) => seen.forEach(({ target }) => {
    const holder = target.closest(".wide");
    if (!holder) return;
    const cut = holder.firstElementChild.scrollWidth > holder.clientWidth + 1;
    holder.classList.toggle("cut", cut);
    if (cut) holder.tabIndex = 0; // to scroll with the keyboard
    else holder.removeAttribute("tabindex");
  }));

  /** Look after the tables that have come. */
  function tables() {
    width.disconnect();
    document.querySelectorAll("#practices-body .wide, #practices-body .wide > table").forEach((one) => { width.observe(one); });
  }

  document.addEventListener("atlas-theme", () => answer && document.getElementById("practices-side") && redraw());

  return { follow, answered, tablesCame, chartsCame, picked, point, visit, address };
})();

/* Links inside the page change its address without leaving it. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.inside");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.atlas.practices.visit(new URL(link.href).search);
});
