/* The map of the Practices page: draws what the server says units look like (dashboard/practices/map_looks.py), or with
 * the list deprivation and all practices; and what is said of the area under the pointer. */
import * as classes from "../classes.js";
import { element, every, hide, insert } from "../core.js";
import * as map from "../map.js";
import { count, fill } from "../numbers.js";
import * as values from "../values.js";

const DEPRIVATION = "imd_decile"; // is drawn with the list, and wanted before
const CORE = 2; // rings that hold 80 % of a list
const STRIPE = 6; // pixels
const ELSEWHERE = "#8a96a3";
const AROUND = 0.01; // degrees

let fitted = ""; // what the map was last fitted to

const { everywhere } = values;

/** What the map needs before it can be drawn. */
export const need = () => Promise.all([values.start(), values.needFootprints(), values.need(DEPRIVATION)]);

/** The map is a new one: it is to be fitted. */
export function forget() {
  fitted = "";
}

/** Stripes in some colours, as the canvas takes them in place of one colour. @param {string | string[]} colours */
function striped(colours) {
  if (typeof colours === "string") return colours;
  const tile = element("canvas", { width: STRIPE * colours.length, height: STRIPE });
  const pen = tile.getContext("2d");
  colours.forEach((colour, n) => {
    pen.fillStyle = colour;
    pen.fillRect(n * STRIPE, 0, STRIPE, STRIPE);
  });
  const pattern = pen.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().rotate(45));
  return pattern;
}

/** Draw an answer, as soon as the map is there. @param {UnitAnswer} answer @param {ListAsked} asked
 * @param {Set<string>} near codes of the practices of its place or network */
export function draw(answer, asked, near) {
  const look = answer.looks[asked.m] || answer.looks.core;
  insert("legend", look.legend);
  if (!answer.units.length) {
    const key = [asked.k, asked.d, asked.c].join("|");
    const { of, bounds } = classes.cut(DEPRIVATION);
    const colours = classes.colours(bounds.length, values.words(DEPRIVATION));
    show({ of, colours }, everywhere(), asked.d || asked.c ? around(near) : everywhere(), key);
    return;
  }
  // What is no unit's is drawn as one class more, outside the view.
  const of = everywhere().map(() => look.colours.length);
  look.places.forEach((at, n) => {
    of[at] = look.of[n];
  });
  const colours = [...look.colours.map(striped), ELSEWHERE];
  show({ of, colours }, look.places, answer.core.length ? answer.core : everywhere(), asked.v);
}

/** Draw areas; where something else than before is shown, fit the map to its places.
 * @param {any} paint @param {number[]} areas @param {number[]} near @param {string} key */
function show(paint, areas, near, key) {
  map.draw(paint, areas, [], { around: key === fitted ? null : near });
  fitted = key;
  hide("map-wait");
}

/** Areas around some practices. @param {Set<string>} codes @returns {number[]} */
function around(codes) {
  const { areas, footprints } = values.known;
  const there = footprints.practices.filter((/** @type {any} */ one) => codes.has(one.code) && one.at[0] !== null);
  const within = (/** @type {number} */ i) => {
    const all = there.map((/** @type {any} */ one) => one.at[i]);
    const [low, high] = [Math.min(...all) - AROUND, Math.max(...all) + AROUND];
    return (/** @type {number} */ at) => areas.at[at][i] > low && areas.at[at][i] < high;
  };
  const near = everywhere().filter(within(0)).filter(within(1));
  return near.length ? near : everywhere();
}

/** What the dots of the list are; told again when rows are ticked. @param {ListAsked} asked @param {Set<string>} kept
 * @param {Set<string>} marked codes of the practices that are ticked, or whose networks are */
export function dotsKey({ k }, kept, marked) {
  for (const line of every("#dots-key li")) {
    const { listed } = line.dataset;
    const number = listed ? kept.size : marked.size;
    line.hidden = listed ? listed !== k : !number;
    line.lastElementChild.textContent = count(number);
  }
}

/** The practices as points: with the list all of them, else those looked at. @param {UnitAnswer} answer
 * @param {Set<string>} kept @param {Set<string>} marked @param {(code: string) => void} open */
export function points({ units, dots }, kept, marked, open) {
  const { MINE, OTHERS } = map;
  const ofList = (/** @type {string} */ code) =>
    marked.has(code) ? MINE : kept.has(code) ? OTHERS : { radius: 3, fillColor: ELSEWHERE, weight: 1 };
  const ofUnits = (/** @type {string} */ code) => (dots[code] ? { ...MINE, fillColor: dots[code] } : null);
  map.points(({ code }) => (units.length ? ofUnits(code) : ofList(code)), open);
}

/** What is said of the area under the pointer.
 * @param {UnitAnswer | null} answer @param {any} words @param {string} code */
export function say(answer, words, code) {
  const at = values.place[code];
  const units = answer?.units || [];
  const rows = units.map((unit) => unit.areas.find(([place]) => place === at));
  const whose = units.filter((_, n) => (rows[n]?.[3] ?? CORE) < CORE).map(({ name }) => name);
  const lines = units.map(({ name, counted }, n) => {
    const row = rows[n];
    if (!row) return fill(words.none, { name });
    const shares = { of_list: row[1].toFixed(1), of_area: row[2].toFixed(0) };
    return fill(counted ? words.counted : words.part, { name, ...shares });
  });
  if (whose.length && units.length > 1) lines.unshift(fill(words.core, { names: whose.join(words.and) }));
  return map.hover(code, lines);
}
