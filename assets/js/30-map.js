/* The map: colours, outlines, what is said on hover, and place names. Leaflet is known only here
 * and in dashboard/map/. */
window.atlas.map = (() => {
  "use strict";
  const { state, go, files, element, written, count } = window.atlas;
  const values = window.atlas.values;

  // The map keeps paper of its own on a dark page too: two people on two screens see the same map.
  const LOOK = { waiting: "#e9ecef", edge: "#ffffff", ink: "#15202b", paper: "#ffffff", line: "#33424f" };

  let layers = []; // { code, layer } of each unit
  let map = null;
  let level = "lsoa"; // the level of the outlines that Leaflet has, or has been told to fetch
  let painted = null; // { of, colours } by unit
  let inView = new Set();
  let extras = [];
  let names = [];
  const wards = [];

  // What the page around the map does with it: a click, the pointer over a place, words for a place.
  const NOBODY = { click() {}, number() {}, mark() {}, moved() {}, say: () => "", points: () => placePractices() };
  let page = NOBODY;

  /** Say whose map this now is. */
  function use(handlers) {
    page = { ...NOBODY, ...handlers };
  }

  const legend = () => values.known.catalogue.legend;

  /** Whether white is better seen on a colour than ink; of a pattern (areas of several) it is not asked. */
  function isDark(colour) {
    if (typeof colour !== "string") return false;
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }

  // ---- styles that Leaflet asks for ----

  function style(feature) {
    const units = values.known.areas && values.units();
    const at = units ? units.place[feature.id] : undefined;
    if (!painted || at === undefined) return { fillColor: LOOK.waiting, fillOpacity: 1, color: LOOK.edge, weight: 0.5 };
    const of = painted.of[at];
    const shown = inView.has(at);
    // Opaque: what the map shows is the legend's colour.
    const base = { fillOpacity: shown ? 1 : legend().faint, opacity: shown ? 1 : 0.4 };
    if (of === -1) return { ...base, fillColor: legend().no_figure, color: LOOK.line, dashArray: "3 3", weight: 0.8 };
    const fillColor = painted.colours[of];
    const ink = isDark(fillColor) ? LOOK.paper : LOOK.ink;
    if (painted.edge && painted.edge(at)) return { ...base, fillColor, color: ink, dashArray: "2 3", weight: 1.4 };
    if (painted.flagged && shown && painted.flagged(at)) return { ...base, fillColor, color: ink, dashArray: "1 4", weight: 1.6 };
    const wide = state.level !== "lsoa" ? 1 : map && map.getZoom() >= 11 ? 0.9 : 0.35;
    return { ...base, fillColor, color: LOOK.edge, dashArray: null, weight: wide };
  }

  function outlineStyle() {
    return { fill: false, color: LOOK.line, weight: 1.5, opacity: 0.9, interactive: false };
  }

  /** Below the outlines of districts: a pale line, so that they are seen on dark areas too. */
  function casingStyle() {
    return { fill: false, color: LOOK.paper, weight: 4, opacity: 0.9, interactive: false };
  }

  /** Wards, and only when near enough for them to say something. */
  function wardStyle() {
    const near = map && map.getZoom() >= 11 && state.level !== "ward";
    return { fill: false, color: LOOK.line, weight: near ? 0.7 : 0, opacity: near ? 0.8 : 0, interactive: false };
  }

  function eachWard(feature, layer, context) {
    if (context.map !== map) ready(context.map);
    wards.push(layer);
  }

  function eachArea(feature, layer, context) {
    if (context.map !== map) ready(context.map);
    layers.push({ code: feature.id, layer });
    layer.bindTooltip(() => page.say(feature.id), { sticky: true, direction: "auto", opacity: 1, className: "hover" });
    layer.on("click", ({ originalEvent: by }) => page.click(feature.id, by.shiftKey || by.ctrlKey || by.metaKey));
    layer.on("mouseover", () => page.mark(feature.id));
    layer.on("mouseout", () => page.mark(null));
  }

  /** A map is there, the first or a new one after a change of page. */
  function ready(fresh) {
    map = fresh;
    window.atlas.map.leaflet = map;
    level = "lsoa";
    kept = null;
    keptKey = "";
    layers = [];
    wards.length = 0;
    extras = [];
    names = [];
    [numbers, numbered, groups] = [[], [], []];
    dots = null;
    for (const [pane, z] of [["selection", 460], ["practices", 470], ["names", 620]]) {
      if (!map.getPane(pane)) map.createPane(pane).style.zIndex = z;
    }
    map.getPane("names").style.pointerEvents = "none";
    map.getPane("selection").style.pointerEvents = "none";
    map.on("zoomend", restyle);
    map.on("moveend zoomend", () => { placeNumbers(); placeNames(); page.points(); page.moved(); });
    new ResizeObserver(() => fresh.getContainer().isConnected && fresh.invalidateSize()).observe(map.getContainer());
  }

  function hover(code) {
    if (!values.known.areas) return "";
    const units = values.units();
    const at = units.place[code];
    if (at === undefined) return "";
    const line = (text) => (text ? element("div", { class: "hover-line", text }) : "");
    const box = element("div", {}, element("strong", { text: units.name[at] }), element("span", { class: "hover-code", text: units.note[at] }));
    for (const id of [state.indicator, state.second].filter(Boolean)) {
      const words = values.words(id);
      if (state.second) box.append(line(words.label));
      box.append(element("div", { class: "hover-value", text: written(values.all(id)[at], words) }));
      const figure = values.over(id, units.members[at]);
      if (figure.limits) box.append(line(`likely between ${written(figure.limits[0], words, { unit: false })} and ${written(figure.limits[1], words)}`));
      box.append(line(standing(words, values.percentile(id, at))));
    }
    if (!state.second) box.append(line(around(units.members[at][0])));
    box.append(line(painted?.said?.(at)));
    box.append(line(window.atlas.clusters?.said(at)));
    box.append(line(`${count(units.residents[at])} residents${painted && painted.flagged && painted.flagged(at) ? " · flagged, see its card" : ""}`));
    return box;
  }

  /** The district's, the region's and England's figure beside a unit's. */
  function around(area) {
    const { areas } = values.known;
    const words = values.words(state.indicator);
    if (["category", "decile", "rank", "count"].includes(words.kind)) return "";
    const of = areas.district.of[area];
    const say = (name, value) => (value === null || value === undefined ? "" : `${name} ${written(value, words)}`);
    return [
      state.level === "district" ? "" : say(areas.district.name[of], values.over(state.indicator, values.levels.district.members[of]).value),
      say(areas.region, values.over(state.indicator, areas.code.map((_, at) => at)).value),
      say("England", words.england && words.england.value),
    ].filter(Boolean).join(" · ");
  }

  /** Where a unit stands in England, in words; "" where nothing says it. */
  function standing(words, percentile) {
    return percentile === null || words.kind === "decile" || words.kind === "rank" ? "" : window.atlas.standing(percentile);
  }

  // ---- drawing ----

  function restyle() {
    for (const { layer, code } of layers) layer.setStyle(style({ id: code }));
    wards.forEach((layer) => layer.setStyle(wardStyle()));
  }

  let kept = null; // codes of the areas to draw, where all would be too many
  let keptKey = "";

  /** Whether an outline is drawn at all (Leaflet asks when it reads the file). */
  function keep(feature) {
    return !kept || kept.has(feature.id);
  }

  /** Have the outlines of the view's level, or of some of its areas; true when they are there. */
  function ask(drawn = null) {
    if (!map || !map.getContainer().isConnected) return false;
    const key = drawn ? `${drawn.length}|${drawn[0]}|${drawn[drawn.length - 1]}` : "";
    if (level !== state.level || key !== keptKey) {
      level = state.level;
      keptKey = key;
      kept = drawn && new Set(drawn.map((at) => values.known.areas.code[at]));
      layers = [];
      window.dash_clientside.set_props("areas-layer", { url: `${files[`outlines-${level}`]}${key ? `#${key}` : ""}` });
    }
    return layers.length === (kept ? kept.size : values.units().code.length);
  }

  /** Places of the areas around what the map shows, once it is near enough; else null. */
  function nearby() {
    if (!map || !values.known.areas || map.getZoom() < 10.5) return null;
    const here = map.getBounds().pad(0.25);
    return new Set(values.known.areas.at.flatMap(([x, y], at) => (here.contains([y, x]) ? [at] : [])));
  }

  /** Draw the view: classes, the units in view, the selection, one unit marked among them; and with
   * `around`, show those units as large as they fit. */
  function draw(paint, view, selection, { pin = null, around = null } = {}) {
    painted = paint;
    inView = new Set(view);
    const zoom = map.getZoom();
    if (around) fit(around);
    if (map.getZoom() === zoom) restyle(); // another zoom has done it
    drawSelection(new Set(selection), pin);
    placeNames();
    page.points();
  }

  function drawSelection(chosen, pin) {
    extras.forEach((one) => one.remove());
    const codes = values.units().code;
    const those = (is) => layers.filter((one) => is(values.units().place[one.code])).map((one) => one.layer.feature);
    const shapes = those((at) => chosen.has(at));
    if (!shapes.length || !codes.length) {
      extras = [];
      return;
    }
    const line = (color, weight, what = shapes) => window.L.geoJSON(what, {
      pane: "selection", interactive: false, renderer: window.L.svg({ pane: "selection" }),
      style: { fill: false, color, weight },
    }).addTo(map);
    extras = [line(LOOK.paper, 5), line(LOOK.ink, 2.5)];
    if (pin !== null) extras.push(line("#ffbf47", 5, those((at) => at === pin)));
  }

  /** Show these units as large as they fit, clear of the legend over the bottom of the map. */
  function fit(places) {
    const { code } = values.units();
    const wanted = new Set(places.map((at) => code[at]));
    const bounds = window.L.latLngBounds([]);
    for (const one of layers) if (wanted.has(one.code)) bounds.extend(one.layer.getBounds());
    if (!map || !bounds.isValid()) return;
    map.invalidateSize({ pan: false }); // a legend of two at once has just made the map taller on a phone
    const legend = document.getElementById("legend").getBoundingClientRect();
    // On a phone the box to find a place lies over the top of the map from side to side.
    const find = map.getSize().x < 600 ? document.getElementById("find")?.offsetHeight || 0 : 0;
    map.fitBounds(bounds, { paddingTopLeft: [24, find + 24], paddingBottomRight: [24, legend.height + 36], maxZoom: 14, animate: false });
  }

  let pointed = [];

  let dots = null;

  /** A point of a practice. Drawn apart from the areas: a second canvas above theirs would keep every
   * click and hover from them. */
  function dot(one, look, open) {
    dots ||= window.L.svg({ pane: "practices" });
    return window.L.circleMarker([one.at[1], one.at[0]], { pane: "practices", renderer: dots, weight: 2, color: "#ffffff", fillOpacity: 1, ...look })
      .bindTooltip(`${one.name} (GP practice)`, { className: "hover" }).on("click", () => open(one.code)).addTo(map);
  }

  const MINE = { radius: 8, fillColor: "#b0307a" };
  const OTHERS = { radius: 5, fillColor: "#5c3566" };

  /** GP practices: those of the filter always, all others when near. */
  function placePractices(open = (code) => window.atlas.view.filter({ practices: [code] })) {
    pointed.forEach((one) => one.remove());
    pointed = [];
    if (!map || !values.known.footprints) return;
    const mine = new Set(window.atlas.view.practices().map((one) => one.code));
    const near = map.getZoom() >= 12.5;
    const here = map.getBounds();
    for (const one of values.known.footprints.practices) {
      if (one.at[0] === null || !(mine.has(one.code) || (near && here.contains([one.at[1], one.at[0]])))) continue;
      pointed.push(dot(one, mine.has(one.code) ? MINE : OTHERS, open));
    }
  }

  /** Practices as points on another page than Explore: `look` gives each its radius and colour, or null
   * to leave it out; the larger lie above. A click opens one. */
  function points(look, open) {
    pointed.forEach((one) => one.remove());
    pointed = values.known.footprints.practices.map((one) => [one, one.at[0] === null ? null : look(one)]).filter(([, its]) => its)
      .sort((a, b) => a[1].radius - b[1].radius).map(([one, its]) => dot(one, its, open));
  }

  const pen = document.createElement("canvas").getContext("2d"); // only to measure words with

  const DOT = 6; // half of the room that a town's dot takes

  /** Names of districts at their towns when far out, of neighbourhoods when near; none over another. */
  function placeNames() {
    names.forEach((one) => one.remove());
    names = [];
    if (!map || !values.known.areas) return;
    const { areas } = values.known;
    const near = map.getZoom() >= 11.5;
    const larger = near ? (state.level === "ward" ? areas.ward : areas.neighbourhood) : areas.district;
    const size = map.getSize();
    const frame = map.getContainer().getBoundingClientRect();
    const taken = [...numbered];
    for (const over of document.querySelectorAll("#legend, .leaflet-control")) {
      const { left, top, right, bottom } = over.getBoundingClientRect();
      taken.push([left - frame.left, top - frame.top, right - frame.left, bottom - frame.top]);
    }
    pen.font = `${near ? "600 13px" : "700 17px"} ${getComputedStyle(document.body).fontFamily}`;
    larger.name.forEach((name, at) => {
      const town = larger.town && larger.town[at];
      const [longitude, latitude] = town || larger.at[at];
      const point = map.latLngToContainerPoint([latitude, longitude]);
      const half = pen.measureText(name).width / 2 + 2;
      const room = ([x, y]) => [point.x + x - half, point.y + y - 10, point.x + x + half, point.y + y + 10];
      const free = ([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= size.x && bottom <= size.y
        && !taken.some((t) => left < t[2] && right > t[0] && top < t[3] && bottom > t[1]);
      const dot = [point.x - DOT, point.y - DOT, point.x + DOT, point.y + DOT];
      if (town && !free(dot)) return;
      // A town's name touches its dot; a name without room is left out, as elsewhere it would mislead.
      const aside = half + DOT;
      const move = (town ? [[aside, 0], [-aside, 0], [0, -10 - DOT], [0, 10 + DOT]] : [[0, 0]]).find((by) => free(room(by)));
      if (!move) return;
      taken.push(room(move));
      const mark = (className, html, anchor) => names.push(window.L.marker([latitude, longitude], {
        pane: "names", interactive: false, keyboard: false, icon: window.L.divIcon({ className, html, iconSize: [0, 0], iconAnchor: anchor }),
      }).addTo(map));
      if (town) {
        taken.push(dot);
        mark("town-dot", element("i"), [0, 0]);
      }
      mark(near ? "place-name" : "place-name far", element("span", { text: name }), [-move[0], -move[1]]);
    });
  }

  let numbers = [];
  let numbered = []; // where they are, in the window of the map
  let groups = [];

  /** Number groups of areas on the map, from 1, each in the area nearest to its middle. */
  function number(those) {
    groups = those;
    placeNumbers();
  }

  /** The lowest numbers first, smaller when far out, and none over another. */
  function placeNumbers() {
    numbers.forEach((one) => one.remove());
    [numbers, numbered] = [[], []];
    if (!groups.length) return;
    const { at } = values.known.areas;
    const size = map.getSize();
    const half = map.getZoom() < 11.5 ? 10 : 13;
    groups.forEach((places, n) => {
      const middle = [0, 1].map((i) => places.reduce((sum, place) => sum + at[place][i], 0) / places.length);
      const far = (place) => (at[place][0] - middle[0]) ** 2 + (at[place][1] - middle[1]) ** 2;
      const best = places.reduce((near, place) => (far(place) < far(near) ? place : near), places[0]);
      const { x, y } = map.latLngToContainerPoint([at[best][1], at[best][0]]);
      const box = [x - half, y - half, x + half, y + half];
      if (box[2] < 0 || box[3] < 0 || box[0] > size.x || box[1] > size.y || numbered.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1])) return;
      numbered.push(box);
      numbers.push(window.L.marker([at[best][1], at[best][0]], {
        pane: "names", keyboard: false, title: `Zone ${n + 1}`,
        icon: window.L.divIcon({ className: half < 13 ? "zone-number far" : "zone-number", html: element("span", { text: String(n + 1) }), iconSize: [0, 0] }),
      }).on("click", () => page.number(n)).addTo(map));
    });
  }

  /** Units whose label point lies in shapes drawn on the map. */
  function within(shapes) {
    const { areas } = values.known;
    const points = { lsoa: areas.at, msoa: areas.neighbourhood.at, ward: areas.ward.at, district: areas.district.at }[state.level];
    const inside = ([x, y], ring) => ring.reduce((is, [xi, yi], i) => {
      const [xj, yj] = ring[(i + ring.length - 1) % ring.length];
      return (yi > y) !== (yj > y) && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi ? !is : is;
    }, false);
    return values.units().code.filter((_, at) => shapes.some((shape) => shape.geometry.type === "Polygon" && inside(points[at], shape.geometry.coordinates[0])));
  }

  return { use, hover, placePractices, hasWards: () => wards.length > 0, keep, nearby, style, outlineStyle, casingStyle, wardStyle, eachWard, eachArea, ask, draw, fit, number, standing, within, points, MINE, OTHERS, leaflet: null };
})();
