/* A map of what the server found (dashboard/parts/found_map.py): draws it, and says what is under the pointer. */
import { element, hide, showAreas } from "./core.js";
import * as map from "./map.js";
import { units } from "./values.js";

const STRIPE = 6; // pixels

/** Stripes in several colours, as the canvas takes them in place of one. @param {Look["colour"]} colour */
function paintOf(colour) {
  if (!Array.isArray(colour)) return colour;
  const tile = element("canvas", { width: STRIPE * colour.length, height: STRIPE });
  const pen = tile.getContext("2d");
  for (const [n, one] of colour.entries()) {
    pen.fillStyle = one;
    pen.fillRect(n * STRIPE, 0, STRIPE, STRIPE);
  }
  const pattern = pen.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().rotate(45));
  return pattern;
}

/** Draw it as soon as the map is there, if that is still wanted then. @param {FoundMap} found
 * @param {() => boolean} wanted @param {{ selection?: number[], pin?: number | null, fit?: number[] | null,
 * groups?: number[][] }} [more] places with a line around them, the one marked among them, those to fit the map to
 * (null leaves it as it is), and groups that are numbered */
export function draw(found, wanted, { selection = [], pin = null, fit = found.fit, groups = [] } = {}) {
  const { level, looks, of, drawn } = found;
  showAreas({ level });
  map.whenThere(() => {
    const paint = {
      of: of.map((look) => (looks[look].colour ? look : -1)),
      colours: looks.map(({ colour }) => paintOf(colour)),
      edge: (/** @type {number} */ at) => Boolean(looks[of[at]].dashed),
    };
    const view = [...of.keys()].filter((at) => !looks[of[at]].outside);
    map.number(groups);
    map.draw(paint, view, selection, { pin, around: fit });
    hide("map-wait");
    document.body.dataset.drawn = drawn;
  }, wanted);
}

/** What is said of a place under the pointer. @param {FoundMap | undefined} found @param {string} code */
export function say(found, code) {
  const at = units().place[code];
  const said = (found?.lines || []).flatMap(({ texts, of, strong }) => {
    const text = texts[of[at]];
    return text ? [strong ? element("div", { class: "hover-value fs-5 fw-semibold", text }) : text] : [];
  });
  return map.hover(code, said);
}
