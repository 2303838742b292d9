/* Where the map is put: as near as fits into what the legend, the search and the map's buttons leave free. */
import { every } from "./core.js";

const EDGE = 12; // pixels that stay free around what is shown
const NEAREST = 14;
const LEAST = 6 * EDGE; // of a box that is worth being filled
// What may lie over no part of what is shown; the scale can, but not over a session's number.
const COVERS = ".leaflet-left .leaflet-bar, .meet .leaflet-control-scale";
const GROWN = 8; // pixels that the legend may grow by before the map makes room for it

/** @type {Leaflet} */
let map = null;
/** What the map was last put around, and where it was then: whoever has moved it since keeps it.
 * @type {{ bounds: Leaflet, boxes: Box[], key: string, top: number, centre: Leaflet, zoom: number } | null} */
let put = null;

/** A map is there. It is put anew when its pane changes, unless somebody has moved it. @param {Leaflet} fresh */
export function begin(fresh) {
  [map, put] = [fresh, null];
  const pane = fresh.getContainer();
  const resized = () => {
    if (!pane.isConnected) return;
    if (put && still()) around(put.bounds, put.boxes);
    else fresh.invalidateSize();
  };
  new ResizeObserver(resized).observe(pane);
}

/** Whether the map is where it was put, but for what Leaflet rounds. */
const still = () =>
  put && map.getZoom() === put.zoom && map.project(put.centre).distanceTo(map.project(map.getCenter())) < 2;

/** Boxes of what lies over the map, in its window; hidden parts have none. @param {string} selector @returns {Box[]} */
export function over(selector) {
  const { left: x, top: y } = map.getContainer().getBoundingClientRect();
  const shown = every(selector).map((one) => one.getBoundingClientRect());
  return shown
    .filter(({ height }) => height)
    .map(({ left, top, right, bottom }) => [left - x, top - y, right - x, bottom - y]);
}

/** Whether two boxes have a point in common. @param {Box} a @param {Box} b */
export const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** Boxes that are free: above the legend, and beside it. @returns {Box[]} */
function free() {
  const { x, y } = map.getSize();
  const top = Math.max(0, ...over("#find, #map-choice, #marks-menu").map((box) => box[3]));
  const [legend] = over("#legend").filter((box) => box[1] < y && box[3] > 0);
  /** @type {Box[]} */
  const boxes = [[0, top, x, legend?.[1] ?? y]];
  if (legend) boxes.push([legend[2], top, x, y]);
  const roomy = boxes.filter(([left, above, right, below]) => right - left > LEAST && below - above > LEAST);
  return roomy.length ? roomy : [[0, 0, x, y]];
}

/** @param {Leaflet} bounds @param {Box} box */
function into(bounds, [left, top, right, bottom]) {
  const { x, y } = map.getSize();
  const paddingTopLeft = [left + EDGE, top + EDGE];
  const paddingBottomRight = [x - right + EDGE, y - bottom + EDGE];
  map.fitBounds(bounds, { paddingTopLeft, paddingBottomRight, maxZoom: NEAREST, animate: false });
}

/** Put the map around what is to be shown. @param {Leaflet} bounds @param {Leaflet[]} parts bounds of each part of it,
 * as far as they are known: none may lie below the map's buttons */
export function around(bounds, parts = []) {
  map.invalidateSize({ pan: false });
  const { x, y } = map.getSize();
  const boxes = free();
  const key = JSON.stringify([bounds.toBBoxString(), boxes, x, y]);
  if (still() && put?.key === key) return;
  const near = (/** @type {Box} */ [left, top, right, bottom]) =>
    map.getBoundsZoom(bounds, false, window.L.point(x - right + left + 2 * EDGE, y - bottom + top + 2 * EDGE));
  const best = boxes.reduce((one, other) => (near(other) > near(one) ? other : one));
  into(bounds, best);
  const buttons = over(COVERS);
  const corner = (/** @type {Leaflet} */ at) => map.latLngToContainerPoint(at);
  const covered = parts.some((part) => {
    const [from, to] = [corner(part.getNorthWest()), corner(part.getSouthEast())];
    return buttons.some((button) => meet(button, [from.x, from.y, to.x, to.y]));
  });
  const right = Math.max(best[0], ...buttons.map((button) => button[2]));
  const below = Math.max(best[1], ...buttons.map((button) => button[3]));
  /** @type {Box[]} */
  const [beside, under] = [
    [right, best[1], best[2], best[3]],
    [best[0], below, best[2], best[3]],
  ];
  if (covered) into(bounds, near(under) > near(beside) ? under : beside);
  put = { bounds, boxes: parts, key, top: best[3], centre: map.getCenter(), zoom: map.getZoom() };
}

/** The legend is another: if it covers more than it did, the map makes room, unless somebody has moved it. */
export function settle() {
  if (still() && put && Math.min(...free().map((box) => box[3])) < put.top - GROWN) around(put.bounds, put.boxes);
}
