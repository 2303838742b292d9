/* What Explore says around the map: what the indicator means, what is in view, and what could not be used. */
import { rules, write } from "../address.js";
import { element, fileLink, go, replace, state } from "../core.js";
import { inEngland, likely, UNCOMPARED } from "../figures.js";
import { count, say, written } from "../numbers.js";
import * as values from "../values.js";
import * as view from "../view.js";
import { favourite, remembered } from "./explore-controls.js";

/** What the indicator on the map means. */
export function meaning() {
  const words = values.words(state.indicator);
  const { caveats } = values.known.catalogue;
  const liked = remembered("favourites").includes(state.indicator);
  const star = element("button", {
    type: "button",
    class: "favourite",
    "aria-pressed": String(liked),
    title: say(liked ? "dislike" : "like"),
    "aria-label": say("favourite", { label: words.label }),
    text: liked ? "★" : "☆",
    onclick: () => {
      favourite(state.indicator);
      meaning();
    },
  });
  const onchange = (/** @type {any} */ { target }) => go({ clusters: target.checked });
  const box = element("input", { type: "checkbox", id: "clusters", checked: state.clusters, onchange });
  replace(
    "meaning",
    element("p", { class: "chosen" }, words.label, star),
    element(
      "p",
      { class: "description" },
      words.modelled ? element("span", { class: "tag", text: say("modelled") }) : null,
      words.description,
    ),
    element("p", { class: "note", text: `${words.publisher}, ${words.period}` }),
    element(
      "details",
      {},
      element("summary", { text: say("careful") }),
      element("ul", {}, ...words.caveats.map((id) => element("li", { text: caveats[id] }))),
    ),
    element("label", { class: "check" }, box, say("clusters")),
    element("div", { id: "clusters-said", role: "status" }),
  );
}

/** A button that takes something off. @param {string} text @param {string} what @param {() => void} onclick */
export const chip = (text, what, onclick) =>
  element(
    "button",
    { type: "button", class: "chip", onclick, "aria-label": say("take_off", { what }) },
    text,
    element("span", { "aria-hidden": "true", text: " ×" }),
  );

/** The filters, each with a way to take it off. */
function chips() {
  const { areas } = values.known;
  /**
   * @param {"districts" | "wards" | "neighbourhoods" | "pcns" | "practices" | "ruralUrban"} key
   * @param {(code: any) => string} name
   */
  const named = (key, name) =>
    state[key].map((code) => {
      const others = /** @type {any[]} */ (state[key]).filter((one) => one !== code);
      return chip(name(code), name(code), () => view.filter({ [key]: others }));
    });
  const larger = (/** @type {Larger} */ of) => (/** @type {string} */ code) => of.name[of.code.indexOf(code)];
  const found = [
    ...named("districts", larger(areas.district)),
    ...named("wards", larger(areas.ward)),
    ...named("neighbourhoods", larger(areas.neighbourhood)),
    ...named("pcns", (code) => say("areas_of_practice", { name: view.network(code) })),
    ...named("practices", (code) => say("areas_of_practice", { name: view.practiceName(code) })),
    ...named("ruralUrban", (n) => values.words("rural_urban").categories[n]),
  ];
  const [deciles, residents] = [[...state.deciles].sort((a, b) => a - b).join(", "), count(state.residents)];
  const selected = count(state.selected.length);
  if (deciles) found.push(chip(say("decile", { deciles }), say("the_deciles"), () => view.filter({ deciles: [] })));
  if (state.residents)
    found.push(chip(say("fewest", { n: residents }), say("the_fewest"), () => view.filter({ residents: 0 })));
  if (state.selected.length)
    found.push(chip(say("some_selected", { n: selected }), say("the_selection"), () => go({ selected: [] })));
  return found;
}

