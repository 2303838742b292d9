/* What to show and where: the controls on the left, and finding a place. */
window.atlas.controls = (() => {
  "use strict";
  const { state, go, element, count, rules } = window.atlas;
  const { fits, part } = window.atlas.address;
  const values = window.atlas.values;
  const { filter } = window.atlas.view;
  const pickers = {};

  const added = (list, one) => (one && !list.includes(one) ? [...list, one] : list);

  function build() {
    replace("picker", themes(), picker("indicator", "Indicator", "searchOnly"));
    replace("crossing", picker("second", "Cross with a second indicator"));
    replace("classing", classing());
    replace("where", level(), districts(), practices(), more());
    replace("find", find());
  }

  function replace(id, ...children) {
    document.getElementById(id)?.replaceChildren(...children);
  }

  function indicatorGroups() {
    const { themes: all, indicators } = values.known.catalogue;
    const groups = [];
    for (const theme of all) {
      const sections = new Map();
      for (const [id, words] of Object.entries(indicators)) {
        if (words.theme !== theme.id) continue;
        if (!sections.has(words.group)) sections.set(words.group, []);
        sections.get(words.group).push({ value: id, label: words.label, note: words.short, more: words.description });
      }
      for (const [group, options] of sections) groups.push({ label: `${theme.label} · ${group}`, options });
    }
    const option = (id) => ({ value: id, label: indicators[id].label, note: indicators[id].short });
    const kept = (key) => remembered(key).filter((id) => indicators[id]);
    const own = [["Favourites", kept("favourites")], ["Recent", kept("recent")]]
      .filter(([, ids]) => ids.length).map(([label, ids]) => ({ label, options: ids.map(option) }));
    return [...own, ...groups];
  }

  /** Indicators that this person marked or looked at last; kept in this browser only. */
  function remembered(key) {
    try {
      return JSON.parse(window.localStorage.getItem(`atlas.${key}`)) || [];
    } catch {
      return [];
    }
  }

  function remember(key, ids) {
    try {
      window.localStorage.setItem(`atlas.${key}`, JSON.stringify(ids));
    } catch { /* a browser that keeps nothing: the list is then only empty */ }
  }

  function looked(id) {
    remember("recent", [id, ...remembered("recent").filter((one) => one !== id)].slice(0, 5));
  }

  function favourite(id) {
    const all = remembered("favourites");
    remember("favourites", all.includes(id) ? all.filter((one) => one !== id) : [...all, id].slice(-12));
  }

  function picker(name, label, searchOnly) {
    const made = window.atlas.combobox({
      id: name, label, hideLabel: Boolean(searchOnly), searchOnly: Boolean(searchOnly),
      placeholder: searchOnly ? `Search ${Object.keys(values.known.catalogue.indicators).length} indicators` : "None",
      find: async (text) => window.atlas.combobox.narrowed(
        searchOnly ? indicatorGroups() : [{ label: "", options: [{ value: "", label: "None: one indicator only" }] }, ...indicatorGroups()], text),
      choose: (id) => go({ [name]: id }),
    });
    pickers[name] = made;
    return made.root;
  }

  /** One button for each theme, to jump to its first headline indicator. */
  function themes() {
    const { themes: all, indicators } = values.known.catalogue;
    return element("div", { class: "themes", role: "group", "aria-label": "Theme" },
      ...all.map((theme) => element("button", {
        type: "button", class: "theme", "data-theme": theme.id, title: theme.description, text: theme.label,
        onclick: () => {
          const its = Object.entries(indicators).filter(([, words]) => words.theme === theme.id);
          go({ indicator: (its.find(([, words]) => words.headline) || its[0])[0] });
        },
      })));
  }

  function select(id, label, options, onchange) {
    return element("div", { class: "field" }, element("label", { for: id, text: label }),
      element("select", { id, onchange: (event) => onchange(event.target.value) },
        ...options.map(([value, text]) => element("option", { value, text }))));
  }

  // ---- classes ----

  function classing() {
    const { fewest, most, usual, thresholds: many } = rules.classes;
    const now = () => state.classes || { kind: "quantile", number: usual, national: false, thresholds: [] };
    const change = (some) => {
      const next = { ...now(), ...some };
      if (next.kind === "natural") next.national = false;
      if (next.kind === "tenths") Object.assign(next, { number: 10, national: true });
      else if (next.number > most) next.number = usual;
      if (next.kind !== "own") next.thresholds = [];
      go({ classes: next });
    };
    const threshold = (text) => Number(Number(text).toFixed(4)) + 0; // with the decimals that an address holds; never −0
    const suggestion = () => {
      const { bounds } = window.atlas.classes.cut(state.indicator, { kind: "quantile", number: 4, national: false });
      return [...new Set(bounds.slice(0, -1).map((b) => threshold(b.toPrecision(2))))];
    };
    return element("details", { id: "classes-details" }, element("summary", { text: "Colours and classes" }),
      select("classes-kind", "Cut into", rules.labels.classes, (kind) => (kind === "" ? go({ classes: null }) : change({ kind, thresholds: kind === "own" ? suggestion() : [] }))),
      select("classes-number", "How many", Array.from({ length: most - fewest + 1 }, (_, i) => String(fewest + i)).map((n) => [n, n]), (n) => change({ number: Number(n) })),
      select("classes-national", "Breaks from", [["", values.known.areas.region], ["n", "England"]], (n) => change({ national: n === "n" })),
      element("div", { class: "field" }, element("label", { for: "thresholds", text: "A new class begins at" }),
        element("input", {
          id: "thresholds", type: "text", inputmode: "decimal", placeholder: "5, 10, 20", "aria-describedby": "thresholds-help",
          onchange: (event) => {
            const numbers = event.target.value.split(/[\s,;]+/).filter(Boolean).map(threshold);
            // What the address cannot hold would be lost with it.
            const fine = numbers.length && numbers.length <= many && numbers.every((n, i) => fits(rules.decimal, String(n)) && (i === 0 || n > numbers[i - 1]));
            event.target.setAttribute("aria-invalid", String(!fine));
            if (fine) change({ kind: "own", thresholds: numbers });
          },
        }), element("p", { class: "note", id: "thresholds-help", text: rules.labels.thresholds.replace("{most}", many) })));
  }

  function showClassing() {
    const { kind, number, national, thresholds } = state.classes || { kind: "", number: rules.classes.usual, national: false, thresholds: [] };
    const set = (id, value) => { const box = document.getElementById(id); if (box) box.value = value; return box; };
    set("classes-kind", kind);
    set("classes-number", String(number)).closest(".field").hidden = ["tenths", "own", ""].includes(kind);
    set("classes-national", national ? "n" : "").closest(".field").hidden = !["quantile", "equal"].includes(kind);
    set("thresholds", thresholds.join(", ")).closest(".field").hidden = kind !== "own";
    document.getElementById("classing").hidden = Boolean(state.second);
  }

  // ---- where ----

  function level() {
    return select("level", "Show as", rules.labels.levels,
      (chosen) => go({ level: chosen, selected: [] }));
  }

  function boxes(name, options, chosen) {
    return options.map(([value, text]) => element("label", { class: "check" },
      element("input", { type: "checkbox", name, value, onchange: () => chosen([...document.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value)) }),
      element("span", { text })));
  }

  function districts() {
    const { district } = values.known.areas;
    return element("fieldset", {}, element("legend", { text: "District" }),
      ...boxes("district", district.code.map((code, at) => [code, district.name[at]]), (codes) => filter({ districts: codes })));
  }

  /** Practices by place, and networks with how many practices each has, for the lists. */
  async function practiceGroups() {
    const byPlace = new Map();
    const networks = new Map();
    for (const one of (await values.needFootprints()).practices) {
      if (!byPlace.has(one.place)) byPlace.set(one.place, []);
      byPlace.get(one.place).push({ value: one.code, label: one.name, note: `${one.code} · ${one.pcn || "no network"}` });
      if (one.pcnCode) networks.set(one.pcnCode, [one.pcn, one.place, (networks.get(one.pcnCode)?.[2] || 0) + 1]);
    }
    return {
      practices: [...byPlace].map(([label, options]) => ({ label, options })),
      networks: [{ label: "", options: [...networks].sort((a, b) => a[1][0].localeCompare(b[1][0])).map(([value, [label, place, n]]) => ({ value, label, note: `${place} · ${n} practices` })) }],
    };
  }

  function practices() {
    const practice = window.atlas.combobox({
      id: "practice", label: "GP practice", placeholder: "Any practice", searchOnly: true,
      find: async (text) => window.atlas.combobox.narrowed((await practiceGroups()).practices, text), choose: (code) => filter({ practices: added(state.practices, code) }),
    });
    const network = window.atlas.combobox({
      id: "network", label: "Primary care network (PCN)", placeholder: "Any network", searchOnly: true,
      find: async (text) => window.atlas.combobox.narrowed((await practiceGroups()).networks, text),
      choose: (code) => filter({ pcns: added(state.pcns, code) }),
    });
    const number = (id, label, { low, high }, changed) => element("input", {
      id, type: "number", min: low, max: high, "aria-label": label,
      onchange: (event) => { const n = Math.round(Number(event.target.value)); if (n >= low && n <= high) changed(n); else showWhere(); },
    });
    return element("div", {}, practice.root, network.root,
      element("fieldset", { id: "rule", hidden: true }, element("legend", { text: "Show the areas" }),
        element("label", { class: "check" }, element("input", { type: "radio", name: "rule", value: "held", onchange: () => filter({ atLeast: 0 }) }),
          element("span", {}, "that hold the first ", number("held", "Share of the list in percent", part("held"), (n) => filter({ held: n, atLeast: 0 })), "% of its list")),
        element("label", { class: "check" }, element("input", { type: "radio", name: "rule", value: "least", onchange: () => filter({ atLeast: state.atLeast || rules.atLeast }) }),
          element("span", {}, "where it has at least ", number("at-least", "Share of registered patients in percent", part("atLeast"), (n) => filter({ atLeast: n })), "% of patients"))),
      element("p", { id: "practice-note", class: "note" }));
  }

  function more() {
    const { ward, neighbourhood, district } = values.known.areas;
    const inDistrict = (larger, level_) => values.levels[level_].members.map((those) => district.name[values.known.areas.district.of[those[0]]]);
    const adder = (id, label, larger, level_, key) => {
      const note = inDistrict(larger, level_);
      return window.atlas.combobox({
        id, label, placeholder: "Any", searchOnly: true,
        groups: [{ label: "", options: larger.code.map((value, at) => ({ value, label: larger.name[at], note: note[at] })).sort((a, b) => a.label.localeCompare(b.label)) }],
        choose: (code) => filter({ [key]: added(state[key], code) }),
      }).root;
    };
    const classes = values.words("rural_urban").categories;
    return element("details", { id: "more-filters" }, element("summary", { text: "More filters" }),
      adder("ward", "Ward", ward, "ward", "wards"),
      adder("neighbourhood", "Neighbourhood", neighbourhood, "msoa", "neighbourhoods"),
      element("fieldset", {}, element("legend", { text: "National deprivation decile (1 is the most deprived)" }),
        element("div", { class: "deciles" }, ...boxes("decile", Array.from({ length: part("deciles").high }, (_, i) => [String(i + 1), String(i + 1)]), (list) => filter({ deciles: list.map(Number) })))),
      element("fieldset", {}, element("legend", { text: "Town or country" }),
        ...boxes("rural", classes.map((text, i) => [String(i), text]).filter((_, i) => ruralHere().has(i)), (list) => filter({ ruralUrban: list.map(Number) }))),
      element("div", { class: "field" }, element("label", { for: "residents", text: "Fewest residents" }),
        element("input", { id: "residents", type: "number", min: 0, max: part("residents").high, step: 100, onchange: (event) => filter({ residents: Math.min(part("residents").high, Math.max(0, Math.round(Number(event.target.value)) || 0)) }) })));
  }

  /** Which rural-urban classes there are here at all. */
  function ruralHere() {
    return new Set(values.known.areas.code.map((_, at) => values.value("rural_urban", at)));
  }

  function showWhere() {
    const check = (name, list) => document.querySelectorAll(`input[name="${name}"]`).forEach((box) => { box.checked = list.map(String).includes(box.value); });
    check("district", state.districts);
    check("decile", state.deciles);
    check("rural", state.ruralUrban);
    check("rule", [state.atLeast ? "least" : "held"]);
    document.getElementById("level").value = state.level;
    document.getElementById("residents").value = state.residents || "";
    document.getElementById("held").value = state.held;
    document.getElementById("at-least").value = state.atLeast || rules.atLeast;
    document.getElementById("rule").hidden = !(state.practices.length || state.pcns.length);
  }

  // ---- finding a place ----

  function find() {
    const { areas } = values.known;
    const to = (level_, code) => ({ level: level_, code });
    const everything = (footprints) => [
      { label: "Neighbourhoods", options: areas.neighbourhood.code.map((code, at) => ({ ...to("msoa", code), label: areas.neighbourhood.name[at], note: values.levels.msoa.note[at] })) },
      { label: "Wards", options: areas.ward.code.map((code, at) => ({ ...to("ward", code), label: areas.ward.name[at], note: values.levels.ward.note[at] })) },
      { label: "GP practices", options: footprints.practices.map((one) => ({ practice: one.code, label: one.name, note: `${one.code} · ${one.place}`, search: one.code })) },
      { label: "Areas", options: areas.code.map((code, at) => ({ ...to("lsoa", code), label: areas.name[at], note: `${code} · ${values.levels.lsoa.name[at]}`, search: code })) },
    ];
    let listed = null;
    const groups = async () => {
      listed ||= everything(await values.needFootprints());
      for (const group of listed) for (const option of group.options) option.value = option.practice || `${option.level}:${option.code}`;
      return listed;
    };
    return window.atlas.combobox({
      id: "find-place", label: "Find a place", hideLabel: true, searchOnly: true,
      placeholder: "Find a place, postcode or practice", hint: "Type the name of a place, an area code, a postcode or a practice.",
      find: async (text, say) => {
        if (text.trim().length < 2) return [];
        const found = window.atlas.combobox.narrowed(await groups(), text).map((group) => ({ ...group, options: group.options.slice(0, 8) }));
        return [...(await byPostcode(text, say)), ...found];
      },
      choose: (_, option) => visit(option),
    }).root;
  }

  /** The area of a postcode, which only the server knows; nothing for what is no postcode. */
  async function byPostcode(text, say) {
    const squeezed = text.replace(/\s+/g, "").toUpperCase();
    if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(squeezed)) return [];
    let answer = null;
    try {
      answer = await window.atlas.server.ask(`/find/postcode/${squeezed}`, {}, (told) => told && say(told), "the place of this postcode");
    } catch (error) {
      if (error.passing) throw error;
      return [{ label: "Postcode", options: [] }];
    }
    const { postcode, lsoa } = await answer.json();
    const at = values.place[lsoa];
    return [{ label: "Postcode", options: [{ value: postcode, level: "lsoa", code: lsoa, label: postcode, note: `${values.levels.lsoa.name[at]} · ${values.known.areas.name[at]}` }] }];
  }

  /** Go to what was found: select it and show it, taking off filters that would hide it. */
  function visit(option) {
    if (option.practice) {
      filter({ practices: [option.practice], pcns: [] });
      return;
    }
    const members = option.level === "lsoa" ? [values.place[option.code]] : values.levels[option.level].members[values.levels[option.level].place[option.code]];
    const inView = new Set(window.atlas.view.areas());
    const hidden = !members.some((at) => inView.has(at));
    const off = hidden ? { districts: [], wards: [], neighbourhoods: [], pcns: [], practices: [], ruralUrban: [], deciles: [], residents: 0 } : {};
    const codes = option.level === state.level ? [option.code]
      : state.level === "lsoa" ? members.map((at) => values.known.areas.code[at])
        : null;
    go({ ...off, ...(codes ? { selected: codes } : { level: option.level, selected: [option.code] }) });
    window.atlas.explore.showPlaces(members);
  }

  function show() {
    const words = values.words(state.indicator);
    pickers.indicator.set(state.indicator, words.label);
    pickers.second.set(state.second, state.second ? values.words(state.second).label : "");
    document.querySelectorAll(".theme").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.theme === words.theme)));
    showClassing();
    showWhere();
    const note = document.getElementById("practice-note");
    const units = window.atlas.view.areas();
    const list = window.atlas.view.listInView(units);
    const whole = (share) => Math.round(100 * share);
    const areas = units.length === 1 ? "This area holds" : `These ${count(units.length)} areas hold`;
    note.textContent = !list ? "" : list.counted
      ? `${areas} ${whole(list.share)}% of the ${count(list.counted)} patients (counted ${values.known.footprints.counted}).${list.outside >= 0.005 ? ` ${whole(list.outside)}% live outside ${values.known.areas.region}: no area there is on this map or in its figures.` : ""} ${window.atlas.view.ofWhom()}`
      : "It is not published where these patients live.";
  }

  return { build, show, looked, favourite, remembered };
})();
