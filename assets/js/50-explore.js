/* The Explore page: follows the address and has everything drawn. */
window.atlas.explore = (() => {
  "use strict";
  const { state, go, element, fileLink, count } = window.atlas;
  const values = window.atlas.values;
  const { filter } = window.atlas.view;
  const nothing = () => window.dash_clientside.no_update;

  let lastFit = null;
  let lastSelection = null;
  let wanted = null; // areas to show on the map once they are drawn

  function replace(id, ...children) {
    document.getElementById(id)?.replaceChildren(...children);
  }

  // ---- saying ----

  function meaning() {
    const words = values.words(state.indicator);
    const { caveats } = values.known.catalogue;
    const liked = window.atlas.controls.remembered("favourites").includes(state.indicator);
    replace("meaning",
      element("p", { class: "chosen" }, words.label,
        element("button", {
          type: "button", class: "favourite", "aria-pressed": String(liked), title: liked ? "Take off favourites" : "Add to favourites", "aria-label": `Favourite: ${words.label}`,
          text: liked ? "★" : "☆", onclick: () => { window.atlas.controls.favourite(state.indicator); meaning(); },
        })),
      element("p", { class: "description" },
        words.modelled ? element("span", { class: "tag", text: "Modelled" }) : null, words.description),
      element("p", { class: "note", text: `${words.publisher}, ${words.period}` }),
      element("details", {}, element("summary", { text: "What to be careful about" }),
        element("ul", {}, ...words.caveats.map((id) => element("li", { text: caveats[id] })))),
      element("label", { class: "check" }, element("input", { type: "checkbox", id: "clusters", checked: state.clusters, onchange: (event) => go({ clusters: event.target.checked }) }), "Clusters: where values stand out"),
      element("div", { id: "clusters-said", role: "status" }));
  }

  function chips() {
    const { areas } = values.known;
    const chip = (text, what, off) => element("button", { type: "button", class: "chip", onclick: off, "aria-label": `Take off ${what}` }, text, element("span", { "aria-hidden": "true", text: " ×" }));
    const named = (key, name) => state[key].map((code) => chip(name(code), name(code), () => filter({ [key]: state[key].filter((one) => one !== code) })));
    const larger = (column) => (code) => areas[column].name[areas[column].code.indexOf(code)];
    const network = (code) => values.known.footprints.practices.find((one) => one.pcnCode === code).pcn;
    const found = [
      ...named("districts", larger("district")), ...named("wards", larger("ward")), ...named("neighbourhoods", larger("neighbourhood")),
      ...named("pcns", (code) => `Areas of ${network(code)}`), ...named("practices", (code) => `Areas of ${values.practice(code).name}`),
      ...named("ruralUrban", (n) => values.words("rural_urban").categories[n]),
    ];
    if (state.deciles.length) found.push(chip(`Decile ${[...state.deciles].sort((a, b) => a - b).join(", ")}`, "the deciles", () => filter({ deciles: [] })));
    if (state.residents) found.push(chip(`${count(state.residents)} residents or more`, "fewest residents", () => filter({ residents: 0 })));
    if (state.selected.length) found.push(chip(`${count(state.selected.length)} selected`, "the selection", () => go({ selected: [] })));
    return found;
  }

  function bar(places, units) {
    const people = places.reduce((sum, at) => sum + values.known.areas.residents[at], 0);
    replace("in-view", element("strong", { text: count(units.length) }), ` ${window.atlas.figures.what(units.length)} · `, element("strong", { text: count(people) }), " residents");
    replace("chips", ...chips());
    const query = window.atlas.write(state);
    replace("export-list", ...window.atlas.rules.labels.files.map(([kind, text, what]) => element("li", {}, fileLink(`/export/${kind}${query}`, text, what))),
      ...(state.selected.length ? [element("li", {}, fileLink(`/export/xlsx${query}&only=selected`, `Excel, the ${count(state.selected.length)} selected only`, "the workbook"))] : []));
  }

  function notice(units) {
    const lines = [...state.ignored, window.atlas.crossed.impossible()].filter(Boolean);
    if (!units.length) lines.push("No place fits all of these filters. Take one off in the bar below the map.");
    replace("notice", ...lines.map((text) => element("p", { text })));
  }

  // ---- following the address ----

  /** Called by Dash whenever the address changes, and when the page is first there. */
  async function follow(search) {
    const page = document.getElementById("picker");
    if (!page) return nothing();
    const { question } = window.atlas;
    question.ask(search || "");
    try {
      await values.start();
      // Names of practices are only wanted at once where the address names one.
      const said = window.atlas.address.says(search);
      if (said.has("p") || said.has("c")) await values.needFootprints();
      const view = window.atlas.read(search, values.named());
      await Promise.all([
        ...[view.indicator, view.second, ...view.columns, ...window.atlas.view.needs(view), "rural_urban"].map(values.need),
        window.atlas.classes.need(view.classes),
      ]);
      if (!page.isConnected || !question.answer(search || "")) return nothing(); // somebody has gone on
      Object.assign(state, view);
      if (!page.hasChildNodes()) fresh();
      window.atlas.map.use({ click: toggle, mark, moved, say: window.atlas.map.hover });
      window.atlas.controls.looked(state.indicator);
      show();
    } catch (error) {
      fail(error);
    }
    return nothing();
  }

  /** The page has just been put there. */
  function fresh() {
    lastFit = null;
    lastSelection = null;
    window.atlas.table.forget();
    window.atlas.controls.build();
    document.getElementById("copy-link").onclick = window.atlas.copyLink;
    document.getElementById("table-button").onclick = window.atlas.table.toggle;
  }

  function paint() {
    if (window.atlas.crossed.on()) return window.atlas.crossed.cut();
    const classed = window.atlas.classes.cut(state.indicator);
    const words = values.words(state.indicator);
    classed.colours = window.atlas.classes.colours(classed.bounds.length, words);
    if (words.modelled && state.level === "lsoa") classed.flagged = (at) => values.known.areas.flags[at].length > 0;
    return classed;
  }

  function show() {
    const { places, drawn } = window.atlas.view.settleLevel(window.atlas.view.areas());
    const units = window.atlas.view.unitsOf(places);
    const classed = paint();
    const selected = state.selected.map((code) => values.units().place[code]);
    window.atlas.controls.show();
    meaning();
    (window.atlas.crossed.on() ? window.atlas.crossed : window.atlas.legend).draw(classed, units);
    window.atlas.figures.draw(places, units, selected);
    bar(places, units);
    notice(units);
    window.atlas.table.head(units);
    window.atlas.table.draw(units);
    window.atlas.question.fade(document.getElementById("map-frame"), true);
    onMap(() => {
      window.atlas.question.fade(document.getElementById("map-frame"), false);
      const where = JSON.stringify([state.districts, state.wards, state.neighbourhoods, state.pcns, state.practices, state.held, state.atLeast]);
      const around = wanted ? window.atlas.view.unitsOf(wanted) : where !== lastFit && units.length ? units : null;
      window.atlas.map.draw(classed, units, selected, { around });
      clusters();
      wanted = null;
      lastFit = where;
      document.getElementById("map-wait").hidden = true;
      document.body.dataset.drawn = state.indicator;
      afterPainting(more);
    }, drawn);
    window.atlas.patients.show();
    profile();
  }

  /** Have the server fill the card of what is selected; it says what ages do to the indicator on the map. */
  function profile() {
    const selection = state.selected.length ? window.atlas.write({ ...state, second: "", classes: null, columns: [], clusters: false, districts: [], wards: [], neighbourhoods: [], pcns: [], practices: [], ruralUrban: [], deciles: [], residents: 0 }) : "";
    const card = document.getElementById("card-profile");
    card.hidden = !selection;
    if (selection === lastSelection) return;
    lastSelection = selection;
    window.atlas.question.fade(card, true);
    window.dash_clientside.set_props("selection", { data: { search: selection } });
  }

  /** The card of a selection has come: of this one, or of an earlier one. */
  function profileCame(given) {
    const card = document.getElementById("card-profile");
    if (card) window.atlas.question.fade(card, Boolean(given?.props) && given.props["data-of"] !== lastSelection);
  }

  let moreAsked = false;

  /** What later choices need, fetched when the first map stands on the screen. */
  function more() {
    values.needAll();
    values.needFootprints().then(window.atlas.map.placePractices);
    if (!moreAsked || !window.atlas.map.hasWards()) window.dash_clientside.set_props("ward-layer", { url: window.atlas.files["outlines-ward"], data: null });
    moreAsked = true;
  }

  async function clusters() {
    if (state.clusters) await window.atlas.later("clusters");
    window.atlas.clusters?.draw();
  }

  function afterPainting(then) {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then, 0)));
  }

  let waiting = 0;

  /** Wait until Leaflet has the outlines of the level, then draw; only the newest wish counts. */
  function onMap(then, drawn) {
    clearTimeout(waiting);
    const began = Date.now();
    const attempt = () => {
      if (window.atlas.map.ask(drawn)) then();
      else if (Date.now() - began > 60000) fail(new Error("the outlines did not come"));
      else waiting = setTimeout(attempt, 30);
    };
    attempt();
  }

  function fail(error) {
    const wait = document.getElementById("map-wait");
    if (!wait) return;
    wait.hidden = false;
    wait.textContent = `The map could not be drawn, because the server did not send what it needs (${error.message}). Reload the page; if it happens again, tell whoever looks after this server.`;
  }

  let shownNear = "";

  /** The map has moved: where there are too many areas to draw, what is near decides the level. */
  function moved() {
    if (!values.known.areas || values.known.areas.code.length <= window.atlas.view.MANY || state.levelSaid) return;
    const near = window.atlas.map.nearby();
    const key = near ? `${near.size}|${[...near][0]}` : "";
    if (key === shownNear) return;
    shownNear = key;
    show();
  }

  /** The unit under the pointer, marked in the legend. */
  function mark(code) {
    if (values.known.areas && !window.atlas.crossed.on()) window.atlas.legend.mark(code === null ? null : values.units().place[code]);
  }

  /** Select a unit, alone or with the others. */
  function toggle(code, several) {
    const others = state.selected.filter((one) => one !== code);
    const was = others.length < state.selected.length;
    go({ selected: several ? (was ? others : [...others, code]) : was && !others.length ? [] : [code] });
  }

  /** Called by Dash when shapes were drawn on the map: select what lies in them. */
  function drawn(shapes) {
    if (!shapes || !shapes.features.length || !values.known.areas) return;
    const inView = new Set(window.atlas.view.unitsOf(window.atlas.view.areas()).map((at) => values.units().code[at]));
    const codes = window.atlas.map.within(shapes.features).filter((code) => inView.has(code));
    window.dash_clientside.set_props("draw", { editToolbar: { mode: "remove", action: "clear all", n_clicks: Date.now() } });
    if (codes.length) go({ selected: codes });
  }

  function showPlaces(members) {
    wanted = members;
    show();
  }

  return { follow, mark, toggle, drawn, show, showPlaces, profileCame };
})();

