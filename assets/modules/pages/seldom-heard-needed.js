/* "How many areas do I need?": the share of the people to reach against areas taken one after another, of the areas
 * found and of all; the same curve as layers/targeting/reach.py. It is drawn as the controls are changed. */
import { blank, part, write } from "../address.js";
import { to } from "../base.js";
import { byId, element, give, svg } from "../core.js";
import { count, fill, percent } from "../numbers.js";
import * as values from "../values.js";
import { mark } from "./seldom-heard.js";

const [W, H, LEFT, BOTTOM, TOP, RIGHT] = [340, 200, 44, 40, 8, 12];

/** @type {Record<string, string>} */
let said;
/** Areas that can be taken, and whose people they are. @type {{ group: string, found: number[], every: number[] }} */
let given;
let marking = false;

/** A text for one or for several. @param {string} name @param {number} number @param {Record<string, any>} [parts] */
const say = (name, number, parts = {}) =>
  fill(said[number === 1 ? `${name}_one` : name], { number: count(number), ...parts });

/** Draw the curve, and say how many areas it takes. @param {Among} among which areas are taken
 * @param {"count" | "rate"} by those with most people first, or with the highest share @param {number} share percent of
 * the people to reach @param {any} result what was found @param {{ curve: Record<string, string> }} words */
export async function draw(among, by, share, result, words) {
  if (!result?.found.length || !byId("needed")) return;
  await values.start();
  await values.need(result.group);
  if (!byId("needed") || !(share > 0 && share <= 100)) return;
  said = words.curve;
  unmark();
  const outside = new Set(result.outside);
  const every = values.everywhere().filter((at) => !outside.has(at));
  given = { group: result.group, found: result.found, every };
  const curves = { found: curve(given.found, by), all: curve(every, by) };
  const mine = curves[among];
  const number = fewest(mine, share / 100);
  const most = mine.order.length;
  byId("needed-answer").textContent =
    number === null ? say("too_many", most, { share: percent(100 * mine.reached[most - 1]) }) : say("answer", number);
  byId("curve").replaceChildren(picture(curves, among, number));
  point(curves, number ?? most);
  taking(mine, number, among === "found" && by === "count");
}

/** @param {number[]} places @param {string} by @returns {Curve} */
function curve(places, by) {
  const figure = new Map(given.every.map((at) => [at, values.over(given.group, [at])]));
  const people = (/** @type {number} */ at) => figure.get(at)?.n || 0;
  const key = by === "count" ? people : (/** @type {number} */ at) => figure.get(at)?.value || 0;
  const total = given.every.reduce((sum, at) => sum + people(at), 0) || 1;
  const order = [...places].sort((a, b) => key(b) - key(a) || a - b);
  let sum = 0;
  const reached = order.map((at) => {
    sum += people(at);
    return Math.min(1, sum / total);
  });
  return { order, people: order.map(people), reached };
}

/** The fewest areas of a curve that reach a share; null where all of them do not.
 * @param {Curve} of @param {number} wanted */
const fewest = ({ reached }, wanted) => reached.findIndex((share) => share >= wanted - 1e-9) + 1 || null;

function unmark() {
  if (marking) mark([]);
  marking = false;
}

// ---- the picture ----

/** Whole steps up to a number, four or so. @param {number} high */
function steps(high) {
  const rough = high / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, unit * /** @type {number} */ ([1, 2, 5, 10].find((one) => one * unit >= rough)));
  return Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, at) => at * step);
}

