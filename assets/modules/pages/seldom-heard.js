/* The Seldom-heard page: the map of what the server found, and the zone whose card is open. The form writes the
 * address; what it means and what is found, the server says (dashboard/seldom_heard). */

import { byId, element, state } from "../core.js";
import * as map from "../map.js";
import { fill, written } from "../numbers.js";
import * as question from "../question.js";
import * as values from "../values.js";

const NARROW = "(max-width: 900px)"; // as in the styles
const tell = (/** @type {string} */ id, /** @type {any} */ data) => window.dash_clientside.set_props(id, { data });

/** @type {Found | null} */
let result = null;
/** @type {FoundWords} */
let words;
/** Number of the zone whose card is open. @type {number | null} */
let chosen = null;
/** Place of the area that was clicked. @type {number | null} */
let pin = null;
/** Places that "how many areas do I need" marks. @type {number[]} */
let marked = [];
let waiting = 0;

/** The page's address has changed, and the server looks. @param {{ search: string } | null} asked */
export function follow(asked) {
  if (!asked) return;
  if (chosen !== null) tell("zone", null);
  [result, chosen, pin, marked] = [null, null, null, []];
  const points = () => map.placePractices(() => {});
  map.use({ click: clicked, number: open, say, moved: dotsMean, points });
}

/** The server's answer has come: to what the page asks now, or to what it asked before.
 * @param {Found | null} answer @param {FoundWords} given */
export async function found(answer, given) {
  if (!answer) return;
  words = given;
  await Promise.all([values.start(), values.needFootprints()]);
  await values.need(answer.group);
  if (!byId("targets") || !question.answer(answer.search)) return;
  result = answer;
  const { practices, pcns } = answer;
  Object.assign(state, { level: "lsoa", second: "", classes: null, selected: [], practices, pcns });
  byId("seldom-heard-said").textContent = "";
  document.body.dataset.asked = answer.search;
  whenMapIsThere(draw);
  values.needAll();
}

/** What each criterion comes to in its own unit, for the rows that there are.
 * @param {Found | null} answer @returns {string[]} */
export function cuts(answer) {
  const rows = window.dash_clientside.callback_context.outputs_list;
  const fits = answer && question.is(answer.search) && answer.cuts.length === rows.length;
  return rows.map((/** @type {any} */ _, /** @type {number} */ at) => (fits ? answer.cuts[at] : ""));
}

// ---- the map ----

/** @param {() => void} then */
function whenMapIsThere(then) {
  clearTimeout(waiting);
  const attempt = () => {
    if (!result || !byId("targets")) return; // somebody has asked something else, or gone
    if (map.ask()) then();
    else waiting = setTimeout(attempt, 30);
  };
  attempt();
}

/** How a place stands. @param {number} at @param {Found} of */
export function standing(at, { firm, found, near, outside }) {
  const lists = { firm, borderline: found, near, outside };
  const is = Object.entries(lists).find(([, places]) => places.includes(at));
  return is ? is[0] : "not_found";
}

function draw(fit = true) {
  if (!result) return;
  const now = result;
  const { zones, found, asks } = now;
  const places = values.known.areas.code.map((/** @type {string} */ _, /** @type {number} */ at) => at);
  const stands = places.map((/** @type {number} */ at) => standing(at, now));
  const of = stands.map((/** @type {string} */ name) => words.standings.indexOf(name));
  const within = places.filter((/** @type {number} */ at) => stands[at] !== "outside");
  const zone = chosen === null ? [] : zones[chosen].areas;
  const dashed = (/** @type {number} */ at) => ["borderline", "near"].includes(stands[at]);
  const around = [zone, found, within].find((those) => those.length);
  map.number(asks ? zones.map(({ areas }) => areas) : []);
  map.draw({ of, colours: words.colours, edge: dashed }, within, chosen === null ? marked : zone, {
    pin,
    around: fit ? around : null,
  });
  dotsMean();
  byId("map-wait").hidden = true;
  document.body.dataset.drawn = asks ? `targets-${found.length}` : "targets-nothing";
}

