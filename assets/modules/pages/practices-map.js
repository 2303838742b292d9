/* The map of the Practices page: draws what the server says it looks like (dashboard/practices/map_looks.py), and says
 * of the area under the pointer what units have there. */
import { element, hide, insert } from "../core.js";
import * as map from "../map.js";
import { fill } from "../numbers.js";
import * as values from "../values.js";

const CORE = 2; // rings that hold 80 % of a list
const STRIPE = 6; // pixels
const ELSEWHERE = "#8a96a3";
/** A practice that the list does not hold. */
export const OTHER = { radius: 3, fillColor: ELSEWHERE, weight: 1 };

let fitted = ""; // what the map was last fitted to

/** What the map needs before it can be drawn. */
export const need = () => Promise.all([values.start(), values.needFootprints()]);

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

/** Draw a look; where the map is to show other places than before, it is fitted to them.
 * @param {MapLook} look @param {any[]} legend @param {number[]} around the places to show; none for all */
export function draw(look, legend, around) {
  insert("legend", legend);
  // What is not the look's is drawn as one class more, outside the view.
  const of = values.everywhere().map(() => look.colours.length);
  look.places.forEach((at, n) => {
    of[at] = look.of[n];
  });
  const colours = [...look.colours.map(striped), ELSEWHERE];
  const key = around.join();
  const fit = key === fitted && key ? null : around.length ? around : values.everywhere();
  map.draw({ of, colours }, look.places, [], { around: fit });
  fitted = key;
  hide("map-wait");
}

/** What is said of the area under the pointer.
 * @param {UnitAnswer | null} answer @param {Record<string, string>} words @param {string} code */
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
