/* The Seldom-heard page: the map of what the server found, and the zone whose card is open. The form writes the
 * address; what it means and what is found, the server says (dashboard/seldom_heard). */
import { byId, element, every, give, hide, showAreas } from "../core.js";
import * as map from "../map.js";
import { fill, written } from "../numbers.js";
import * as question from "../question.js";
import * as values from "../values.js";

const NARROW = "(max-width: 991.98px)"; // as in the styles

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

/** The page's address has changed, and the server looks. @param {{ search: string } | null} asked */
export function follow(asked) {
  if (!asked) return;
  if (chosen !== null) give("zone", { data: null });
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
  showAreas({ practices, pcns });
  byId("seldom-heard-said").textContent = "";
  document.body.dataset.asked = answer.search;
  onMap(draw);
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

/** Draw as soon as the map is there, unless somebody has asked something else, or gone. @param {() => void} then */
const onMap = (then) => map.whenThere(then, () => Boolean(result && byId("targets")));

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
  const stands = values.everywhere().map((at) => standing(at, now));
  const of = stands.map((name) => words.standings.indexOf(name));
  const within = values.everywhere().filter((at) => stands[at] !== "outside");
  const zone = chosen === null ? [] : zones[chosen].areas;
  const dashed = (/** @type {number} */ at) => ["borderline", "near"].includes(stands[at]);
  const around = [zone, found, within].find((those) => those.length);
  map.number(asks ? zones.map(({ areas }) => areas) : []);
  map.draw({ of, colours: words.colours, edge: dashed }, within, chosen === null ? marked : zone, {
    pin,
    around: fit ? around : null,
  });
  dotsMean();
  hide("map-wait");
  document.body.dataset.drawn = asks ? `targets-${found.length}` : "targets-nothing";
}

/** Mark areas on the map, beside the zones. @param {number[]} places */
export function mark(places) {
  marked = places;
  onMap(() => draw(false));
}

/** The legend says what the dots are while there are any. */
function dotsMean() {
  hide("dots-mean", !every(".leaflet-practices-pane path").length);
}

/** The zone that a place is in, or -1. @param {number} at */
const zoneOf = (at) => (result ? result.zones.findIndex(({ areas }) => areas.includes(at)) : -1);

/** What is said of the area below the pointer. @param {string} code */
function say(code) {
  const { exercise } = values.known.catalogue;
  const at = values.place[code];
  const { zones = [], criteria = [], heard = {}, asks = false } = result || {};
  const zone = zoneOf(at);
  const value = (/** @type {string} */ id) => (id in exercise ? (heard[at] ?? null) : values.value(id, at));
  const of = (/** @type {string} */ id) => exercise[id] || values.words(id);
  const lines = criteria.map(({ indicator, label }) =>
    fill(words.hover.value, { label, value: written(value(indicator), of(indicator)) }),
  );
  if (zone >= 0) lines.unshift(fill(words.hover.zone, { number: zone + 1, name: zones[zone].name }));
  const text = result && asks ? words.hover[standing(at, result)] : "";
  return map.hover(code, [element("div", { class: "hover-value fs-5 fw-semibold", text }), ...lines]);
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
  onMap(() => draw(at === null));
  pressed();
  question.fade(byId("zone-card"), true);
  give("zone", { data: { search: result.search, number, area: at === null ? "" : values.known.areas.code[at] } });
}

function close() {
  const [button] = every(`.zone-button[data-zone="${chosen}"]`);
  [chosen, pin] = [null, null];
  onMap(() => draw(false));
  pressed();
  give("zone", { data: null });
  button?.focus();
}

function pressed() {
  for (const button of every(".zone-button"))
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
  const button = /** @type {any} */ (target)?.closest?.(".zone-button, #zone-close");
  if (button?.id === "zone-close") close();
  else if (button) open(Number(button.dataset.zone));
});

// ---- a saved definition ----

/** Let somebody choose a file; what it says, the server reads. @param {number} clicks @param {FoundWords} given */
export function chooseFile(clicks, { largestFile }) {
  if (!clicks) return;
  const input = element("input", { type: "file", accept: ".json" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const text = file.size > largestFile ? "" : await file.text();
    give("definition-read", { data: { size: file.size, text, at: Date.now() } });
  });
  input.click();
}
