/* The Practices page: the list of practices and networks, and the map of footprints. What is said
 * of a practice comes from the server; this page edits the address and draws the map. */
window.atlas.practices = (() => {
  "use strict";
  const { element, count, load, files } = window.atlas;
  const values = window.atlas.values;
  const MOST = 6;
  const RING_WORDS = ["Where the first half of its patients live", "the next, up to 80%", "up to 95%", "the rest"];
  const MODES = [["core", "Core of its list"], ["list", "Share of its list"], ["area", "Its share of each area"]];
  // One colour for each unit that is compared.
  const COLOURS = ["#2a7fc0", "#c2568f", "#3f9a6b", "#b8822f", "#7a62b8", "#5f6f7d"];

  let asked = { v: [], k: "practice", r: "HYP", m: "core" };
  let rows = null; // both lists, and the registers
  let answer = null;
  let ticked = [];
  let lastAsked = null; // what the server was last asked, without what only the browser draws
  let lastFit = "";

  const replace = (id, ...children) => document.getElementById(id)?.replaceChildren(...children.filter(Boolean));

  // ---- the address ----

  function read(search) {
    const query = new URLSearchParams(search);
    const one = (key, among, otherwise) => (among.includes(query.get(key)) ? query.get(key) : otherwise);
    return {
      v: (query.get("v") || "").split(".").filter(Boolean),
      k: one("k", ["practice", "pcn"], "practice"),
      r: query.get("r") || "HYP",
      m: one("m", MODES.map(([mode]) => mode), "core"),
    };
  }

  function write(now) {
    const parts = [["v", now.v.map(encodeURIComponent).join(".")], ["k", now.k === "practice" ? "" : now.k], ["r", now.r === "HYP" ? "" : now.r], ["m", now.m === "core" ? "" : now.m]];
    const text = parts.filter(([, value]) => value).map(([key, value]) => `${key}=${value}`).join("&");
    return text ? `?${text}` : "";
  }

  const go = (change) => visit(write({ ...asked, ...change }));

  /** Ask the server at once, before Dash has carried the new address round the page. */
  function visit(search) {
    ask(search);
    window.dash_clientside.set_props("url", { search });
  }

  /** Ask the server about the units of an address, unless that is what it was last asked. */
  function ask(search) {
    const needed = write({ ...read(search), m: "core", k: "practice", r: "HYP" });
    if (needed === lastAsked) return;
    [lastAsked, answer] = [needed, null];
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

  function head() {
    const one = asked.v.length === 1;
    const group = one && asked.v[0].includes("~");
    const find = (id, label, placeholder, choose) => window.atlas.combobox({ id, label, hideLabel: true, placeholder, searchOnly: true, groups: everything(), choose }).root;
    const listed = (kind, text) => element("button", { type: "button", class: "theme", "aria-pressed": String(asked.k === kind), text, onclick: () => go({ k: kind }) });
    const top = asked.v.length
      ? [element("button", { type: "button", class: "plain", text: "← All practices and networks", onclick: () => go({ v: [] }) })]
      : [element("h1", { text: "Practices and networks" }),
        element("div", { class: "themes" }, listed("practice", `${rows.practice.length} practices`), listed("pcn", `${rows.pcn.length} networks (PCN)`))];
    const tools = [find("find-unit", "Find a practice, network, ward or neighbourhood", "Find a practice, network, ward…", (code) => go({ v: [code] }))];
    if (asked.v.length && asked.v.length < MOST) tools.push(find("add-unit", "Compare with", "Compare with…", (code) => go({ v: [...new Set([...asked.v, code])] })));
    tools.push(handover());
    replace("practices-head", element("div", { class: "practices-top" }, ...top), element("div", { class: "practices-tools" }, ...tools), group ? groupEditor(asked.v[0]) : null, asked.v.length ? null : listTools());
  }

  function handover() {
    const query = write({ ...asked, m: "core" });
    const kinds = [["xlsx", "Excel workbook"], ["csv", "CSV"]];
    if (asked.v.length === 1) kinds.unshift(["pdf", "One page to print (PDF)"]);
    if (asked.v.length) kinds.push(["geojson", "GeoJSON of the areas"]);
    return element("details", { id: "export" }, element("summary", { class: "primary", text: "Hand over" }),
      element("ul", {}, ...kinds.map(([kind, text]) => element("li", {}, element("a", { href: `/practices/export/${kind}${query}`, download: "", text })))));
  }

  /** What can be done with the rows that are ticked. */
  function listTools() {
    const register = element("select", { id: "list-register", onchange: (event) => go({ r: event.target.value }) },
      ...rows.registers.map((one) => element("option", { value: one.code, selected: one.code === asked.r, text: one.label })));
    return element("div", { class: "practices-tools", id: "list-tools" },
      element("label", { for: "list-register", text: "Register" }), register,
      element("span", { id: "ticked", class: "note" }));
  }

  function showTicked() {
    const n = ticked.length;
    const group = () => go({ v: [["My group", ...ticked].join("~")] });
    replace("ticked", n ? element("span", { text: `${n} ticked: ` }) : element("span", { text: "Tick rows to compare them or to make a group of your own." }),
      n > 1 && n <= MOST ? element("button", { type: "button", class: "plain", text: "Compare them", onclick: () => go({ v: ticked }) }) : null,
      n ? element("button", { type: "button", class: "plain", text: "Make a group of them", onclick: group }) : null);
  }

  /** Name a group, see its members, add and take off. */
  function groupEditor(key) {
    const [name, ...members] = key.split("~");
    const save = (newName, newMembers) => newMembers.length && go({ v: [[newName.replace(/[~.]/g, " "), ...newMembers].join("~")] });
    const names = new Map(everything().flatMap((group) => group.options.map((option) => [option.value, option.label])));
    return element("div", { class: "group-editor" },
      element("div", { class: "field" }, element("label", { for: "group-name", text: "Name of your group" }),
        element("input", { id: "group-name", type: "text", maxlength: 60, value: name, onchange: (event) => save(event.target.value, members) })),
      window.atlas.combobox({ id: "group-add", label: "Add to the group", hideLabel: true, placeholder: "Add a practice, network, ward…", searchOnly: true, groups: everything(), choose: (code) => save(name, [...new Set([...members, code])]) }).root,
      element("div", { class: "chips" }, ...members.map((code) => element("button", { type: "button", class: "chip", "aria-label": `Take off ${names.get(code) || code}`, onclick: () => save(name, members.filter((one) => one !== code)) }, names.get(code) || code, element("span", { "aria-hidden": "true", text: " ×" })))));
  }

  // ---- the list ----

  const share = (field, headerName, headerTooltip) => ({ field, headerName, headerTooltip, type: "rightAligned", width: 84, wrapHeaderText: true, autoHeaderHeight: true, sortable: true, valueFormatter: { function: 'params.value == null ? "–" : d3.format(".1f")(params.value)' } });

  function columns() {
    const label = rows.registers.find((one) => one.code === asked.r)?.label || asked.r;
    return [
      { field: "name", headerName: asked.k === "pcn" ? "Network" : "Practice", minWidth: 190, flex: 2, sortable: true, pinned: window.innerWidth > 900 ? "left" : null, cellRenderer: "AtlasLink" },
      { field: "pcn", headerName: asked.k === "pcn" ? "Practices" : "Network", minWidth: 110, flex: 1, sortable: true, tooltipField: "pcn" },
      { field: "place", headerName: "Place", width: 88, sortable: true },
      { field: "patients", headerName: "Patients", headerTooltip: rows.growthTo, type: "rightAligned", width: 84, sortable: true, valueFormatter: { function: 'd3.format(",")(params.value)' } },
      share("growth", `Growth since ${rows.growthFrom.slice(-4)}, %`, `List size at ${rows.growthTo} against ${rows.growthFrom}`),
      share("imd", "IMD 2025 score", "Mean deprivation score of its patients; higher is more deprived"),
      share("core20", "In Core20, %", "Patients who live in the most deprived fifth of England's areas"),
      share("minority_ethnic", "Minority ethnic, about %", "Estimated from where its patients live (Census 2021)"),
      share("english_limited", "Limited English, about %", "Cannot speak English well or at all; estimated from where its patients live (Census 2021)"),
      { ...share("recorded", `${label}, recorded %`, `On the register, ${rows.year}, with 95% limits`), width: 136, valueFormatter: { function: 'params.value == null ? "–" : `${d3.format(".1f")(params.value)} (${params.data.limits})`' } },
    ];
  }

  function data() {
    return rows[asked.k].map((row) => {
      const found = row.registers[asked.r];
      return { ...row, registers: null, recorded: found ? found[0] : null, limits: found ? `${found[1].toFixed(1)}–${found[2].toFixed(1)}` : "" };
    });
  }

  async function list() {
    const holder = document.getElementById("practices-list");
    holder.hidden = Boolean(asked.v.length);
    if (holder.hidden) return;
    const set = window.dash_clientside.set_props;
    ticked = [];
    showTicked();
    if (document.getElementById("units-table")) {
      set("units-table", { columnDefs: columns(), rowData: data(), selectedRows: [] });
      return;
    }
    await window.atlas.table.library();
    set("practices-list", {
      children: {
        type: "AgGrid", namespace: "dash_ag_grid",
        props: {
          id: "units-table", columnDefs: columns(), rowData: data(), getRowId: "params.data.code",
          defaultColDef: { resizable: true, filter: false },
          className: document.documentElement.dataset.theme === "dark" ? "ag-theme-quartz-dark" : "ag-theme-quartz",
          dashGridOptions: { rowSelection: { mode: "multiRow", headerCheckbox: false }, selectionColumnDef: { width: 40, pinned: "left" }, animateRows: false, tooltipShowDelay: 300 },
          style: { height: "100%", width: "100%" },
        },
      },
    });
  }

  function picked(chosen) {
    ticked = (chosen || []).map((row) => row.code);
    showTicked();
  }

  // ---- the map ----

  function waitForMap(then) {
    if (window.atlas.map.ask()) then();
    else setTimeout(() => document.getElementById("practices-side") && waitForMap(then), 30);
  }

  const steps = (value, bounds) => bounds.findIndex((bound) => value < bound);

  function paint() {
    const size = values.known.areas.code.length;
    const of = new Array(size).fill(-2);
    const { units } = answer;
    if (units.length > 1) {
      const most = new Array(size).fill(0);
      units.forEach((unit, n) => unit.areas.forEach(([at, ofList, ofArea, ring]) => {
        if (ring < 2 && ofArea > most[at]) { most[at] = ofArea; of[at] = n; }
      }));
      return { of, colours: COLOURS.slice(0, units.length), key: units.map((unit, n) => [unit.name, n]), title: "Where 80% of each one's patients live" };
    }
    const [unit] = units;
    if (!unit.counted) {
      unit.areas.forEach(([at]) => { of[at] = 0; });
      return { of, colours: [COLOURS[0]], key: [[unit.name, 0]], title: unit.name };
    }
    if (asked.m === "core") {
      unit.areas.forEach(([at, , , ring]) => { of[at] = ring; });
      const colours = window.atlas.map.colours(4, { polarity: "low" });
      return { of, colours, key: RING_WORDS.map((text, n) => [text, n]), title: "Where its patients live" };
    }
    const bounds = asked.m === "list" ? [0.5, 1, 2, 5, Infinity] : [5, 10, 25, 50, Infinity];
    const what = asked.m === "list" ? 1 : 2;
    unit.areas.forEach((row) => { of[row[0]] = steps(row[what], bounds); });
    const text = bounds.map((bound, n) => (n === 0 ? `under ${bound}%` : bound === Infinity ? `${bounds[n - 1]}% or more` : `${bounds[n - 1]} to ${bound}%`));
    return { of, colours: window.atlas.map.colours(5, { polarity: "high" }), key: text.map((said, n) => [said, n]), title: asked.m === "list" ? "Share of its list who live in each area" : "Its share of the area's registered patients" };
  }

  function draw() {
    const size = values.known.areas.code.length;
    const everywhere = Array.from({ length: size }, (_, at) => at);
    if (!answer.units.length) {
      const cut = window.atlas.classes.cut("imd_decile");
      replace("legend", element("h2", { text: "Deprivation (national decile)" }), element("p", { class: "note", text: "Darkest: the most deprived tenth of England. Dots: GP practices; click one to open it." }));
      show({ of: cut.of, colours: window.atlas.map.colours(cut.bounds.length, values.words("imd_decile")) }, everywhere, everywhere, "list");
      return;
    }
    const painted = paint();
    replace("legend", element("h2", { text: painted.title }),
      element("ul", { class: "key" }, ...painted.key.map(([text, n]) => element("li", {}, element("span", { class: "swatch", style: `background:${painted.colours[n]}` }), element("span", { text }),
        element("span", { class: "size", text: count(painted.of.filter((of) => of === n).length) })))),
      element("p", { class: "note", text: answer.units.some((unit) => unit.counted) ? `Number of areas. Patients by area, ${answer.counted}.` : "Number of areas." }));
    const core = answer.units.flatMap((unit) => unit.areas.filter(([, , , ring]) => ring < 2).map(([at]) => at));
    show({ of: painted.of.map((of) => (of === -2 ? 0 : of)), colours: painted.colours }, everywhere.filter((at) => painted.of[at] >= 0), core.length ? core : everywhere, asked.v.join("."));
  }

  /** Draw these areas; where another address than before is shown, around its places. */
  function show(painted, areas, around, key) {
    window.atlas.map.draw(painted, areas, [], { around: key === lastFit ? null : around });
    lastFit = key;
    document.getElementById("map-wait").hidden = true;
    document.body.dataset.drawn = `practices-${asked.v.join(".")}-${asked.m}`;
  }

  /** The practices as points: those looked at, or with the list all of them. */
  function points() {
    if (answer) window.atlas.map.points(new Set(answer.units.flatMap((unit) => unit.practices)), !answer.units.length, (code) => go({ v: [code] }));
  }

  function choice() {
    const [unit] = answer ? answer.units : [];
    replace("map-choice", ...(unit && answer.units.length === 1 && unit.counted ? MODES.map(([mode, text]) => element("button", { type: "button", class: "theme", "aria-pressed": String(asked.m === mode), text, onclick: () => go({ m: mode }) })) : []));
  }

  function say(code) {
    const { areas } = values.known;
    const at = values.place[code];
    const lines = (answer?.units || []).flatMap((unit) => {
      const row = unit.areas.find(([place]) => place === at);
      if (!row) return [`${unit.name}: none`];
      return [unit.counted ? `${unit.name}: ${row[1].toFixed(1)}% of its list; ${row[2].toFixed(0)}% of the patients here` : `Part of ${unit.name}`];
    });
    return element("div", {}, element("strong", { text: areas.neighbourhood.name[areas.neighbourhood.of[at]] }), element("span", { class: "hover-code", text: areas.name[at] }),
      ...lines.map((text) => element("div", { class: "hover-line", text })));
  }

  // ---- following the address, and the answer ----

  async function follow(search) {
    if (!document.getElementById("practices-side")) return;
    const was = asked;
    const fresh = !document.getElementById("practices-head").hasChildNodes();
    await Promise.all([values.start(), values.needFootprints(), values.need("imd_decile")]);
    rows = rows || (await load("practices"));
    asked = read(search);
    if (fresh) {
      lastAsked = null;
      lastFit = "";
      Object.assign(window.atlas.state, { level: "lsoa", second: "", classes: null, selected: [], practices: [], pcns: [] });
      window.atlas.map.use({ say, points });
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
  }

  function redraw() {
    choice();
    waitForMap(() => answer && draw());
  }

  function answered(drawn) {
    if (!drawn || !document.getElementById("practices-side")) return;
    answer = drawn;
    redraw();
  }

  const drawCharts = () => window.dash_clientside.set_props("practices-charts-asked", { data: { search: write({ ...asked, m: "core" }) } });

  /** A practice in the funnel was clicked. */
  function point(clicked) {
    const code = clicked?.points?.[0]?.customdata;
    if (typeof code === "string") go({ v: [code] });
  }

  return { follow, answered, picked, point, visit };
})();

/* A practice's name in the list, as a link that a keyboard reaches. */
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};
window.dashAgGridComponentFunctions.AtlasLink = (props) => window.React.createElement("a", { href: `/practices?v=${props.data.code}`, className: "inside" }, props.value);

/* Links inside the page change its address without leaving it. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.inside");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.atlas.practices.visit(new URL(link.href).search);
});
