/* The Explore page: follows the address and has everything drawn. */
import * as address from "../address.js";
import * as classes from "../classes.js";
import { afterPaint, bring, byId, drawn as drawnBy, files, give, go, replace, state } from "../core.js";
import * as legend from "../legend.js";
import * as map from "../map.js";
import { say } from "../numbers.js";
import * as question from "../question.js";
import * as values from "../values.js";
import * as view from "../view.js";
import * as around from "./explore-around.js";
import * as said from "./explore-said.js";

/** When the first map stands on the screen. */
let stands = () => {};
const standing = new Promise((done) => {
  stands = () => done(true);
});

/** Called by Dash with the tools to draw on the map, for which the first map does not wait. @param {object} tools */
export const drawingTools = (tools) => standing.then(() => tools);

/** @typedef {{ props?: Record<string, any> } | null} Component what Dash tells of what it drew */

/** What the map was last fitted to. @type {string | null} */
let lastFit = null;
/** Of which places the card is. */
let lastSelection = "";
/** Areas to show on the map once they are drawn. @type {number[] | null} */
let wanted = null;
/** What the map is painted by. @type {Paint | null} */
let painted = null;
/** Modules that come when they are first wanted.
 * @type {{ table?: any, clusters?: any, crossed?: typeof import("../crossed.js"), hover?: any, controls?: any,
 * places?: typeof import("../places.js") }} */
const later = {};

/** The page's controls as Python declared them: others each time the page is opened. @type {any} */
let declared = null;
/** The address that is shown, and that which was last asked for. */
let shown = "";
/** @type {string | null} */
let asked = null;

// ---- following the address ----

/** Whenever the address changes, and when the page is first there. @param {string | null} search @param {any} given */
export function follow(search, given) {
  const page = byId("meaning");
  if (!page || (asked === (search || "") && given === declared)) return; // it was drawn before Dash heard of it
  asked = search || "";
  question.ask(asked);
  read(page, asked, given).catch(fail);
}

/** @param {HTMLElement} page @param {string} search @param {any} given */
async function read(page, search, given) {
  await values.start();
  // Names of practices are only wanted at once where the address names one.
  const parts = address.says(search);
  if (parts.has("p") || parts.has("c")) await values.needFootprints();
  const next = address.read(search, values.named());
  const ids = [next.indicator, next.second, ...next.columns, ...view.needs(next)];
  await Promise.all([...ids.map(values.need), classes.need(next.classes)]);
  if (next.second) later.crossed ||= await bring("crossed");
  if (next.clusters) {
    later.clusters ||= await bring("clusters");
    await later.clusters.need();
  }
  if (next.columns.length) later.table ||= await bring("table");
  if (!page.isConnected || !question.answer(search)) return; // somebody has gone on
  Object.assign(state, next);
  if (given !== declared) fresh();
  [declared, shown] = [given, search];
  drawnBy((other) => follow(other, given));
  map.use({
    click: view.toggle,
    find,
    mark,
    moved,
    say: (code) =>
      later.hover?.hover(code, painted, (/** @type {number} */ at) => later.clusters?.said(at) || "") ?? "",
    points,
  });
  said.looked(state.indicator);
  show();
}

/** The page has just been put there. */
function fresh() {
  [lastFit, lastSelection, carried] = [null, "", null];
  around.forget();
  later.table?.forget();
}

/** Controls have changed. @param {any[]} given */
export function changed(...given) {
  const place = later.controls?.changed(...given); // until they have come, nobody can have changed them
  if (place && later.places?.at(place)) later.places.look(place);
  else if (place) showPlaces(later.controls.areasOf(place));
}

/** The star beside the indicator's name. @param {number} clicks */
export const liked = (clicks) => (clicks ? said.liked() : undefined);

/** The button of the table. @param {number} clicks */
export async function table(clicks) {
  if (!clicks) return;
  later.table ||= await bring("table");
  later.table.toggle(show);
}

/** What draws two indicators at once, where the map shows two. */
const two = () => (later.crossed?.on() ? later.crossed : null);

/** @returns {Paint} */
function paint() {
  const crossed = two();
  if (crossed) return crossed.cut();
  const classed = classes.cut(state.indicator);
  const { flags } = values.known.areas;
  if (values.words(state.indicator).modelled && state.level === "lsoa") classed.flagged = (at) => flags[at].length > 0;
  return classed;
}

/** Draw the view. */
export function show() {
  const { places, drawn } = view.settleLevel(view.areas(), map.nearby());
  const units = view.unitsOf(places);
  const classed = paint();
  const selected = state.selected.map((code) => values.units().place[code]);
  delete document.body.dataset.asked;
  afterPaint(settle);
  carry();
  said.meaning();
  (two() || legend).draw(/** @type {any} */ (classed), units);
  later.clusters?.key();
  replace("card-plot", two()?.plot(units) || "");
  said.questions(around.draw());
  said.bar(places, units);
  said.notice(units, later.crossed?.impossible() || "");
  later.table?.draw(units);
  question.fade(byId("map-frame"), true);
  onMap(() => {
    question.fade(byId("map-frame"), false);
    painted = classed;
    const where = JSON.stringify([
      state.districts,
      state.groups,
      state.wards,
      state.neighbourhoods,
      state.pcns,
      state.practices,
      state.held,
      state.atLeast,
    ]);
    // A link to what is selected opens near it; later, another filter shows all that it keeps.
    const first = lastFit === null && selected.length ? view.among(selected) : units;
    const near = wanted ? view.unitsOf(wanted) : where !== lastFit && units.length ? first : null;
    map.draw(classed, later.clusters?.forward(units) || units, selected, { around: near });
    later.places?.pin();
    later.clusters?.draw();
    [wanted, lastFit] = [null, where];
    byId("map-wait").hidden = true;
    document.body.dataset.drawn = state.indicator;
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(more, 0)));
  }, drawn);
  profile();
}

