/* What a page needs before it is printed: the map in the size of the paper, tables with all of their
 * rows, what is folded unfolded, and from which address and when. All of it is taken back afterwards.
 * How it looks is in assets/css/50-print.css. */
(() => {
  "use strict";
  const { element } = window.atlas;
  let undo = [];

  /** Say where this was printed from, and when. */
  function said() {
    const line = document.getElementById("printed");
    if (!line) return;
    const now = new Date().toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
    line.replaceChildren(`Printed on ${now} from `, element("span", { class: "printed-from", text: window.location.href }));
  }

  /** Open what is folded; menus stay shut. */
  function unfold() {
    const folded = [...document.querySelectorAll("#main details:not([open])")].filter((one) => one.id !== "export" && (one.id === "limits" || !one.closest("#controls")));
    folded.forEach((one) => { one.open = true; });
    undo.push(() => folded.forEach((one) => { one.open = false; }));
  }

  /** A grid draws only the rows that are on the screen: all of them beside it, as a plain table. */
  function grids() {
    for (const id of ["table", "units-table"]) {
      const grid = document.getElementById(id);
      const api = grid && grid.offsetParent && window.dash_ag_grid?.getApi(id);
      if (!api) continue;
      const columns = api.getAllDisplayedColumns().filter((column) => column.getColDef().field);
      const numeric = (column) => (column.getColDef().type === "rightAligned" ? "number" : "");
      const rows = [];
      api.forEachNodeAfterFilterAndSort((rowNode) => {
        const cell = (colKey) => api.getCellValue({ rowNode, colKey, useFormatter: true });
        rows.push(element("tr", {}, ...columns.map((column) => element("td", { class: numeric(column), text: String(cell(column) ?? "") }))));
      });
      const head = element("thead", {}, element("tr", {}, ...columns.map((column) => element("th", { scope: "col", class: numeric(column), text: api.getDisplayNameForColumn(column, "header") }))));
      const whole = element("table", { class: "listing paper-table" }, head, element("tbody", {}, ...rows));
      grid.parentElement.append(whole);
      undo.push(() => whole.remove());
    }
  }

  /** A canvas as a picture in its place: browsers leave out what was just drawn on a large canvas. */
  function picture(canvas) {
    const made = element("img", { class: canvas.className, alt: "", src: canvas.toDataURL() });
    made.style.cssText = canvas.style.cssText;
    canvas.after(made);
    return made;
  }

  /** The map, where one is shown. */
  function shownMap() {
    const leaflet = window.atlas.map.leaflet;
    return leaflet && leaflet.getContainer().offsetParent ? leaflet : null;
  }

  /** What of the map can be seen: not what lies under the legend. */
  function seen(leaflet) {
    const frame = leaflet.getContainer().getBoundingClientRect();
    const legend = document.getElementById("legend")?.getBoundingClientRect();
    const over = legend && legend.height && legend.top > frame.top && legend.top < frame.bottom && legend.left < frame.right;
    const corner = (x, y) => leaflet.containerPointToLatLng([x, y]);
    return window.L.latLngBounds(corner(0, 0), corner(frame.width, over ? legend.top - frame.top : frame.height));
  }

  /** The map in the size of the paper (50-print.css), sharp enough for it, with what could be seen.
   * Leaflet's own event for a map that has come to rest draws the canvas at once. */
  function map(leaflet, bounds) {
    const [middle, zoom] = [leaflet.getCenter(), leaflet.getZoom()];
    const { retina } = window.L.Browser;
    const { zoomSnap } = leaflet.options;
    const settle = () => {
      leaflet.invalidateSize({ animate: false, pan: false });
      return leaflet;
    };
    window.L.Browser.retina = true;
    leaflet.options.zoomSnap = 0;
    settle().fitBounds(bounds, { animate: false }).fire("moveend");
    const pictures = [...leaflet.getContainer().querySelectorAll("canvas")].map(picture);
    undo.push(() => {
      pictures.forEach((one) => one.remove());
      window.L.Browser.retina = retina;
      leaflet.options.zoomSnap = zoomSnap;
      settle().setView(middle, zoom, { animate: false }).fire("moveend");
    });
  }

  /** What is wider than the paper, smaller. */
  function shrink() {
    const width = document.getElementById("app").clientWidth;
    const wide = [...document.querySelectorAll("#main table, #main .js-plotly-plot")].filter((one) => one.offsetWidth > width + 1);
    wide.forEach((one) => { one.style.zoom = width / one.offsetWidth; });
    undo.push(() => wide.forEach((one) => { one.style.zoom = ""; }));
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
    if (leaflet) map(leaflet, bounds);
  }

  function after() {
    const steps = undo;
    undo = [];
    steps.forEach((step) => step());
  }

  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
})();
