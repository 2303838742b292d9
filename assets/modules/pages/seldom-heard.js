/* The Seldom-heard page: the map of what the server found, and the zone whose card is open. The form writes the
 * address; what it means and what is found, the server says (dashboard/seldom_heard). */
import { withParts } from "../address.js";
import { afterPaint, byId, element, every, give } from "../core.js";
import { narrow } from "../fields.js";
import * as foundMap from "../found-map.js";
import * as map from "../map.js";
import { hold } from "../own-held.js";
import * as question from "../question.js";
import * as values from "../values.js";
import * as atMost from "./seldom-heard-at-most.js";
import * as zones from "./seldom-heard-zones.js";

/** @type {Found | null} */
let result = null;
/** Number of the zone whose card is open. @type {number | null} */
let chosen = null;
/** Place of the area that was clicked. @type {number | null} */
let pin = null;
/** Places that "how many areas do I need" marks. @type {number[]} */
let marked = [];
/** The page as it was opened, the places that its map was last fitted to, and what it asks but for what is taken of
 * that. @type {{ page: HTMLElement | null, fit: string, asks: string }} */
const was = { page: null, fit: "", asks: "" };

/** The page's address has changed, and the server looks. @param {{ search: string } | null} asked */
export function follow(asked) {
  if (!asked) return;
  if (chosen !== null) {
    give("zone", { data: null });
    note(null);
  }
  zones.leave(result?.zones || []);
  [result, chosen, pin, marked] = [null, null, null, []];
  const asks = asksFor(asked.search);
  atMost.follow(asks === was.asks);
  was.asks = asks;
  map.use({ click: clicked, number: open, say: (code) => foundMap.say(result?.map, code), points });
}

/** What an address asks, whatever is taken of what is found. @param {string} search */
function asksFor(search) {
  const without = [...byId("at-most").dataset.letters].map((letter) => [letter, ""]);
  return withParts(search, Object.fromEntries(without));
}

/** The server's answer has come: to what the page asks now, or to what it asked before. @param {Found | null} answer */
export async function found(answer) {
  if (!answer) return;
  await Promise.all([values.start(), values.needFootprints()]);
  if (!byId("targets") || !question.answer(answer.search)) return;
  result = answer;
  byId("seldom-heard-said").textContent = "";
  document.body.dataset.asked = answer.search;
  atMost.begin(result.at_most, light);
  const [, wanted] = /^#zone-(\d{1,4})$/.exec(window.location.hash) || [];
  // Where as much is found as before, the map stays as somebody has moved it.
  const [page, fit] = [byId("targets"), JSON.stringify(result.map.fit)];
  const stays = page === was.page && fit === was.fit;
  Object.assign(was, { page, fit });
  if (Number(wanted) >= 1 && Number(wanted) <= result.taken) open(Number(wanted) - 1);
  else draw(!stays);
  afterPaint(() => zones.back(answer.zones));
}

/** What each criterion comes to in its own unit, for the rows that there are.
 * @param {Found | null} answer @returns {string[]} */
export function cuts(answer) {
  const rows = window.dash_clientside.callback_context.outputs_list;
  const fits = answer && question.is(answer.search) && answer.cuts.length === rows.length;
  return rows.map((/** @type {any} */ _, /** @type {number} */ at) => (fits ? answer.cuts[at] : ""));
}

// ---- the map ----

function draw(fit = true) {
  if (!result) return;
  const zone = chosen === null ? null : result.zones[chosen];
  const { map: shown, groups } = atMost.taken(result);
  const more = { selection: zone || marked, pin, fit: fit ? zone || shown.fit : null, groups };
  foundMap.draw(shown, () => Boolean(result && byId("targets")), more);
}

/** The map follows the slider. */
function light() {
  if (!result) return;
  draw(false);
  atMost.drawn(atMost.taken(result).map);
}

/** Mark areas on the map, beside the zones. @param {number[]} places */
export function mark(places) {
  if (!places.length && !marked.length) return;
  marked = places;
  draw(false);
}

/** Practices where the map is near enough. */
const points = () => map.placePractices(() => {});

// ---- a zone's card ----

/** An area was clicked: its zone's card opens at it. @param {string} code */
function clicked(code) {
  const at = values.place[code];
  const zone = result ? result.zones.findIndex((areas) => areas.includes(at)) : -1;
  if (zone >= 0) open(zone, at);
}

/** Open a zone's card, with one of its areas marked; the server fills it.
 * @param {number} number @param {number | null} [at] place of the area */
function open(number, at = null) {
  if (!result) return;
  [chosen, pin, marked] = [number, at, []];
  // Who clicked on the map knows where they are: only from elsewhere is the zone brought into view.
  draw(at === null);
  pressed();
  note(number);
  question.fade(byId("zone-card"), true);
  give("zone", { data: { search: result.search, number, area: at === null ? "" : values.known.areas.code[at] } });
}

/** The address says which zone is open, so that a link opens it; one that is not taken has no number.
 * @param {number | null} number */
function note(number) {
  const hash = number === null || number >= (result?.taken ?? 0) ? "" : `#zone-${number + 1}`;
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, "", pathname + search + hash);
  give("url", { hash });
}

function close() {
  const [button] = every(`.zone-button[data-zone="${chosen}"]`);
  [chosen, pin] = [null, null];
  draw(false);
  pressed();
  note(null);
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
  if (narrow.matches) byId("zone-card").scrollIntoView();
  byId("zone-close")?.focus({ preventScroll: true });
  if (pin !== null) document.querySelector("#zone-card .clicked")?.scrollIntoView({ block: "center" });
}

document.addEventListener("click", ({ target }) => {
  const button = /** @type {any} */ (target)?.closest?.(".zone-button, #zone-close");
  if (button?.id === "zone-close") close();
  else if (button) open(Number(button.dataset.zone));
});

// ---- a saved definition ----

/** Let somebody choose a file; what it says, the server reads. @param {number} clicks @param {string} largest */
export function chooseFile(clicks, largest) {
  if (!clicks) return;
  const input = element("input", { type: "file", accept: ".json" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const text = file.size > Number(largest) ? "" : await file.text();
    give("definition-read", { data: { size: file.size, text, at: Date.now() } });
  });
  input.click();
}

/** Open what the server found in it: the layers that it asks for are held first, and then it is asked. Without room for
 * them it is not opened. @param {{ query: string, layers: OwnLayer[] } | null} found */
export function opened(found) {
  if (!found) return window.dash_clientside.no_update;
  const full = hold(...found.layers);
  if (!full) return found.query;
  give("notice", { children: { namespace: "dash_html_components", type: "P", props: { children: full } } });
  return window.dash_clientside.no_update;
}