/** @param {Curves} curves @param {Among} among @param {number | null} number */
function picture(curves, among, number) {
  const most = curves[among].order.length;
  const ends = [curves.found, curves.all].map(({ order, reached }) => reached[Math.min(most, order.length) - 1]);
  const top = Math.min(1, Math.max(0.1, Math.ceil(10 * Math.max(...ends)) / 10));
  const x = (/** @type {number} */ n) => LEFT + ((W - LEFT - RIGHT) * n) / most;
  const y = (/** @type {number} */ share) => H - BOTTOM - ((H - BOTTOM - TOP) * share) / top;
  const line = (/** @type {Among} */ name) => {
    const points = curves[name].reached
      .slice(0, most)
      .map((share, at) => `${x(at + 1).toFixed(1)},${y(share).toFixed(1)}`);
    return svg("polyline", { class: `curve-${name}`, points: [`${x(0)},${y(0)}`, ...points].join(" ") });
  };
  const across = steps(100 * top).flatMap((share) => {
    const at = y(share / 100);
    const words = svg("text", { x: LEFT - 6, y: at + 4, "text-anchor": "end" }, percent(share, 0));
    return [svg("line", { class: "grid", x1: LEFT, x2: W - RIGHT, y1: at, y2: at }), words];
  });
  const below = steps(most).map((n) => svg("text", { x: x(n), y: H - BOTTOM + 17, "text-anchor": "middle" }, count(n)));
  const name = svg("text", { x: (LEFT + W - RIGHT) / 2, y: H - 4, "text-anchor": "middle" }, said.taken);
  const end = number === null ? [] : [svg("circle", { cx: x(number), cy: y(curves[among].reached[number - 1]), r: 5 })];
  const pointer = svg("line", { class: "pointer", x1: 0, x2: 0, y1: TOP, y2: H - BOTTOM, visibility: "hidden" });
  const look = { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": fill(said.about, { most: count(most) }) };
  const lines = [line(among === "found" ? "all" : "found"), line(among)];
  const chart = svg("svg", look, ...across, ...below, name, ...lines, ...end, pointer);
  const follow = (/** @type {any} */ { clientX }) => {
    const frame = chart.getBoundingClientRect();
    const n = Math.round(((((clientX - frame.left) * W) / frame.width - LEFT) / (W - LEFT - RIGHT)) * most);
    if (n < 1 || n > most) return;
    for (const [attribute, value] of Object.entries({ x1: x(n), x2: x(n), visibility: "visible" }))
      pointer.setAttribute(attribute, String(value));
    point(curves, n);
  };
  chart.addEventListener("pointermove", follow);
  chart.addEventListener("pointerdown", follow);
  const everywhere = given.every.length === values.known.areas.code.length;
  const key = element(
    "ul",
    { class: "curve-key list-unstyled d-flex gap-3 small mb-1 ms-5" },
    element("li", { class: "key-found", text: said.key_found }),
    element("li", { class: "key-all", text: everywhere ? said.key_all : said.key_there }),
  );
  return element("figure", {}, chart, key);
}

/** Say what so many areas hold, on both curves. @param {Curves} curves @param {number} n */
function point(curves, n) {
  const holds = (/** @type {Curve} */ { order, reached }) => percent(100 * reached[Math.min(n, order.length) - 1]);
  const both = n <= curves.found.order.length ? "at_both" : "at";
  byId("needed-at").textContent = say(both, n, { found: holds(curves.found), all: holds(curves.all) });
}

// ---- taking them ----

/** Mark the areas that are needed, keep only them, or open them on Explore.
 * @param {Curve} mine @param {number | null} number @param {boolean} mostFirst whether they are of those found, those
 * with most people first */
function taking({ order, people }, number, mostFirst) {
  const taken = number === null ? [] : order.slice(0, number);
  const parts = [];
  if (number !== null) {
    const marker = button("needed-mark", say("mark", number), () => {
      marking = !marking;
      mark(marking ? taken : []);
      marker.setAttribute("aria-pressed", String(marking));
      marker.textContent = marking ? said.unmark : say("mark", number);
    });
    marker.setAttribute("aria-pressed", "false");
    parts.push(marker);
    const least = Math.floor(people[number - 1]);
    const kept = people.filter((one) => one >= least).length;
    if (mostFirst && least >= 1 && kept < order.length) {
      const text = fill(said.keep, { number: count(kept), people: count(least) });
      parts.push(button("needed-keep", text, () => give("people", { value: least })));
    }
    if (number <= part("selected").most) {
      const selected = taken.map((at) => values.known.areas.code[at]);
      const href = to(`${said.explore}${write({ ...blank(), indicator: given.group, selected })}`);
      parts.push(element("a", { href, id: "needed-open", text: say("open", number) }));
    }
  }
  byId("needed-take").replaceChildren(...parts);
}

/** @param {string} id @param {string} text @param {() => void} onclick */
const button = (id, text, onclick) => element("button", { type: "button", class: "btn btn-plain", id, text, onclick });