/** Whom it leads to; nobody knows when the page is opened. @type {string | null} */
let carried = null;

/** Have the navigation's link to practices lead to those that are looked at here. */
function carry() {
  const { letter, ...way } = address.rules.carried;
  const [kind, code] = state.found.split(".");
  const chosen = [...state.pcns, ...state.practices];
  const keys = (chosen.length || kind !== "practice" ? chosen : [code]).join(".");
  if (keys === carried) return;
  carried = keys;
  afterPaint(() => give("carried", { data: keys ? { ...way, parts: { [letter]: keys } } : null }));
}

/** What takes Dash a while, and can come after the drawing: the controls as the address has them. */
async function settle() {
  later.controls ||= await bring("explore-form");
  if (!byId("meaning")) return;
  later.controls.show(shown, declared);
  document.body.dataset.asked = shown;
}

let waiting = 0;

/** Wait until Leaflet has the outlines of the level, then draw; only the newest wish counts.
 * @param {() => void} then @param {number[] | null} drawn */
function onMap(then, drawn) {
  clearTimeout(waiting);
  const began = Date.now();
  const attempt = () => {
    if (map.ask(drawn)) then();
    else if (Date.now() - began > 60000) fail(new Error(say("no_outlines")));
    else waiting = setTimeout(attempt, 30);
  };
  attempt();
}

let moreAsked = false;

/** What later choices need, fetched when the first map stands on the screen. */
function more() {
  stands();
  values.needAll();
  values.needFootprints().then(() => byId("meaning") && points());
  if (!moreAsked || !map.hasWards()) give("ward-layer", { url: files["outlines-ward"], data: null });
  if (!moreAsked) for (const name of ["paper", "explore-lists"]) bring(name);
  moreAsked = true;
  bring("explore-hover").then((came) => {
    later.hover = came;
  });
  bring("explore-headline").then(({ begin }) => begin(() => painted));
  bring("places").then((came) => {
    later.places = came;
    came.pin();
  });
}

/** @param {Error} error */
function fail({ message }) {
  const wait = byId("map-wait");
  if (!wait) return;
  wait.hidden = false;
  wait.textContent = address.rules.labels.no_map.replace("{why}", message);
}

/** A mark on the map was clicked: its card, in place of what was selected. @param {string} key as an address has it */
function find(key) {
  later.places?.mark(key);
  go({ found: key, selected: [] });
}

/** Practices on the map: a click opens one's card. */
const points = () => map.placePractices((code) => find(`practice.${code}`), view.practices());

let shownNear = "";

/** The map has moved: where there are too many areas to draw, what is near decides the level. */
function moved() {
  if (!values.known.areas || !view.crowded()) return;
  const near = map.nearby();
  const key = near ? `${near.size}|${[...near][0]}` : "";
  if (key === shownNear) return;
  shownNear = key;
  show();
}

/** The unit under the pointer, marked in the legend. @param {string | null} code */
function mark(code) {
  if (values.known.areas && !two()) legend.mark(code === null ? null : values.units().place[code]);
}

/** Called by Dash when shapes were drawn on the map: select what lies in them.
 * @param {{ features: any[] } | null} shapes */
export function drawn(shapes) {
  if (!shapes?.features.length || !values.known.areas) return;
  const inView = new Set(view.unitsOf(view.areas()).map((at) => values.units().code[at]));
  const codes = map.within(shapes.features).filter((code) => inView.has(code));
  give("draw", { editToolbar: { mode: "remove", action: "clear all", n_clicks: Date.now() } });
  if (codes.length) go({ selected: codes });
}

/** Show some areas on the map, once they are drawn. @param {number[]} members */
function showPlaces(members) {
  if (!members.length) return;
  wanted = members;
  show();
}

/** Called by Dash when the selection in the table changes. @param {any[]} rows */
export function picked(rows) {
  later.table?.picked(rows);
}

// ---- what the server fills ----

const OF_MAP = { clusters: false, marks: address.blank().marks, found: "" };
const UNASKED = { ...view.UNFILTERED, classes: null, columns: [], ...OF_MAP };

/** Have the server fill the card of what is selected; it says what ages do to the indicator on the map. */
function profile() {
  const selection = state.selected.length ? address.write({ ...state, ...UNASKED, second: "" }) : "";
  const card = byId("card-profile");
  card.hidden = !selection;
  if (selection === lastSelection) return;
  lastSelection = selection;
  question.fade(card, true);
  give("selection", { data: { search: selection } });
}

/** Called by Dash when the card of a selection has come: of this one, or of an earlier one. @param {Component} given */
export function profileCame(given) {
  const card = byId("card-profile");
  if (card) question.fade(card, Boolean(given?.props) && given?.props?.["data-of"] !== lastSelection);
}

/** Other figures of one's own are at hand: in the picker, under its headings, and on the map where the address names
 * one. */
async function others() {
  await values.start();
  give("theme", { options: values.known.catalogue.themes.map(heading) });
  asked = null;
  follow(window.location.search, declared);
}
document.addEventListener("own-held", () => {
  if (byId("meaning") && declared) others().catch(fail);
});

/** A theme as one of its buttons (dashboard/explore/form.py).
 * @param {{ id: string, label: string, description: string }} theme */
const heading = ({ id, label, description }) => ({
  value: id,
  label: { namespace: "dash_html_components", type: "Span", props: { children: label, title: description } },
});

document.addEventListener("atlas-theme", () => {
  if (document.body.dataset.drawn && byId("meaning")) show();
});
