/* What a page needs before it is printed: the map in the size of the paper, tables with all of their rows, what is
 * folded unfolded, and from which address and when. All of it is taken back afterwards. How it looks is in
 * assets/css/50-print.css. */
import { fill } from "./base.js";
import { byId, element, every, replace, rules } from "./core.js";
import * as map from "./map.js";

const GRIDS = ["table", "units-table"];
/** What takes the changes back. @type {(() => void)[]} */
let undo = [];

/** Say where this was printed from, and when. Nobody types what is longer than some lines: of that the page alone is
 * named, as a link to the whole, which stays one where the paper is a PDF. */
function said() {
  const { from, whole, longest } = rules.labels.printed;
  const when = new Date().toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const { href, origin, pathname } = window.location;
  const isLong = href.length > longest;
  const link = element("a", { href, text: isLong ? origin + pathname : href });
  replace("printed", fill(from, { when }), link, isLong ? whole : "");
}

/** Open what is folded, and what comes folded while the page is printed; menus stay shut. */
function unfold() {
  /** @type {HTMLDetailsElement[]} */
  const opened = [];
  const open = () => {
    for (const one of every("#main details:not([open])").filter((each) => !each.closest("#controls"))) {
      one.open = true;
      opened.push(one);
    }
  };
  open();
  const late = new MutationObserver(open);
  late.observe(byId("main"), { childList: true, subtree: true, attributeFilter: ["open"] });
  undo.push(() => {
    late.disconnect();
    for (const one of opened) one.open = false;
  });
}

/** A grid draws only the rows that are on the screen: all of them beside it, as a plain table. */
function grids() {
  for (const id of GRIDS) {
    const grid = byId(id);
    const api = grid?.offsetParent && window.dash_ag_grid?.getApi(id);
    if (!api) continue;
    const columns = api.getAllDisplayedColumns().filter((/** @type {any} */ column) => column.getColDef().field);
    const numeric = (/** @type {any} */ column) => (column.getColDef().type === "rightAligned" ? "number" : "");
    const heading = (/** @type {any} */ column) => {
      const text = api.getDisplayNameForColumn(column, "header");
      return element("th", { scope: "col", class: numeric(column), text });
    };
    /** @type {Node[]} */
    const rows = [];
    api.forEachNodeAfterFilterAndSort((/** @type {any} */ rowNode) => {
      const cell = (/** @type {any} */ colKey) => {
        const text = String(api.getCellValue({ rowNode, colKey, useFormatter: true }) ?? "");
        return element("td", { class: numeric(colKey), text });
      };
      rows.push(element("tr", {}, ...columns.map(cell)));
    });
    const head = element("thead", {}, element("tr", {}, ...columns.map(heading)));
    const whole = element("table", { class: "table table-sm paper-table" }, head, element("tbody", {}, ...rows));
    grid.parentElement.append(whole);
    undo.push(() => whole.remove());
  }
}

/** A canvas as a picture in its place: browsers leave out what was just drawn on a large canvas.
 * @param {HTMLCanvasElement} canvas */
function picture(canvas) {
  const made = element("img", { class: canvas.className, alt: "", src: canvas.toDataURL() });
  made.style.cssText = canvas.style.cssText;
  canvas.after(made);
  return made;
}

/** The map, where one is shown. */
function shownMap() {
  const leaflet = map.leaflet();
  return leaflet?.getContainer().offsetParent ? leaflet : null;
}

/** What of the map can be seen: not what lies under the legend. @param {Leaflet} leaflet */
function seen(leaflet) {
  const frame = leaflet.getContainer().getBoundingClientRect();
  const legend = byId("legend")?.getBoundingClientRect();
  const over = legend?.height && legend.top > frame.top && legend.top < frame.bottom && legend.left < frame.right;
  const corner = (/** @type {number} */ x, /** @type {number} */ y) => leaflet.containerPointToLatLng([x, y]);
  return window.L.latLngBounds(corner(0, 0), corner(frame.width, over ? legend.top - frame.top : frame.height));
}

/** The map in the size of the paper (50-print.css), sharp enough for it, with what could be seen. Leaflet's own event
 * for a map that has come to rest draws the canvas at once. @param {Leaflet} leaflet @param {Leaflet} bounds */
function enlarge(leaflet, bounds) {
  const [middle, zoom] = [leaflet.getCenter(), leaflet.getZoom()];
  const { retina } = window.L.Browser;
  const { zoomSnap } = leaflet.options;
  const settle = () => leaflet.invalidateSize({ animate: false, pan: false });
  window.L.Browser.retina = true;
  leaflet.options.zoomSnap = 0;
  settle();
  leaflet.fitBounds(bounds, { animate: false }).fire("moveend");
  const pictures = [...leaflet.getContainer().querySelectorAll("canvas")].map(picture);
  undo.push(() => {
    for (const one of pictures) one.remove();
    window.L.Browser.retina = retina;
    leaflet.options.zoomSnap = zoomSnap;
    settle();
    leaflet.setView(middle, zoom, { animate: false }).fire("moveend");
  });
}

/** What is wider than the paper, smaller. */
function shrink() {
  const width = byId("app").clientWidth;
  const wide = every("#main table, #main .js-plotly-plot").filter((one) => one.offsetWidth > width + 1);
  for (const one of wide) one.style.zoom = String(width / one.offsetWidth);
  undo.push(() => {
    for (const one of wide) one.style.zoom = "";
  });
}

function before() {
  if (undo.length) return;
  undo.push(() => document.documentElement.classList.remove("on-paper"));
  said();
  unfold();
  grids();
  const leaflet = shownMap();
  const bounds = leaflet && seen(leaflet);
  document.documentElement.classList.add("on-paper");
  shrink();
  if (leaflet) enlarge(leaflet, bounds);
}

function after() {
  const steps = undo;
  undo = [];
  for (const step of steps) step();
}

window.addEventListener("beforeprint", before);
window.addEventListener("afterprint", after);