/** Mark areas on the map, beside the zones. @param {number[]} places */
export function mark(places) {
  marked = places;
  whenMapIsThere(() => draw(false));
}

/** The legend says what the dots are while there are any. */
function dotsMean() {
  const line = byId("dots-mean");
  if (line) line.hidden = !document.querySelector(".leaflet-practices-pane path");
}

/** The zone that a place is in, or -1. @param {number} at */
const zoneOf = (at) => (result ? result.zones.findIndex(({ areas }) => areas.includes(at)) : -1);

/** What is said of the area below the pointer. @param {string} code */
function say(code) {
  const { areas, catalogue } = values.known;
  const at = values.place[code];
  const { zones = [], criteria = [], heard = {}, asks = false } = result || {};
  const zone = zoneOf(at);
  const value = (/** @type {string} */ id) => (id in catalogue.exercise ? (heard[at] ?? null) : values.value(id, at));
  const of = (/** @type {string} */ id) => catalogue.exercise[id] || values.words(id);
  const lines = criteria.map(({ indicator, label }) =>
    fill(words.hover.value, { label, value: written(value(indicator), of(indicator)) }),
  );
  if (zone >= 0) lines.unshift(fill(words.hover.zone, { number: zone + 1, name: zones[zone].name }));
  return element(
    "div",
    {},
    element("strong", { text: areas.neighbourhood.name[areas.neighbourhood.of[at]] }),
    element("span", { class: "hover-code", text: areas.name[at] }),
    element("div", { class: "hover-value", text: result && asks ? words.hover[standing(at, result)] : "" }),
    ...lines.map((text) => element("div", { class: "hover-line", text })),
  );
}

// ---- a zone's card ----

/** An area was clicked: its zone's card opens at it. @param {string} code */
function clicked(code) {
  const at = values.place[code];
  const zone = zoneOf(at);
  if (zone >= 0) open(zone, at);
}

/** Open a zone's card, with one of its areas marked; the server fills it.
 * @param {number} number @param {number | null} [at] place of the area */
function open(number, at = null) {
  if (!result) return;
  [chosen, pin, marked] = [number, at, []];
  // Who clicked on the map knows where they are: only from elsewhere is the zone brought into view.
  whenMapIsThere(() => draw(at === null));
  pressed();
  question.fade(byId("zone-card"), true);
  tell("zone", { search: result.search, number, area: at === null ? "" : values.known.areas.code[at] });
}

function close() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`.zone-button[data-zone="${chosen}"]`));
  [chosen, pin] = [null, null];
  whenMapIsThere(() => draw(false));
  pressed();
  tell("zone", null);
  button?.focus();
}

function pressed() {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".zone-button")))
    button.setAttribute("aria-pressed", String(Number(button.dataset.zone) === chosen));
}

/** The card is filled: bring it into view, at the area that was clicked. */
export function zoneShown() {
  question.fade(byId("zone-card"), false);
  if (chosen === null) return;
  byId("card").scrollTop = 0;
  if (window.matchMedia(NARROW).matches) byId("zone-card").scrollIntoView();
  byId("zone-close")?.focus({ preventScroll: true });
  if (pin !== null) document.querySelector("#zone-card .clicked")?.scrollIntoView({ block: "center" });
}

document.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement | null} */ (target)?.closest?.(".zone-button, #zone-close");
  if (button?.id === "zone-close") close();
  else if (button) open(Number(/** @type {HTMLElement} */ (button).dataset.zone));
});

// ---- a saved definition ----

/** Let somebody choose a file; what it says, the server reads. @param {number} clicks @param {FoundWords} given */
export function chooseFile(clicks, { largestFile }) {
  if (!clicks) return;
  const input = element("input", { type: "file", accept: ".json" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const text = file.size > largestFile ? "" : await file.text();
    tell("definition-read", { size: file.size, text, at: Date.now() });
  });
  input.click();
}