const visited = {}; // each page's last query, while this window is open
let here = null; // the page's path

/** Say it to those who do not see it, too. */
function markHere() {
  for (const link of document.querySelectorAll(".nav-link")) {
    if (new URL(link.href).pathname === here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** The phone's menu has been asked for: its links are there a moment later. */
function menuOpened(clicks) {
  const mark = () => (document.querySelector("#menu .nav-link") ? markHere() : requestAnimationFrame(mark));
  if (clicks) requestAnimationFrame(mark);
  return Boolean(clicks);
}

/** Say which page this is, in the navigation, whose links lead back to what was left there: of each link
 * its address and whether it is this page's, in the row and in the phone's menu, which shuts. */
window.atlas.here = (path, search, pages) => {
  visited[path] = search || "";
  window.atlas.server.left();
  const gone = path !== here;
  if (gone) window.atlas.question.forget();
  here = path;
  requestAnimationFrame(markHere);
  const hrefs = pages.map((page) => (page === path ? page : `${page}${visited[page] || ""}`));
  const active = pages.map((page) => page === path);
  return [...hrefs, ...hrefs, ...active, ...active, gone ? false : window.dash_clientside.no_update];
};

/* Back and forward between views of one page: Dash would fetch the page and lay it out anew, with the
 * table closed and the map back where it began. The page follows its address by itself. */
window.addEventListener("popstate", (event) => {
  const part = { "/": "picker", "/seldom-heard": "ask", "/practices": "practices-side" }[window.location.pathname];
  if (!part || !document.getElementById(part)) return;
  event.stopImmediatePropagation();
  const { search, href } = window.location;
  window.dash_clientside.set_props("url", { search, href });
}, true);

/** Functions of a page whose program is fetched when the page is first there. */
function program(name, calls) {
  return Object.fromEntries(Object.entries(calls).map(([called, does]) => [called, async (...given) => {
    await window.atlas.later(name);
    window.atlas[name][does](...given);
  }]));
}

/* What Dash calls. Nothing is written back: the address is the only state. */
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.atlas = Object.fromEntries(
  Object.entries({
    follow: (search) => window.atlas.explore.follow(search),
    drawn: (shapes) => window.atlas.explore.drawn(shapes),
    picked: (rows) => window.atlas.table.picked(rows),
    profileCame: (card) => window.atlas.explore.profileCame(card),
    patientsCame: (given) => window.atlas.patients.came(given),
    ...program("targets", { targetsFollow: "follow", targetsFound: "found", targetsZone: "zoneShown" }),
    ...program("practices", { practicesFollow: "follow", practicesAnswered: "answered", practicesTables: "tablesCame", practicesCharts: "chartsCame", practicesPoint: "point", practicesPicked: "picked" }),
    ...program("heard", { heardFollow: "follow" }),
  }).map(([name, call]) => [name, (...given) => { call(...given); return window.dash_clientside.no_update; }]),
);
Object.assign(window.dash_clientside.atlas, { here: window.atlas.here, menuOpened });
