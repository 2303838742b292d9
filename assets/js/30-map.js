/* The map: colours, outlines, what is said on hover, and place names. Leaflet is known only here
 * and in dashboard/map/. */
window.atlas.map = (() => {
  "use strict";
  const { state, go, element, written, count } = window.atlas;
  const values = window.atlas.values;

  const LIGHT = {
    ramp: ["#ffffd9", "#e3f4b7", "#b5e2b6", "#73c8bd", "#3aa6c2", "#2280b4", "#2556a0", "#1d2f83", "#101f5c"],
    none: "#e9ecef", edge: "#ffffff", ink: "#15202b", paper: "#ffffff", line: "#33424f", faint: 0.15,
  };
  // On a dark page the eye is drawn to what is bright, so the ramp runs the other way.
  const DARK = {
    ramp: ["#22304f", "#26456f", "#2a5d8f", "#3379a8", "#4796b5", "#6db3b5", "#9fcfae", "#d3e6a9", "#ffffcc"],
    none: "#2a3641", edge: "#10171e", ink: "#e7edf3", paper: "#10171e", line: "#c3cfda", faint: 0.18,
  };
  const CATEGORIES = ["#44546a", "#8d6e97", "#c98b6b", "#d9b96a", "#8fb67a", "#4b8b6f"];

  const layers = []; // Leaflet layer of each area, by place
  let map = null;
  let classed = null;
  let inView = new Set();
  let chosen = new Set();
  let names = [];
  let casing = null;

  function theme() {
    return document.documentElement.dataset.theme === "dark" ? DARK : LIGHT;
  }

  /** Colours of n classes, least need first. */
  function colours(n, words) {
    if (words.kind === "category") return CATEGORIES.slice(0, n);
    const { ramp } = theme();
    const steps = Array.from({ length: n }, (_, i) => mix(ramp, n === 1 ? 0.6 : i / (n - 1)));
    return words.polarity === "low" ? steps.reverse() : steps;
  }

  function mix(ramp, share) {
    const at = share * (ramp.length - 1);
    const low = Math.floor(at);
    const high = Math.min(low + 1, ramp.length - 1);
    const part = (hex, i) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
    const channel = (i) => Math.round(part(ramp[low], i) + (at - low) * (part(ramp[high], i) - part(ramp[low], i)));
    return `#${[0, 1, 2].map((i) => channel(i).toString(16).padStart(2, "0")).join("")}`;
  }

  // ---- styles that Leaflet asks for ----

  function style(feature) {
    const at = values.place[feature.id];
    const look = theme();
    if (!classed || at === undefined) {
      return { fillColor: look.none, fillOpacity: 1, color: look.edge, weight: 0.5 };
    }
    const of = classed.of[at];
    const shown = inView.has(at);
    const zoomed = map && map.getZoom() >= 11;
    return {
      fillColor: of === -1 ? look.none : classed.colours[of],
      fillOpacity: shown ? 0.92 : look.faint,
      color: of === -1 ? look.line : look.edge,
      dashArray: of === -1 ? "3 3" : null,
      weight: zoomed ? 0.9 : 0.35,
      opacity: shown ? 1 : 0.4,
    };
  }

  function outlineStyle() {
    return { fill: false, color: theme().line, weight: 1.5, opacity: 0.9, interactive: false };
  }

  function eachArea(feature, layer, context) {
    if (context.map !== map) ready(context.map);
    const at = values.place[feature.id];
    layers.push({ id: feature.id, layer, at });
    layer.bindTooltip(() => hover(feature.id), { sticky: true, direction: "auto", opacity: 1, className: "hover" });
    layer.on("click", (event) => pick(feature.id, event.originalEvent));
    layer.on("mouseover", () => window.atlas.explore.mark(feature.id));
    layer.on("mouseout", () => window.atlas.explore.mark(null));
  }

  /** A map is there, the first or a new one after a change of page. */
  function ready(fresh) {
    map = fresh;
    window.atlas.map.leaflet = map;
    map.createPane("names").style.zIndex = 620;
    map.createPane("selection").style.zIndex = 460;
    map.getPane("names").style.pointerEvents = "none";
    map.getPane("selection").style.pointerEvents = "none";
    map.on("zoomend", restyle);
    map.on("moveend zoomend", placeNames);
    layers.length = 0;
    casing = null;
    names = [];
    const frame = map.getContainer();
    new ResizeObserver(() => map.invalidateSize()).observe(frame);
  }

  /** A click selects an area alone; with Shift, Ctrl or Cmd it joins or leaves the selection. */
  function pick(code, original) {
    const several = original && (original.shiftKey || original.ctrlKey || original.metaKey);
    const others = state.selected.filter((one) => one !== code);
    const was = others.length < state.selected.length;
    if (several) go({ selected: was ? others : [...others, code] });
    else go({ selected: was && !others.length ? [] : [code] });
  }

  function hover(code) {
    const at = values.place[code];
    if (at === undefined || !values.known.areas) return "";
    const { areas } = values.known;
    const words = values.words(state.indicator);
    const box = element(
      "div",
      {},
      element("strong", { text: areas.neighbourhood.name[areas.neighbourhood.of[at]] }),
      element("span", { class: "hover-code", text: areas.name[at] }),
      element("div", { class: "hover-value", text: written(values.value(state.indicator, at), words) }),
    );
    const limits = values.limits(state.indicator, at);
    if (limits) {
      box.append(element("div", { class: "hover-line", text: `likely between ${written(limits[0], words, { unit: false })} and ${written(limits[1], words)}` }));
    }
    box.append(element("div", { class: "hover-line", text: standing(words, values.percentile(state.indicator, at)) }));
    box.append(element("div", { class: "hover-line", text: `${count(areas.residents[at])} residents` }));
    return box;
  }

  /** Where a value stands in England, in words. */
  function standing(words, percentile) {
    if (percentile === null || words.kind === "decile" || words.kind === "rank") return "";
    const top = 100 - percentile;
    if (top <= 50) return `among the highest ${Math.max(1, Math.ceil(top))}% in England`;
    return `among the lowest ${Math.max(1, Math.ceil(percentile))}% in England`;
  }

  // ---- drawing ----

  function restyle() {
    for (const { layer, id } of layers) layer.setStyle(style({ id }));
  }

  /** Draw the view: classes of the indicator, the areas in view, the selection. */
  function draw(classesNow, view, selection) {
    classed = classesNow;
    inView = new Set(view);
    chosen = new Set(selection);
    for (const one of layers) one.at = values.place[one.id];
    restyle();
    drawSelection();
    placeNames();
  }

  function drawSelection() {
    if (!map) return;
    if (casing) casing.remove();
    const shapes = layers.filter((one) => chosen.has(one.at)).map((one) => one.layer.feature);
    casing = window.L.layerGroup();
    const line = (color, weight) =>
      window.L.geoJSON(shapes, { pane: "selection", interactive: false, style: { fill: false, color, weight }, renderer: window.L.svg({ pane: "selection" }) });
    if (shapes.length) {
      casing.addLayer(line(theme().paper, 5));
      casing.addLayer(line(theme().ink, 2.5));
      casing.addTo(map);
    }
  }

  /** Show these areas as large as they fit. */
  function fit(places) {
    const wanted = new Set(places);
    const bounds = window.L.latLngBounds([]);
    for (const one of layers) if (wanted.has(one.at)) bounds.extend(one.layer.getBounds());
    if (!map || !bounds.isValid()) return;
    // Keep the places clear of the legend, which lies over the bottom of the map.
    const legend = document.getElementById("legend").getBoundingClientRect();
    map.fitBounds(bounds, { paddingTopLeft: [24, 24], paddingBottomRight: [24, legend.height + 36], maxZoom: 14, animate: false });
  }

  /** Names of districts when far out, of neighbourhoods when near; none over another. */
  function placeNames() {
    if (!map || !values.known.areas) return;
    names.forEach((one) => one.remove());
    names = [];
    const { areas } = values.known;
    const near = map.getZoom() >= 11.5;
    const level = near ? areas.neighbourhood : areas.district;
    const taken = [];
    const size = map.getSize();
    for (const at of level.order || level.name.map((_, i) => i)) {
      const point = map.latLngToContainerPoint([level.at[at][1], level.at[at][0]]);
      const half = (level.name[at].length * (near ? 6.6 : 8.6)) / 2;
      const box = [point.x - half, point.y - 10, point.x + half, point.y + 10];
      const off = point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y;
      if (off || taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) continue;
      taken.push(box);
      names.push(
        window.L.marker([level.at[at][1], level.at[at][0]], {
          pane: "names",
          interactive: false,
          keyboard: false,
          icon: window.L.divIcon({ className: near ? "place-name" : "place-name far", html: element("span", { text: level.name[at] }), iconSize: [0, 0] }),
        }).addTo(map),
      );
    }
  }

  function drawn() {
    return layers.length > 0;
  }

  return { style, outlineStyle, eachArea, draw, fit, colours, hover, standing, drawn, leaflet: null };
})();
