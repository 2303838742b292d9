/* Explore's highlight of clusters: areas whose value stands out together with those around them, or
 * from them (local Moran's I, worked out when the snapshot is built). Fetched when first asked for. */
window.atlas.clusters = (() => {
  "use strict";
  const { state, go, element, count, load } = window.atlas;
  const values = window.atlas.values;
  // By mark: colour of the line, and how its hatching or its dashes run.
  const LOOKS = [
    null,
    { colour: "#c81e1e", hatch: "M0 8L8 0M-2 2L2 -2M6 10L10 6" },
    { colour: "#1d4ed8", hatch: "M0 0L8 8M-2 6L2 10M6 -2L10 2" },
    { colour: "#c81e1e", hatch: "", dash: "5 4" },
    { colour: "#1d4ed8", hatch: "", dash: "5 4" },
  ];
  const PANE = "clusters";

  let known = null; // the server's file
  let shapes = []; // what lies on the map
  let leaflet = null; // the map it lies on
  let renderer = null;

  function marks() {
    return state.clusters && known && state.level === "lsoa" ? known.marks[state.indicator] : undefined;
  }

  /** What an area's mark says; "" where nothing stands out. */
  function said(at) {
    const kind = known?.kinds[Number(marks()?.[at] || 0) - 1];
    return kind ? `${kind.name}: ${kind.about}` : "";
  }

  async function draw() {
    if (state.clusters) known = known || (await load("clusters"));
    clear();
    if (!state.clusters || !document.getElementById("clusters-said")) return;
    const of = marks();
    if (!of) refuse();
    else onMap(of);
    document.body.dataset.clusters = of ? state.indicator : "refused";
  }

  function clear() {
    shapes.forEach((one) => one.remove());
    shapes = [];
    document.getElementById("clusters-legend")?.remove();
    document.getElementById("clusters-said")?.replaceChildren();
    delete document.body.dataset.clusters;
  }

  /** Why there are none, and what there is instead. */
  function refuse() {
    const words = values.words(state.indicator);
    const line = (label, text, ...more) => document.getElementById("clusters-said").replaceChildren(element("p", { class: "flag" }, element("strong", { text: `${label}. ` }), text, ...more));
    const button = (text, change) => element("button", { type: "button", class: "plain", text, onclick: () => go(change) });
    if (state.level !== "lsoa") {
      line("Only for areas", "Clusters are worked out for small areas (LSOA), not for larger ones. ", button("Show areas", { level: "lsoa", selected: [] }));
      return;
    }
    const guard = known.guards[known.refused[state.indicator]];
    const score = state.indicator.replace(/_(decile|rank)$/, "_score");
    const other = score !== state.indicator && known.marks[score] ? button(`Show “${values.words(score).label}”`, { indicator: score }) : null;
    line(guard ? guard.label : words.label, guard ? `${guard.text} ` : "", other);
  }

  function onMap(of) {
    const { map } = window.atlas;
    if (leaflet !== map.leaflet) {
      leaflet = map.leaflet;
      leaflet.createPane(PANE).style.zIndex = 455;
      leaflet.getPane(PANE).style.pointerEvents = "none";
      renderer = window.L.svg({ pane: PANE }).addTo(leaflet);
      renderer._container.prepend(svg("defs", {}, ...[1, 2].map((kind) => pattern(`hatch-${kind}`, LOOKS[kind]))));
    }
    const inView = new Set(window.atlas.view.areas().filter((at) => of[at] !== "0"));
    const features = LOOKS.map(() => []);
    leaflet.eachLayer((layer) => {
      const at = layer.feature && layer.options.pane !== PANE && layer.options.pane !== "selection" ? values.place[layer.feature.id] : undefined;
      if (inView.has(at)) features[Number(of[at])].push(layer.feature);
    });
    const lay = (kind, style) => window.L.geoJSON(features[kind], { pane: PANE, interactive: false, renderer, style }).addTo(leaflet);
    for (const kind of [2, 1, 4, 3]) {
      if (!features[kind].length) continue;
      const { colour, hatch, dash } = LOOKS[kind];
      shapes.push(lay(kind, { fill: false, color: "#ffffff", weight: 4.5, opacity: 0.95 }));
      shapes.push(lay(kind, { fill: Boolean(hatch), fillColor: `url(#hatch-${kind})`, fillOpacity: 1, color: colour, weight: 2.25, dashArray: dash || null }));
    }
    legend(of, inView);
  }

  const SVG = "http://www.w3.org/2000/svg";
  const svg = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  const pattern = (id, { colour, hatch }) => svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
    svg("path", { d: hatch, stroke: "#ffffff", "stroke-width": 3, opacity: 0.8 }), svg("path", { d: hatch, stroke: colour, "stroke-width": 1.5 }));

  /** A line below the legend: each kind with how many areas of those in view. */
  function legend(of, inView) {
    const entries = [1, 2, 3, 4].map((kind) => {
      const number = [...inView].filter((at) => of[at] === String(kind)).length;
      const { colour, hatch, dash } = LOOKS[kind];
      const { name } = known.kinds[kind - 1];
      const sign = svg("svg", { viewBox: "0 0 22 16", width: 22, height: 16, "aria-hidden": "true" },
        ...(hatch ? [svg("defs", {}, pattern(`sign-${kind}`, LOOKS[kind]))] : []),
        svg("rect", { x: 2, y: 2, width: 18, height: 12, fill: "none", stroke: "#ffffff", "stroke-width": 4 }),
        svg("rect", { x: 2, y: 2, width: 18, height: 12, fill: hatch ? `url(#sign-${kind})` : "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": dash || "none" }));
      return element("li", { "data-kind": kind, "data-count": number }, sign, ` ${name} `, element("strong", { text: count(number) }));
    });
    document.getElementById("legend").append(element("div", { id: "clusters-legend" },
      element("ul", { "aria-label": "Clusters" }, ...entries)));
    document.getElementById("clusters-said").replaceChildren(element("p", {
      class: "note",
      text: inView.size
        ? "An area is marked where its value and those of the areas that touch it are too alike, or too different, to be chance (local Moran's I; at most 5 in 100 marks are false)."
        : "No area stands out from those around it by more than chance would have it.",
    }));
  }

  return { draw, said };
})();
