/* The Practices page: the list of practices and networks, and the map of footprints. What is said
 * of a practice comes from the server; this page edits the address and draws the map. */
window.atlas.practices = (() => {
  "use strict";
  const { element, fileLink, load, later, still, question } = window.atlas;
  const values = window.atlas.values;
  const MOST = 6;
  const KEYS = ["v", "k", "d", "c", "q", "r", "m"];
  const BLANK = { v: [], k: "practice", d: "", c: "", q: "", r: "HYP", m: "core" };
  const SETTLED = 500; // milliseconds, in which a table that was given other rows still tells of the old
  const parts = Promise.all([later("practices-map"), later("practices-list")]);

  let asked = { ...BLANK };
  let rows = null; // both lists, and the registers
  let answer = null;
  let ticked = new Set();
  let quiet = 0;
  let kept = new Set(); // codes of the practices in the list
  let lastAsked = null; // what the server was last asked, without what only the browser draws

  const replace = (id, ...children) => document.getElementById(id)?.replaceChildren(...children.filter(Boolean));

  // ---- the address ----

  function read(search) {
    const query = new URLSearchParams(search);
    const one = (key, among) => (among.includes(query.get(key)) ? query.get(key) : BLANK[key]);
    return {
      v: (query.get("v") || "").split(".").filter(Boolean),
      k: one("k", ["practice", "pcn"]),
      d: one("d", rows.places.map(([code]) => code)),
      c: one("c", rows.pcn.map(({ code }) => code)),
      q: (query.get("q") || "").trim().slice(0, 60),
      r: query.get("r") || BLANK.r,
      m: one("m", window.atlas.practicesMap.MODES.map(([mode]) => mode)),
    };
  }

  function write(now) {
    const said = { ...now, v: now.v.map(encodeURIComponent).join("."), q: encodeURIComponent(now.q) };
    const text = KEYS.filter((key) => said[key] && said[key] !== BLANK[key]).map((key) => `${key}=${said[key]}`).join("&");
    return text ? `?${text}` : "";
  }

  /** The page's address with some of it changed. */
  const address = (change) => `/practices${write({ ...asked, ...change })}`;

  const go = (change) => visit(write({ ...asked, ...change }));

  /** Ask the server at once, before Dash has carried the new address round the page. */
  function visit(search) {
    ask(search);
    window.dash_clientside.set_props("url", { search });
  }

  /** Ask the server about the units of an address, unless that is what it was last asked. */
  function ask(search) {
    // Not what the browser narrows the list by; but what in it is not known, the server has to say.
    const query = new URLSearchParams(search);
    const needed = write({ ...BLANK, v: read(search).v, d: query.get("d") || "", c: query.get("c") || "" });
    if (needed === lastAsked) return;
    [lastAsked, answer, tablesOf, chartsOf] = [needed, null, "", ""];
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
      if (!list && asked.v.length < MOST) tools.push(find("add-unit", "Compare with", "Compare with…", (code) => go({ v: [...new Set([...asked.v, code])] })));
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
    const query = write(asked.v.length ? { ...BLANK, v: asked.v, r: asked.r } : { ...asked, m: "core" });
    const kinds = [["xlsx", "Excel workbook", "the workbook"], ["zip", "CSV with notes (zip)", "the CSV with notes"], ["csv", "CSV, data only", "the CSV"]];
    if (asked.v.length === 1) kinds.unshift(["pdf", "One page to print (PDF)", "the page to print"]);
    if (asked.v.length) kinds.push(["geojson", "GeoJSON of the areas", "the GeoJSON of the areas"]);
    if (!asked.v.length || asked.v.some(hasPractices)) kinds.push(["practices.geojson", "GeoJSON of the practices", "the GeoJSON of the practices"]);
    return element("details", { id: "export" }, element("summary", { class: "primary", text: "Hand over" }),
      element("ul", {}, ...kinds.map(([kind, text, what]) => element("li", {}, fileLink(`/practices/export/${kind}${query}`, text, what)))));
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
        element("input", { id: "group-name", type: "text", maxlength: 60, value: name, onchange: (event) => save(event.target.value, members) })),
      window.atlas.combobox({ id: "group-add", label: "Add to the group", hideLabel: true, placeholder: "Add a practice, network, ward…", searchOnly: true, groups: everything(), choose: (code) => save(name, [...new Set([...members, code])]) }).root,
      element("div", { class: "chips" }, ...members.map((code) => element("button", { type: "button", class: "chip", "aria-label": `Remove ${names.get(code) || code}`, onclick: () => save(name, members.filter((one) => one !== code)) }, names.get(code) || code, element("span", { "aria-hidden": "true", text: " ×" })))));
  }

  // ---- the list ----

  /** What is shown, for the list and the map. */
  const view = () => ({ rows, asked, answer, ticked, marked: marked(), kept, most: MOST, go });

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

  let following = null; // the address that is followed

  async function follow(search) {
    if (!document.getElementById("practices-side")) return;
    following = search;
    const was = asked;
    const fresh = !document.getElementById("practices-head").hasChildNodes();
    await Promise.all([parts, values.start(), values.needFootprints(), values.need("imd_decile"), load("practices").then((both) => { rows = both; })]);
    if (following !== search) return; // somebody has gone on
    asked = read(search);
    kept = window.atlas.practicesList.practicesOf(rows, asked);
    if (was.k !== asked.k) ticked = new Set();
    if (fresh) {
      lastAsked = null;
      ticked = new Set();
      window.atlas.practicesMap.forget();
      Object.assign(window.atlas.state, { level: "lsoa", second: "", classes: null, selected: [], practices: [], pcns: [] });
      window.atlas.map.use({ say: (code) => window.atlas.practicesMap.say(view(), code), points });
    }
    document.querySelector(".practices").dataset.shows = asked.v.length ? "unit" : "list";
    if (was.v.join(".") !== asked.v.join(".")) document.getElementById("practices-side").scrollTop = 0;
    ask(search);
    if (answer) redraw();
    if (asked.v.length && was.r !== asked.r && was.v.join(".") === asked.v.join(".")) {
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
    if (!drawn || !document.getElementById("practices-side") || !question.answer(drawn.of)) return;
    answer = drawn;
    replace("practices-body", ...drawn.body.map(still));
    tables();
    redraw();
    // The rest of the page comes once this stands on the screen.
    requestAnimationFrame(() => setTimeout(askForRest, 0));
  }

  let tablesOf = ""; // whose tables, and which charts, were last asked for
  let chartsOf = "";

  function askForRest() {
    if (!answer || answer.units.length !== 1) return; // or somebody has gone on to another
    tablesOf = write({ ...BLANK, v: asked.v });
    window.dash_clientside.set_props("practices-tables-asked", { data: { search: tablesOf } });
    drawCharts();
  }

  function drawCharts() {
    chartsOf = write({ ...BLANK, v: asked.v, r: asked.r });
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
