/* At most so many places (dashboard/seldom_heard/at_most.py): while the slider is moved, the map, the curve and the
 * sentence follow at once from what the server has sent; when it is let go, the address does, and then the server. */
import { byId, every, give, hide, insert } from "../core.js";
import * as form from "../form.js";
import { count, fill, percent } from "../numbers.js";
import * as question from "../question.js";

const PAGE = "seldom-heard";
const PAUSE = 400; // ms after the last step, until the address follows

/** @type {AtMost | null} */
let given = null;
/** How many are taken as the slider stands now. */
let number = 0;
/** Whether the slider has been moved since the address was written, and when it is to be. */
let [moving, later] = [false, 0];
/** Has the map drawn again. @type {() => void} */
let light = () => {};

/** What was found has come, or nothing that could be taken in part. @param {AtMost | null} answer
 * @param {() => void} lights */
export function begin(answer, lights) {
  [given, light] = [answer, lights];
  hide("at-most", !given);
  if (!given) return;
  const most = given.steps.length;
  // Who has moved on since this was asked keeps their place.
  if (!moving) number = given.number;
  number = Math.min(number, most);
  for (const id of ["at-most-slider", "at-most-number"]) byId(id).max = String(most);
  insert("at-most-picture", given.picture);
  follow(true);
  show();
  fadeRest();
}

/** What only the server can say is faded while it is of another number. */
function fadeRest() {
  for (const part of every("#targets-said [data-answers], #in-view")) question.fade(part, number !== given?.number);
}

/** The page asks something new: what was found stays until the answer comes, faded where the slider did not ask.
 * @param {boolean} own whether it did */
export function follow(own) {
  if (!own) {
    clearTimeout(later);
    moving = false;
  }
  for (const id of ["at-most-said", "at-most-picture"]) question.fade(byId(id), !own);
}

/** How areas look on the map as the slider stands, and the zones that have numbers there.
 * @param {Found} found @returns {{ map: FoundMap, groups: number[][] }} */
export function taken({ map, zones, taken: zonesTaken }) {
  if (!given || number === given.number) return { map, groups: zones.slice(0, zonesTaken) };
  const of = [...given.all];
  for (const at of given.steps.slice(number).flat()) of[at] = given.left;
  // Other areas make other zones, which the server has yet to number.
  return { map: { ...map, of }, groups: given.areas ? [] : given.steps.slice(0, number) };
}

/** Controls, sentence, curve and legend say the number. */
function show() {
  if (!given) return;
  const { steps, people, shares, texts, begins, ends } = given;
  const most = steps.length;
  const [slider, field] = [byId("at-most-slider"), byId("at-most-number")];
  slider.value = String(number);
  if (Number(field.value) !== number) field.value = String(number);
  const parts = { number: count(number), people: count(people[number - 1]), share: percent(100 * shares[number - 1]) };
  slider.setAttribute("aria-valuetext", fill(texts.value, parts));
  byId("at-most-said").textContent = fill(texts[number === most ? "all" : number === 1 ? "one" : "some"], parts);
  const filled = byId("at-most-picture").querySelector(".taken");
  filled?.setAttribute("width", String(begins + ((ends - begins) * number) / most));
}

/** The legend says how many areas of each look the map has now. @param {FoundMap} map */
export function drawn({ of }) {
  for (const row of every("#legend [data-look]")) {
    const has = of.filter((look) => look === Number(row.dataset.look)).length;
    row.querySelector(".size").textContent = count(has);
    row.hidden = row.dataset.look === String(given?.left) && !has;
  }
}

/** @param {number} to */
function move(to) {
  if (!given || to === number) return;
  [number, moving] = [to, true];
  show();
  fadeRest();
  light();
}

/** The address says the number, once nobody has moved it for a moment. */
function keep() {
  clearTimeout(later);
  later = window.setTimeout(() => {
    if (!given || !moving) return;
    moving = false;
    if (number === given.number) return;
    const m = number === given.steps.length ? "" : String(number);
    give("url", { search: form.choose(PAGE, { m }) });
  }, PAUSE);
}

/** The number that stands in a control; none where it is not one of those that can be taken.
 * @param {any} control */
function numberIn({ value }) {
  const typed = Number(value);
  return given && Number.isInteger(typed) && typed >= 1 ? Math.min(typed, given.steps.length) : null;
}

document.addEventListener("input", ({ target }) => {
  const { id } = /** @type {any} */ (target);
  if (id !== "at-most-slider" && id !== "at-most-number") return;
  const to = numberIn(target);
  if (to === null) return;
  move(to);
  if (id === "at-most-number") keep();
});

document.addEventListener("change", ({ target }) => {
  const { id } = /** @type {any} */ (target);
  if (id === "at-most-slider") keep();
  if (id === "at-most-number" && given) show(); // what could not be used goes
});
