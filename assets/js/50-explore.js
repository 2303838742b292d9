/* The Explore page: what is shown and where, the legend, the figures beside the map. */
window.atlas.explore = (() => {
  "use strict";
  const { state, go, element, count } = window.atlas;
  const values = window.atlas.values;
  const CORE = 0.8; // a practice's view holds the areas with the first 80 % of its patients

  const pickers = {};
  let classed = null;

  // ---- what is in view ----

  /** The fewest areas that together hold the first share of a practice's patients. */
  function coreOf(practice, share = CORE) {
    const lives = [...practice.lives].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const wanted = share * practice.counted;
    const core = [];
    let held = 0;
    for (const [at, patients] of lives) {
      if (held >= wanted) break;
      core.push(at);
      held += patients;
    }
    return { core, held };
  }

  function inView() {
    let places = values.known.areas.code.map((_, at) => at);
    if (state.districts.length) {
      const wanted = new Set(state.districts.flatMap(values.inDistrict));
      places = places.filter((at) => wanted.has(at));
    }
    if (state.practice) {
      const core = new Set(coreOf(values.practice(state.practice)).core);
      places = places.filter((at) => core.has(at));
    }
    return places;
  }

  // ---- choosing ----

  function build() {
    const { catalogue, footprints, areas } = values.known;
    const groups = [];
    for (const theme of catalogue.themes) {
      const sections = new Map();
      for (const [id, words] of Object.entries(catalogue.indicators)) {
        if (words.theme !== theme.id) continue;
        if (!sections.has(words.group)) sections.set(words.group, []);
        sections.get(words.group).push({ value: id, label: words.label, note: words.short });
      }
      for (const [group, options] of sections) groups.push({ label: `${theme.label} · ${group}`, options });
    }
    pickers.indicator = window.atlas.combobox({
      id: "indicator", label: "Indicator", hideLabel: true, groups,
      placeholder: `Search ${Object.keys(catalogue.indicators).length} indicators`, searchOnly: true,
      choose: (id) => id && go({ indicator: id }),
    });
    replace("picker", themes(catalogue), pickers.indicator.root);

    const boxes = areas.district.code.map((code, at) =>
      element("label", { class: "check" },
        element("input", { type: "checkbox", value: code, name: "district", onchange: chooseDistricts }),
        element("span", { text: areas.district.name[at] })));
    const byPlace = new Map();
    for (const one of footprints.practices) {
      if (!byPlace.has(one.place)) byPlace.set(one.place, []);
      byPlace.get(one.place).push({ value: one.code, label: one.name, note: `${one.code} · ${one.pcn || "no PCN"}` });
    }
    pickers.practice = window.atlas.combobox({
      id: "practice", label: "GP practice", placeholder: "All practices",
      groups: [...byPlace].map(([label, options]) => ({ label, options })),
      choose: (code) => go({ practice: code }), clear: "Take the practice off",
    });
    replace("where",
      element("fieldset", {}, element("legend", { text: "District" }), ...boxes),
      pickers.practice.root, element("p", { id: "practice-note", class: "note" }));
  }

  /** One button for each theme, to jump to its first headline indicator. */
  function themes(catalogue) {
    return element("div", { class: "themes", role: "group", "aria-label": "Theme" },
      ...catalogue.themes.map((theme) =>
        element("button", {
          type: "button", class: "theme", "data-theme": theme.id, title: theme.description, text: theme.label,
          onclick: () => {
            const its = Object.entries(catalogue.indicators).filter(([, words]) => words.theme === theme.id);
            go({ indicator: (its.find(([, words]) => words.headline) || its[0])[0] });
          },
        })));
  }

  function chooseDistricts() {
    const on = [...document.querySelectorAll("#where input:checked")].map((box) => box.value);
    go({ districts: on });
  }

  // ---- saying ----

  function meaning() {
    const words = values.words(state.indicator);
    const { caveats } = values.known.catalogue;
    document.querySelectorAll(".theme").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.theme === words.theme));
    });
    replace("meaning",
      element("p", { class: "chosen", text: words.label }),
      element("p", { class: "description" },
        words.modelled ? element("span", { class: "tag", text: "Modelled" }) : null, words.description),
      element("p", { class: "note", text: `${words.publisher}, ${words.period}` }),
      element("details", {}, element("summary", { text: "What to be careful about" }),
        element("ul", {}, ...words.caveats.map((id) => element("li", { text: caveats[id] })))));
  }

  function practiceNote(places) {
    const note = document.getElementById("practice-note");
    if (!state.practice) {
      note.textContent = "";
      return;
    }
    const one = values.practice(state.practice);
    const here = new Set(places);
    const held = one.lives.reduce((sum, [at, patients]) => sum + (here.has(at) ? patients : 0), 0);
    note.textContent = one.counted
      ? `In view: ${Math.round((100 * held) / one.counted)}% of its ${count(one.counted)} patients ` +
        `(${values.known.footprints.counted}), in ${count(places.length)} areas. The view takes the fewest areas that hold 80%.`
      : "It is not published where this practice's patients live.";
  }

  function bar(places) {
    const { areas } = values.known;
    const people = places.reduce((sum, at) => sum + areas.residents[at], 0);
    const chip = (text, what, off) => element("button", { type: "button", class: "chip", onclick: off, "aria-label": `Take off ${what}` }, text, element("span", { "aria-hidden": "true", text: " ×" }));
    const chips = state.districts.map((code) => {
      const name = areas.district.name[areas.district.code.indexOf(code)];
      return chip(name, name, () => go({ districts: state.districts.filter((one) => one !== code) }));
    });
    if (state.practice) {
      const { name } = values.practice(state.practice);
      chips.push(chip(name, name, () => go({ practice: "" })));
    }
    if (state.selected.length) chips.push(chip(`${state.selected.length} selected`, "the selection", () => go({ selected: [] })));
    const copy = element("button", { type: "button", class: "plain", text: "Copy link" });
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(window.location.href);
        copy.textContent = "Link copied";
      } catch {
        copy.textContent = "Copy it from the address bar";
      }
      setTimeout(() => { copy.textContent = "Copy link"; }, 2500);
    });
    replace("bar",
      element("p", { id: "in-view" }, element("strong", { text: count(places.length) }), ` ${places.length === 1 ? "area" : "areas"} · `,
        element("strong", { text: count(people) }), " people"),
      element("div", { class: "chips" }, ...chips), copy);
  }

  function notice(places) {
    const lines = [...state.ignored];
    if (!places.length) lines.push("No area fits all of these filters. Take one off in the bar below the map.");
    replace("notice", ...lines.map((text) => element("p", { text })));
  }

  function replace(id, ...children) {
    document.getElementById(id)?.replaceChildren(...children);
  }

  // ---- following the address ----

  /** Called by Dash whenever the address changes, and when the page is first there. */
  async function follow(search) {
    if (!document.getElementById("picker")) return window.dash_clientside.no_update;
    try {
      await values.start();
      const { areas, catalogue } = values.known;
      Object.assign(state, window.atlas.read(search, {
        indicator: (id) => Object.hasOwn(catalogue.indicators, id),
        practice: (code) => Boolean(values.practice(code)),
        district: (code) => areas.district.code.includes(code),
        area: (code) => Object.hasOwn(values.place, code),
      }));
      await values.need(state.indicator);
      if (!document.getElementById("picker").hasChildNodes()) build();
      show();
    } catch (error) {
      fail(error);
    }
    return window.dash_clientside.no_update;
  }

  let lastFit = "";
  let lastSelection = null;

  function show() {
    const words = values.words(state.indicator);
    const places = inView();
    classed = values.classes(state.indicator);
    classed.colours = window.atlas.map.colours(classed.bounds.length, words);
    const selected = state.selected.map((code) => values.place[code]);
    pickers.indicator.set(state.indicator, words.label);
    pickers.practice.set(state.practice, state.practice ? values.practice(state.practice).name : "");
    document.querySelectorAll("#where input").forEach((box) => { box.checked = state.districts.includes(box.value); });
    meaning();
    practiceNote(places);
    window.atlas.legend.draw(classed, places);
    window.atlas.figures.draw(places, selected);
    bar(places);
    notice(places);
    onMap(() => {
      window.atlas.map.draw(classed, places, selected);
      const where = `${state.districts.join()}|${state.practice}`;
      if (where !== lastFit && places.length) window.atlas.map.fit(places);
      lastFit = where;
      document.getElementById("map-wait").hidden = true;
      document.body.dataset.drawn = state.indicator;
      values.needAll();
    });
    const wanted = state.selected.join(".");
    if (wanted !== lastSelection) {
      lastSelection = wanted;
      window.dash_clientside.set_props("selection", { data: { search: window.location.search } });
    }
  }

  /** Wait until Leaflet has the outlines, then draw. */
  function onMap(then, tries = 600) {
    if (window.atlas.map.drawn() && window.atlas.map.leaflet) then();
    else if (tries) setTimeout(() => onMap(then, tries - 1), 50);
    else fail(new Error("the outlines did not come"));
  }

  function fail(error) {
    const wait = document.getElementById("map-wait");
    if (!wait) return;
    wait.hidden = false;
    wait.textContent = `The map could not be drawn, because the server did not send what it needs (${error.message}). Reload the page; if it happens again, tell whoever looks after this server.`;
  }

  /** The area under the pointer, marked in the legend. */
  function mark(code) {
    window.atlas.legend.mark(code === null ? null : values.place[code]);
  }

  return { follow, mark, coreOf, inView, show };
})();

/** Say which page this is, in the navigation. */
window.atlas.here = (path) => {
  document.querySelectorAll(".nav-link").forEach((link) => {
    const is = new URL(link.href).pathname === path;
    link.classList.toggle("here", is);
    if (is) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  return window.dash_clientside.no_update;
};

window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.atlas = { follow: (search) => window.atlas.explore.follow(search), here: (path) => window.atlas.here(path) };