/** The bar below the map. @param {number[]} places areas in view @param {number[]} units units in view */
export function bar(places, units) {
  const strong = (/** @type {number} */ n) => element("strong", { text: count(n) });
  const what = ` ${values.unitWord(units.length)} · `;
  replace("in-view", strong(units.length), what, strong(values.residents(places)), say("residents_in_view"));
  replace("chips", ...chips());
  const query = write(state);
  const links = rules.labels.files.map((/** @type {string[]} */ [kind, text, file]) =>
    fileLink(`/export/${kind}${query}`, text, file),
  );
  if (state.selected.length) {
    const [, , file] = rules.labels.files[0];
    const text = say("selected_only", { n: count(state.selected.length) });
    links.push(fileLink(`/export/xlsx${query}&only=selected`, text, file));
  }
  replace("export-list", ...links.map((/** @type {Node} */ link) => element("li", {}, link)));
}

/** What of the address could not be used. @param {number[]} units in view @param {string} impossible */
export function notice(units, impossible) {
  const lines = [...state.ignored, impossible, units.length ? "" : say("nothing_fits")].filter(Boolean);
  replace("notice", ...lines.map((text) => element("p", { text })));
}

/** While the server works out the figures of practices' patients. */
export const waitingForPatients = () => [
  element("h2", { text: say("patients_of", { who: view.who() }) }),
  element("p", { class: "note", role: "status", text: say("patients_wait") }),
];

/** How much of the practices' lists the areas in view hold. */
export function practiceNote() {
  const areas = view.areas();
  const list = view.listInView(areas);
  if (!list) return "";
  if (!list.counted) return "It is not published where these patients live.";
  const { region } = values.known.areas;
  const [share, outside] = [list.share, list.outside].map((one) => `${Math.round(100 * one)}%`);
  const hold = areas.length === 1 ? "This area holds" : `These ${count(areas.length)} areas hold`;
  const held = `${hold} ${share} of the ${count(list.counted)} patients (counted ${values.known.footprints.counted}).`;
  const away = ` ${outside} live outside ${region}: no area there is on this map or in its figures.`;
  return `${held}${list.outside >= 0.005 ? away : ""} ${view.ofWhom()}`;
}

// ---- what is said of a place under the pointer ----

/**
 * @param {string} code of a unit
 * @param {Paint | null} paint what the map is painted by
 * @param {(at: number) => string} cluster what is said of an area as part of a cluster
 */
export function hover(code, paint, cluster) {
  const units = values.known.areas ? values.units() : null;
  const at = units?.place[code];
  if (!units || at === undefined) return "";
  const name = element("strong", { text: units.name[at] });
  const box = element("div", {}, name, element("span", { class: "hover-code", text: units.note[at] }));
  const line = (/** @type {string | undefined} */ text) => {
    if (text) box.append(element("div", { class: "hover-line", text }));
  };
  for (const id of [state.indicator, state.second].filter(Boolean)) {
    const words = values.words(id);
    const { limits } = values.over(id, units.members[at]);
    if (state.second) line(words.label);
    box.append(element("div", { class: "hover-value", text: written(values.all(id)[at], words) }));
    if (limits) line(likely(words, limits));
    line(inEngland(words, values.percentile(id, at)));
  }
  if (!state.second) line(around(units.members[at][0]));
  line(paint?.said?.(at));
  line(cluster(at));
  line(say(paint?.flagged?.(at) ? "residents_flagged" : "residents", { n: count(units.residents[at]) }));
  return box;
}

/** The district's, the region's and England's figure beside a unit's. @param {number} area */
function around(area) {
  const { district, region } = values.known.areas;
  const words = values.words(state.indicator);
  if (UNCOMPARED.concat("decile").includes(words.kind)) return "";
  const of = district.of[area];
  const beside = (/** @type {number[]} */ places) => values.over(state.indicator, places).value;
  /** @type {[string, number | null | undefined][]} */
  const rows = [
    [district.name[of], state.level === "district" ? null : beside(values.levels.district.members[of])],
    [region, beside(values.everywhere())],
    [say("england"), words.england?.value],
  ];
  const known = rows.filter(([, value]) => typeof value === "number");
  return known.map(([name, value]) => `${name} ${written(value, words)}`).join(" · ");
}
