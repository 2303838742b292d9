/* The Seldom-heard page: whom a team wants to hear from, and the map of what was found. The server
 * works out what is found; this page edits the address and draws the answer. */
window.atlas.targets = (() => {
  "use strict";
  const { state, element, count, load } = window.atlas;
  const values = window.atlas.values;
  const RULES = { nt: "England's highest", lt: "highest here", ge: "at or above", le: "at or below", d: "national decile 1 to" };
  const COLOURS = ["#0a5a9c", "#7fb3dc", "#f3d27a"]; // firm, borderline, near miss
  const BLANK = { t: "", c: [], k: 0, d: [], n: [], p: [], g: "english_limited", q: 0, z: 12 };

  let asked = structuredClone(BLANK);
  let answer = null;
  let chosen = null; // number of the zone whose card is open
  let presets = [];
  let built = false;
  const pickers = {};

  function replace(id, ...children) {
    document.getElementById(id)?.replaceChildren(...children.filter(Boolean));
  }

  // ---- the address ----

  function read(search) {
    const query = new URLSearchParams(search);
    const list = (key) => (query.get(key) || "").split(".").filter(Boolean);
    const found = structuredClone(BLANK);
    found.t = query.get("t") || "";
    found.c = (query.get("c") || "").split("~").filter(Boolean).map((text) => {
      const [indicator, rule, amount, kind] = text.split("!");
      return { indicator, rule, amount: Number(amount), required: kind === "r" };
    }).filter((one) => values.words(one.indicator) && RULES[one.rule] && Number.isFinite(one.amount)).slice(0, 8);
    for (const key of ["d", "n", "p"]) found[key] = list(key);
    found.k = Number(query.get("k")) || 0;
    found.q = Number(query.get("q")) || 0;
    found.z = Number(query.get("z")) || BLANK.z;
    found.g = values.words(query.get("g") || "") ? query.get("g") : BLANK.g;
    return found;
  }

  function write(now) {
    const query = new URLSearchParams();
    const put = (key, value) => value && query.set(key, value);
    put("t", now.t);
    put("c", now.c.map((one) => `${one.indicator}!${one.rule}!${one.amount}!${one.required ? "r" : "c"}`).join("~"));
    put("k", now.k ? String(now.k) : "");
    for (const key of ["d", "n", "p"]) put(key, now[key].join("."));
    put("g", now.g === BLANK.g ? "" : now.g);
    put("q", now.q ? String(now.q) : "");
    put("z", now.z === BLANK.z ? "" : String(now.z));
    const text = query.toString();
    return text ? `?${text}` : "";
  }

  function go(change) {
    window.dash_clientside.set_props("url", { search: write({ ...asked, ...change }) });
  }

  // ---- asking ----

  function starting(indicator) {
    const words = values.words(indicator);
    if (words.kind === "decile") return { indicator, rule: "d", amount: 2, required: true };
    return { indicator, rule: words.england ? "nt" : "lt", amount: 20, required: true };
  }

  function groups() {
    const { themes, indicators } = values.known.catalogue;
    return themes.map((theme) => ({
      label: theme.label,
      options: Object.entries(indicators).filter(([, words]) => words.theme === theme.id && !["category", "rank"].includes(words.kind))
        .map(([value, words]) => ({ value, label: words.label, note: words.short })),
    }));
  }

  function build() {
    pickers.preset = window.atlas.combobox({
      id: "preset", label: "Start from a ready-made definition", placeholder: "Choose one", searchOnly: true,
      groups: [{ label: "", options: presets.map((one) => ({ value: one.id, label: one.label, note: one.available ? one.who : one.why_not })) }],
      choose: (id) => {
        const one = presets.find((preset) => preset.id === id);
        if (one.available) window.dash_clientside.set_props("url", { search: one.query });
      },
    });
    const adder = window.atlas.combobox({
      id: "add-criterion", label: "Add a criterion", placeholder: "Search all indicators", searchOnly: true, groups: groups(),
      choose: (id) => go({ c: [...asked.c, starting(id)].slice(0, 8) }),
    });
    const shares = groups().map((group) => ({ ...group, options: group.options.filter(({ value }) => values.words(value).kind === "share") })).filter((group) => group.options.length);
    pickers.group = window.atlas.combobox({ id: "group", label: "The people to reach", groups: shares, choose: (id) => go({ g: id }) });
    const practices = window.atlas.combobox({
      id: "target-practice", label: "Only areas of a GP practice", placeholder: "Any practice", searchOnly: true,
      groups: [{ label: "", options: values.known.footprints.practices.map((one) => ({ value: one.code, label: one.name, note: `${one.place} · ${one.pcn || "no network"}` })) }],
      choose: (code) => go({ p: [...new Set([...asked.p, code])] }),
    });
    const networks = new Map(values.known.footprints.practices.filter((one) => one.pcnCode).map((one) => [one.pcnCode, one]));
    const network = window.atlas.combobox({
      id: "target-network", label: "Only areas of a network (PCN)", placeholder: "Any network", searchOnly: true,
      groups: [{ label: "", options: [...networks].map(([value, one]) => ({ value, label: one.pcn, note: one.place })) }],
      choose: (code) => go({ n: [...new Set([...asked.n, code])] }),
    });
    const { district } = values.known.areas;
    const boxes = district.code.map((code, at) => element("label", { class: "check" },
      element("input", { type: "checkbox", name: "target-district", value: code, onchange: () => go({ d: [...document.querySelectorAll("[name=target-district]:checked")].map((box) => box.value) }) }),
      element("span", { text: district.name[at] })));
    const number = (id, label, low, high, key) => element("div", { class: "field" }, element("label", { for: id, text: label }),
      element("input", { id, type: "number", min: low, max: high, onchange: (event) => { const n = Math.round(Number(event.target.value)); go({ [key]: n >= low && n <= high ? n : BLANK[key] }); } }));
    replace("ask",
      pickers.preset.root, element("div", { id: "preset-why" }),
      element("h3", { text: "Whom do you want to hear from?" }), element("ol", { id: "criteria" }), element("div", { id: "counted" }), adder.root,
      pickers.group.root,
      element("fieldset", {}, element("legend", { text: "Look in" }), ...boxes),
      element("details", { id: "limits" }, element("summary", { text: "More limits" }), practices.root, network.root, element("div", { class: "chips", id: "limit-chips" }),
        number("people", "Fewest people of the group in an area", 0, 100000, "q"), number("largest", "Most areas in a zone", 1, 60, "z")),
      element("div", { class: "field wide-field" }, element("label", { for: "team-name", text: "Your name for it" }),
        element("input", { id: "team-name", type: "text", maxlength: 80, onchange: (event) => go({ t: event.target.value }) })),
      element("div", { class: "field" },
        element("button", { type: "button", class: "plain", text: "Load a saved definition", onclick: () => document.getElementById("definition-file").click() }),
        element("input", { id: "definition-file", type: "file", accept: ".json", hidden: true, onchange: loadDefinition })));
    built = true;
  }

  async function loadDefinition(event) {
    const [file] = event.target.files;
    event.target.value = "";
    try {
      if (file.size > 65536) throw new Error("it is larger than 64 kB");
      const { query } = JSON.parse(await file.text());
      if (typeof query !== "string") throw new Error("it has no definition in it");
      window.dash_clientside.set_props("url", { search: query });
    } catch (error) {
      replace("notice", element("p", { text: `That file could not be loaded: ${error.message}. Choose a file that this page saved ("Definition" under Hand over).` }));
    }
  }

  function showAsked() {
    const criteria = asked.c.map((one, at) => {
      const words = values.words(one.indicator);
      const change = (part) => go({ c: asked.c.map((old, i) => (i === at ? { ...old, ...part } : old)) });
      const rules = Object.entries(RULES).filter(([rule]) => {
        if (words.kind === "decile") return ["d", "ge", "le"].includes(rule);
        if (rule === "d") return words.england && words.polarity !== "none";
        return rule !== "nt" || words.england;
      });
      const unit = ["nt", "lt"].includes(one.rule) ? "%" : one.rule === "d" ? "" : words.unit === "%" ? "%" : "";
      const low = words.polarity === "low";
      return element("li", { class: "criterion" },
        element("div", { class: "criterion-head" }, element("strong", { text: words.label }),
          element("button", { type: "button", class: "combobox-clear", "aria-label": `Take off ${words.label}`, text: "×", onclick: () => go({ c: asked.c.filter((_, i) => i !== at) }) })),
        words.modelled ? element("span", { class: "tag", text: "Modelled" }) : null,
        element("div", { class: "criterion-rule" },
          element("select", { "aria-label": `How ${words.label} is judged`, onchange: (event) => change({ rule: event.target.value, amount: event.target.value === "d" ? 2 : ["nt", "lt"].includes(event.target.value) ? 20 : one.amount }) },
            ...rules.map(([rule, text]) => element("option", { value: rule, selected: rule === one.rule, text: low ? text.replace("highest", "lowest") : text }))),
          element("input", { type: "number", step: "any", value: one.amount, "aria-label": "Amount", onchange: (event) => change({ amount: Number(event.target.value) }) }), unit),
        element("select", { "aria-label": `${words.label} must be met or counts`, onchange: (event) => change({ required: event.target.value === "r" }) },
          element("option", { value: "r", selected: one.required, text: "must be met" }), element("option", { value: "c", selected: !one.required, text: "counts" })));
    });
    replace("criteria", ...criteria);
    const counted = asked.c.filter((one) => !one.required).length;
    replace("counted", counted ? element("div", { class: "field" }, element("label", { for: "at-least-counted", text: `Of the ${counted} that count, at least` }),
      element("input", { id: "at-least-counted", type: "number", min: 0, max: counted, value: asked.k, onchange: (event) => go({ k: Math.round(Number(event.target.value)) || 0 }) })) : null);
    document.querySelectorAll("[name=target-district]").forEach((box) => { box.checked = asked.d.includes(box.value); });
    for (const [id, value] of [["people", asked.q || ""], ["largest", asked.z], ["team-name", asked.t]]) document.getElementById(id).value = value;
    pickers.group.set(asked.g, values.words(asked.g).label);
    const chip = (text, off) => element("button", { type: "button", class: "chip", onclick: off }, text, element("span", { "aria-hidden": "true", text: " ×" }));
    replace("limit-chips",
      ...asked.p.filter(values.practice).map((code) => chip(values.practice(code).name, () => go({ p: asked.p.filter((one) => one !== code) }))),
      ...asked.n.map((code) => [code, values.known.footprints.practices.find((one) => one.pcnCode === code)]).filter(([, one]) => one).map(([code, one]) => chip(one.pcn, () => go({ n: asked.n.filter((old) => old !== code) }))));
    const one = presets.find((preset) => preset.available && new URLSearchParams(preset.query).get("c") === new URLSearchParams(write(asked)).get("c"));
    offer();
    replace("preset-why", one ? element("p", { class: "note" }, element("strong", { text: `${one.label}. ` }), `${one.rationale} Source: ${one.source}`) : null);
  }

  /** With nothing asked yet, offer the ready-made definitions where the answer will stand. */
  function offer() {
    replace("preset-offer", ...(asked.c.length ? [] : [
      element("h2", { text: "Ready-made definitions" }),
      element("ul", { class: "offers" }, ...presets.map((one) => element("li", {},
        element("button", { type: "button", class: "plain", disabled: !one.available, onclick: () => window.dash_clientside.set_props("url", { search: one.query }) },
          element("strong", { text: one.label }), element("small", { text: one.available ? one.who : one.why_not }))))),
    ]));
  }

  // ---- following the address, and the answer ----

  async function follow(search) {
    if (!document.getElementById("ask")) {
      built = false;
      return;
    }
    await Promise.all([values.start(), values.needFootprints()]);
    if (!presets.length) presets = await load("presets");
    Object.assign(state, structuredClone({ level: "lsoa", second: "", classes: null, selected: [] }));
    asked = read(search);
    if (!built || !document.getElementById("ask").hasChildNodes()) build();
    showAsked();
    chosen = null;
    window.atlas.map.use({ click: clicked, mark() {}, say });
    window.dash_clientside.set_props("targets-asked", { data: { search } });
    await values.needAll();
  }

  /** The server's answer is there. */
  function found(result) {
    if (!result || !document.getElementById("ask")) return;
    answer = result;
    waitForMap(draw);
    steps();
    const query = window.location.search;
    const kinds = [["pdf", "Engagement brief (PDF)"], ["xlsx", "Excel workbook"], ["csv", "CSV"], ["geojson", "GeoJSON"], ["gpkg", "GeoPackage"], ["definition.json", "Definition, to load again"]];
    replace("handover-list", ...kinds.map(([kind, text]) => element("li", {}, element("a", { href: `/targets/${kind}${query}`, download: "", text }))));
    const people = result.found.reduce((sum, at) => sum + values.known.areas.residents[at], 0);
    replace("in-view", element("strong", { text: count(result.found.length) }), ` ${result.found.length === 1 ? "area" : "areas"} in `,
      element("strong", { text: count(result.zones.length) }), ` ${result.zones.length === 1 ? "zone" : "zones"} · `, element("strong", { text: count(people) }), " residents");
  }

  let waiting = 0;

  function waitForMap(then) {
    clearTimeout(waiting);
    const attempt = () => {
      if (window.atlas.map.ask()) then();
      else waiting = setTimeout(attempt, 30);
    };
    attempt();
  }

  function draw() {
    const size = values.known.areas.code.length;
    const of = new Array(size).fill(3);
    answer.near.forEach((at) => { of[at] = 2; });
    answer.found.forEach((at) => { of[at] = 1; });
    answer.firm.forEach((at) => { of[at] = 0; });
    const dark = document.documentElement.dataset.theme === "dark";
    const colours = [...(dark ? ["#9fd0ff", "#3f77a8", "#8a7430"] : COLOURS), dark ? "#26323d" : "#e3e8ec"];
    const zone = chosen === null ? [] : answer.zones[chosen].areas;
    if (!asked.c.length) {
      window.atlas.map.draw({ of, colours }, of.map((_, at) => at), []);
      window.atlas.map.number([]);
      document.getElementById("legend").replaceChildren();
      document.getElementById("map-wait").hidden = true;
      document.body.dataset.drawn = "targets-nothing";
      window.atlas.map.fit(of.map((_, at) => at));
      return;
    }
    window.atlas.map.draw({ of, colours, edge: (at) => of[at] === 1 || of[at] === 2 }, of.map((_, at) => at), zone);
    window.atlas.map.number(answer.zones.map((one) => one.areas));
    const legend = [["Firm", 0, answer.firm.length], ["Borderline", 1, answer.found.length - answer.firm.length], ["Near miss", 2, answer.near.length], ["Not found", 3, size - answer.found.length - answer.near.length]];
    replace("legend", element("h2", { text: answer.title }), element("ul", { class: "classes" }, ...legend.map(([text, i, n]) =>
      element("li", { "data-count": n }, element("span", { class: "swatch", style: `background:${colours[i]}` }), element("span", { class: "range", text }), element("span", { class: "size", text: count(n) })))),
    element("p", { class: "note", text: "Firm: still found when every threshold is a tenth stricter and each figure is at the cautious end of its range. Dashed edge: borderline or near miss." }));
    document.getElementById("map-wait").hidden = true;
    document.body.dataset.drawn = `targets-${answer.found.length}`;
    const where = chosen === null ? (answer.found.length ? answer.found : of.map((_, at) => at)) : zone;
    window.atlas.map.fit(where);
  }

  function say(code) {
    const { areas } = values.known;
    const at = values.place[code];
    const zone = answer && answer.zones.findIndex((one) => one.areas.includes(at));
    const standing = !answer ? "" : answer.firm.includes(at) ? "Found, firm" : answer.found.includes(at) ? "Found, borderline" : answer.near.includes(at) ? "Near miss" : "Not found";
    return element("div", {}, element("strong", { text: areas.neighbourhood.name[areas.neighbourhood.of[at]] }), element("span", { class: "hover-code", text: areas.name[at] }),
      element("div", { class: "hover-value", text: standing }),
      zone >= 0 ? element("div", { class: "hover-line", text: `Zone ${zone + 1}: ${answer.zones[zone].name}` }) : "",
      ...asked.c.map((one) => element("div", { class: "hover-line", text: `${values.words(one.indicator).label}: ${window.atlas.written(values.value(one.indicator, at), values.words(one.indicator))}` })));
  }

  function clicked(code) {
    const at = values.place[code];
    const zone = answer ? answer.zones.findIndex((one) => one.areas.includes(at)) : -1;
    if (zone >= 0) open(zone);
  }

  /** Open a zone's card; the server fills it. */
  function open(number) {
    chosen = number;
    waitForMap(draw);
    document.getElementById("card").scrollTop = 0;
    document.querySelectorAll(".zone-button").forEach((button) => button.setAttribute("aria-pressed", String(Number(button.dataset.zone) === number)));
    window.dash_clientside.set_props("zone", { data: { search: window.location.search, number } });
  }

  /** How many areas does it take? The share of the group reached, areas taken largest first. */
  function steps() {
    const box = document.getElementById("curve");
    if (!box || !answer.curve.length) return;
    const W = 340;
    const H = 150;
    const n = answer.curve.length;
    const points = answer.curve.map((share, i) => `${(8 + ((W - 16) * (i + 1)) / n).toFixed(1)},${(H - 8 - (H - 16) * share).toFixed(1)}`);
    const svg = (tag, attributes, ...children) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
      made.append(...children);
      return made;
    };
    const marks = answer.needed.map(([share, areas]) => svg("circle", { cx: 8 + ((W - 16) * areas) / n, cy: H - 8 - (H - 16) * share, r: 4, fill: "currentColor" }));
    box.replaceChildren(svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "scatter", role: "img", "aria-label": `Share of the group reached as areas are taken, up to all ${n} areas` },
      svg("path", { d: `M8 4V${H - 8}H${W - 4}`, fill: "none", stroke: "currentColor", opacity: 0.5 }),
      svg("polyline", { points: `8,${H - 8} ${points.join(" ")}`, fill: "none", stroke: "currentColor", "stroke-width": 2 }), ...marks));
  }

  return { follow, found, open };
})();

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".zone-button");
  if (button) window.atlas.targets.open(Number(button.dataset.zone));
});
