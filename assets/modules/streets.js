/* The streets over the areas, from the tiles of the snapshot's street map (layers/basemap.py), which not every snapshot
 * has. What is drawn is in dashboard/wording/streets.toml; drawing it is protomaps-leaflet's. */
import { to } from "./base.js";
import { element, load } from "./core.js";
import { names, program } from "./server.js";

/** The panes of the lines, above the areas, and of the names, below those of places. */
const PANES = { "street-lines": 420, "street-names": 455 };

/** What is drawn, and how (dashboard/parts/streets.py). @type {any} */
let told = null;
/** @type {Promise<any> | undefined} */
let library;
/** Whether the person wants to see them; on the next page, too. */
let wanted = true;
/** How much larger than drawn the library's tiles are shown, which are drawn for whole zooms. */
let scale = 1;

/** @param {any} rule @param {any} symbolizer */
const rule = ({ layer, types, from }, symbolizer) => ({
  dataLayer: layer,
  symbolizer,
  minzoom: from,
  filter: (/** @type {number} */ _, /** @type {any} */ { props }) => !types?.length || types.includes(props.type),
});

/** How everything is drawn. @param {any} draws the library */
function rules(draws) {
  const round = { lineCap: "round", lineJoin: "round" };
  const fills = told.fills.map((/** @type {any} */ one) =>
    rule(one, new draws.PolygonSymbolizer({ fill: one.fill, stroke: one.line, width: 1 })),
  );
  const lines = told.lines.map((/** @type {any} */ one) => {
    const look = one.dash?.length ? { dash: one.dash } : round;
    const at = draws.linear(one.width);
    const width = (/** @type {number} */ zoom) => at(zoom + Math.log2(scale)) / scale;
    return rule(one, new draws.LineSymbolizer({ color: one.ink, width, ...look }));
  });
  const fontFamily = getComputedStyle(document.body).fontFamily;
  const written = told.names.map((/** @type {any} */ one) => {
    const font = { fontFamily, fontSize: () => one.size / scale, fontWeight: one.weight, fill: one.ink };
    const halo = { stroke: "white", width: () => 2 / scale };
    const look = { ...font, ...halo, labelProps: [one.field], repeatDistance: one.every, position: 2 };
    return rule(one, one.at === "point" ? new draws.CenteredTextSymbolizer(look) : new draws.LineLabelSymbolizer(look));
  });
  return { paintRules: [...fills, ...lines], labelRules: written };
}

/** Put the streets on a map, with a switch. @param {Leaflet} map */
export async function begin(map) {
  told ||= await load("streets");
  library ||= program(to(told.program), names.streets);
  await library;
  if (!map.getContainer().isConnected || map.getPane("street-lines")) return;
  for (const [pane, layer] of Object.entries(PANES)) {
    map.createPane(pane).style.zIndex = layer;
    map.getPane(pane).style.pointerEvents = "none";
  }
  map.getPane("street-lines").style.opacity = told.strength;
  const draws = window.protomapsL;
  const { paintRules, labelRules } = rules(draws);
  const common = { ...told.tiles, url: to(told.tiles.url) };
  const lines = draws.leafletLayer({ ...common, paintRules, pane: "street-lines", attribution: told.credit });
  const near = { ...common, minZoom: told.written };
  const written = draws.leafletLayer({ ...near, labelRules, pane: "street-names", attribution: "" });
  written.views = lines.views; // each tile is fetched and read once
  const narrow = map.getSize().x < 600; // there the legend covers the foot of the map, and the search its top
  const sharpen = () => {
    scale = 2 ** (map.getZoom() - Math.round(map.getZoom()));
    for (const one of [lines, written]) {
      one.tileSize = Math.round(256 * window.devicePixelRatio * scale);
      one.clearLayout();
      if (wanted) one.rerenderTiles();
    }
  };
  sharpen();
  map.on("zoomend", sharpen);
  const show = () => {
    for (const one of [lines, written]) wanted ? one.addTo(map) : one.remove();
  };
  control(map, show);
  if (!map.attributionControl)
    window.L.control.attribution({ prefix: false, position: narrow ? "topleft" : "bottomright" }).addTo(map);
  const credit = map.attributionControl.getContainer();
  credit.classList.add("small", "text-end");
  credit.style.maxWidth = "18rem";
  show();
}

/** @param {Leaflet} map @param {() => void} show */
function control(map, show) {
  const input = element("input", { type: "checkbox", role: "switch", class: "form-check-input", checked: wanted });
  const label = element("label", { class: "form-check form-switch m-0 small" }, input, told.label);
  input.addEventListener("change", () => {
    wanted = input.checked;
    show();
    map.fire("moveend"); // other names may have room, or none
  });
  const box = new window.L.Control({ position: "topleft" });
  box.onAdd = () => {
    const made = element("div", { id: "streets", class: "panel shadow-sm rounded px-2 py-1" }, label);
    window.L.DomEvent.disableClickPropagation(made);
    return made;
  };
  box.addTo(map);
}
