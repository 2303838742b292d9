/* What is said of the area under the pointer stands beside the area, where it hides neither it nor the legend. */
import { meet, over } from "./map-fit.js";

const GAP = 8; // pixels between an area, or the pointer, and what is said of it

/** What says it; moved from area to area. @type {Leaflet} */
let tip = null;
/** @type {Leaflet} */
let drawn = null;

/** Say something of an area, or nothing more. @param {Leaflet} map @param {Leaflet} [layer] the area's outline
 * @param {Node | string} [said] @param {Leaflet} [at] where the pointer is */
export function tell(map, layer, said, at) {
  if (!layer || !said) {
    tip?.remove();
    return;
  }
  if (drawn !== map) tip = window.L.tooltip({ direction: "right", opacity: 1, className: "hover", offset: [0, 0] });
  drawn = map;
  tip.setContent(said).setLatLng(at).addTo(map);
  const { offsetWidth: width, offsetHeight: height } = tip.getElement();
  const bounds = layer.getBounds();
  const [low, high] = [bounds.getNorthWest(), bounds.getSouthEast()].map((one) => map.latLngToContainerPoint(one));
  const { x, y } = map.latLngToContainerPoint(at);
  const size = map.getSize();
  const within = (/** @type {number} */ from, /** @type {number} */ most) => Math.max(GAP, Math.min(from, most - GAP));
  const [beside, above] = [within(y - height / 2, size.y - height), within(x - width / 2, size.x - width)];
  /** @type {(left: number, top: number) => Box} */
  const box = (left, top) => [left, top, left + width, top + height];
  // Beside the area; where it is too large for that, beside the pointer.
  const boxes = [
    box(high.x + GAP, beside),
    box(low.x - GAP - width, beside),
    box(above, low.y - GAP - height),
    box(above, high.y + GAP),
    box(x + 3 * GAP, beside),
    box(x - 3 * GAP - width, beside),
  ];
  const full = over("#legend, #find, #marks-menu");
  const fits = (/** @type {Box} */ one) =>
    one[0] >= 0 && one[1] >= 0 && one[2] <= size.x && one[3] <= size.y && !full.some((other) => meet(one, other));
  const best = boxes.find(fits) || boxes[x < size.x / 2 ? 4 : 5];
  tip.setLatLng(map.containerPointToLatLng([best[0], (best[1] + best[3]) / 2]));
}
