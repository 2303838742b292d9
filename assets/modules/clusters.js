/* Explore's highlight of clusters: areas whose value stands out together with those around them, or from them (local
 * Moran's I, worked out when the snapshot is built). Fetched when first asked for. */
import { byId, element, go, load, replace, state, svg } from "./core.js";
import * as map from "./map.js";
import { count, say } from "./numbers.js";
import * as values from "./values.js";
import { areas } from "./view.js";

/** @typedef {{ colour: string, hatch: string, dash?: string }} Look of a mark: its line, its hatching or its dashes */

const [HIGH, LOW, WHITE] = ["#c81e1e", "#1d4ed8", "#ffffff"];
/** By mark; the highest are drawn below. @type {Record<number, Look>} */
const LOOKS = {
  1: { colour: HIGH, hatch: "M0 8L8 0M-2 2L2 -2M6 10L10 6" },
  2: { colour: LOW, hatch: "M0 0L8 8M-2 6L2 10M6 -2L10 2" },
  3: { colour: HIGH, hatch: "", dash: "5 4" },
  4: { colour: LOW, hatch: "", dash: "5 4" },
};
const PANE = "clusters";
const LIST = "list-unstyled d-flex flex-wrap column-gap-3 small mt-2 mb-0";

/** The server's file. @type {any} */
let known = null;
/** What lies on the map. @type {Leaflet[]} */
let shapes = [];
/** The map it lies on. @type {Leaflet} */
let leaflet = null;
/** @type {Leaflet} */
let renderer = null;

/** Have what is to be drawn. */
export async function need() {
  known ||= await load("clusters");
}

/** The indicator whose clusters are drawn: a decile's are those of its score. */
const whose = () => known.instead[state.indicator] || state.indicator;

/** A digit for each area, as the server says it. @returns {string | undefined} */
const marks = () => (state.clusters && known && state.level === "lsoa" ? known.marks[whose()] : undefined);

/** Those of some units that stand out, if any do: the others step back. @param {number[]} units */
export function forward(units) {
  const of = marks();
  const those = of ? units.filter((at) => of[at] !== "0") : [];
  return those.length ? those : units;
}

/** What an area's mark says; "" where nothing stands out. @param {number} at */
export function said(at) {
  const kind = known?.kinds[Number(marks()?.[at] || 0) - 1];
  return kind ? `${kind.name}: ${kind.about}` : "";
}

/** Say what the clusters of the view are, where they are asked for: before the map makes room for the legend. */
export function key() {
  byId("clusters-legend")?.remove();
  replace("clusters-said");
  const of = marks();
  if (!state.clusters || !byId("clusters-said")) return;
  if (of) legend(of, standing(of));
  else refuse();
}

/** Draw them. */
export function draw() {
  for (const one of shapes) one.remove();
  shapes = [];
  delete document.body.dataset.clusters;
  const of = marks();
  if (!state.clusters || !byId("clusters-said")) return;
  if (of) onMap(of);
  document.body.dataset.clusters = of ? whose() : "refused";
}

/** Places of the areas in view that stand out. @param {string} of */
const standing = (of) => new Set(areas().filter((at) => of[at] !== "0"));

/** Why there are none, and what there is instead. */
function refuse() {
  /** @param {string} label @param {string} text @param {Node | ""} more */
  const line = (label, text, more) =>
    replace("clusters-said", element("p", { class: "flag" }, element("strong", { text: `${label}. ` }), text, more));
  const button = (/** @type {string} */ text, /** @type {Partial<View>} */ change) =>
    element("button", { type: "button", class: "btn btn-plain", text, onclick: () => go(change) });
  if (state.level !== "lsoa") {
    const areas = button(say("clusters_show_areas"), { level: "lsoa", selected: [] });
    line(say("clusters_only_areas"), say("clusters_why_areas"), areas);
    return;
  }
  const guard = values.words(state.indicator).unclustered || known.guards[known.refused[state.indicator]];
  line(guard.label, guard.text, "");
}

/** @param {string} of a digit for each area */
function onMap(of) {
  if (leaflet !== map.leaflet()) {
    leaflet = map.leaflet();
    leaflet.createPane(PANE).style.zIndex = 455;
    leaflet.getPane(PANE).style.pointerEvents = "none";
    renderer = window.L.svg({ pane: PANE }).addTo(leaflet);
    renderer._container.prepend(svg("defs", {}, ...[1, 2].map((kind) => pattern(`hatch-${kind}`, LOOKS[kind]))));
  }
  const inView = standing(of);
  /** @type {Record<number, any[]>} */
  const features = { 1: [], 2: [], 3: [], 4: [] };
  leaflet.eachLayer((/** @type {Leaflet} */ layer) => {
    if (!layer.feature || [PANE, "selection"].includes(layer.options.pane)) return;
    const at = values.place[layer.feature.id];
    if (inView.has(at)) features[Number(of[at])].push(layer.feature);
  });
  const lay = (/** @type {number} */ kind, /** @type {object} */ style) =>
    window.L.geoJSON(features[kind], { pane: PANE, interactive: false, renderer, style }).addTo(leaflet);
  for (const kind of [2, 1, 4, 3]) {
    if (!features[kind].length) continue;
    const { colour, hatch, dash } = LOOKS[kind];
    const fill = { fill: Boolean(hatch), fillColor: `url(#hatch-${kind})`, fillOpacity: 1 };
    shapes.push(lay(kind, { fill: false, color: WHITE, weight: 4.5, opacity: 0.95 }));
    shapes.push(lay(kind, { ...fill, color: colour, weight: 2.25, dashArray: dash || null }));
  }
}

/** @param {string} id @param {Look} look */
function pattern(id, { colour, hatch }) {
  const stroke = (/** @type {object} */ look) => svg("path", { d: hatch, ...look });
  const [below, above] = [
    { stroke: WHITE, "stroke-width": 3, opacity: 0.8 },
    { stroke: colour, "stroke-width": 1.5 },
  ];
  return svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, stroke(below), stroke(above));
}

/** A line below the legend: each kind with how many areas of those in view.
 * @param {string} of @param {Set<number>} inView */
function legend(of, inView) {
  const box = { x: 2, y: 2, width: 18, height: 12 };
  const entries = [1, 2, 3, 4].map((kind) => {
    const number = [...inView].filter((at) => of[at] === String(kind)).length;
    const { colour, hatch, dash } = LOOKS[kind];
    const fill = hatch ? `url(#sign-${kind})` : "none";
    const sign = svg(
      "svg",
      { viewBox: "0 0 22 16", width: 22, height: 16, "aria-hidden": "true" },
      ...(hatch ? [svg("defs", {}, pattern(`sign-${kind}`, LOOKS[kind]))] : []),
      svg("rect", { ...box, fill: "none", stroke: WHITE, "stroke-width": 4 }),
      svg("rect", { ...box, fill, stroke: colour, "stroke-width": 2, "stroke-dasharray": dash || "none" }),
    );
    const words = [` ${known.kinds[kind - 1].name} `, element("strong", { text: count(number) })];
    return element("li", { "data-kind": kind, "data-count": number }, sign, ...words);
  });
  const list = element("ul", { class: LIST, "aria-label": say("clusters_list") }, ...entries);
  byId("legend").append(element("div", { id: "clusters-legend" }, list));
  const texts = [say(inView.size ? "clusters_about" : "clusters_none")];
  if (whose() !== state.indicator) texts.unshift(say("clusters_of", { label: values.words(whose()).label }));
  replace("clusters-said", element("p", { class: "note", text: texts.join(" ") }));
}
