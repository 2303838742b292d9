/* What Explore says around the map: what the indicator means, what is in view, and what could not be used. */
import { write } from "../address.js";
import { byId, element, go, replace, state } from "../core.js";
import { inEngland, likely, UNCOMPARED } from "../figures.js";
import * as map from "../map.js";
import { count, say, written } from "../numbers.js";
import * as values from "../values.js";
import * as view from "../view.js";

// ---- indicators that this person marked or looked at last; kept in this browser only ----

const MOST_RECENT = 5;
const MOST_FAVOURITES = 12;

/** @param {string} key @returns {string[]} */
export function remembered(key) {
  try {
    return JSON.parse(window.localStorage.getItem(`atlas.${key}`) || "[]") || [];
  } catch {
    return [];
  }
}

/** @param {string} key @param {string[]} ids */
function remember(key, ids) {
  try {
    window.localStorage.setItem(`atlas.${key}`, JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing: the list is then only empty.
  }
}

/** Somebody looks at an indicator. @param {string} id */
export const looked = (id) =>
  remember("recent", [id, ...remembered("recent").filter((one) => one !== id)].slice(0, MOST_RECENT));

/** Mark the indicator on the map as a favourite, or no more. */
export function liked() {
  const [id, all] = [state.indicator, remembered("favourites")];
  const others = all.filter((one) => one !== id);
  remember("favourites", others.length < all.length ? others : [...all, id].slice(-MOST_FAVOURITES));
  star();
}

function star() {
  const is = remembered("favourites").includes(state.indicator);
  const button = byId("favourite");
  Object.assign(button, { textContent: is ? "★" : "☆", title: say(is ? "dislike" : "like"), ariaPressed: String(is) });
  button.ariaLabel = say("favourite", { label: values.words(state.indicator).label });
}

/** What the indicator on the map means. */
export function meaning() {
  const words = values.words(state.indicator);
  const { caveats } = values.known.catalogue;
  replace("chosen", words.label);
  replace("modelled", words.modelled ? say("modelled") : "");
  replace("description", words.description);
  replace("from-whom", `${words.publisher}, ${words.period}`);
  replace("caveats", ...words.caveats.map((id) => element("li", { text: caveats[id] })));
  star();
}

/** A button that takes something off. @param {string} text @param {string} what @param {() => void} onclick */
const chip = (text, what, onclick) =>
  element(
    "button",
    { type: "button", class: "chip", onclick, "aria-label": say("take_off", { what }) },
    text,
    element("span", { "aria-hidden": "true", text: " ×" }),
  );

/** The filters, each with a way to take it off. */
function chips() {
  const { district, ward, neighbourhood } = values.known.areas;
  /** @param {"districts" | "wards" | "neighbourhoods" | "pcns" | "practices" | "ruralUrban"} key
   * @param {(code: any) => string} name */
  const each = (key, name) =>
    state[key].map((code) => {
      const others = /** @type {any[]} */ (state[key]).filter((one) => one !== code);
      return chip(name(code), name(code), () => view.filter({ [key]: others }));
    });
  const larger = (/** @type {Larger} */ of) => (/** @type {string} */ code) => of.name[of.code.indexOf(code)];
  const of = (/** @type {string} */ name) => say("areas_of_practice", { name });
  const [deciles, n] = [[...state.deciles].sort((a, b) => a - b).join(", "), count(state.residents)];
  const selected = count(state.selected.length);
  return [
    ...each("districts", larger(district)),
    ...each("wards", larger(ward)),
    ...each("neighbourhoods", larger(neighbourhood)),
    ...each("pcns", (code) => of(view.network(code))),
    ...each("practices", (code) => of(view.practiceName(code))),
    ...each("ruralUrban", (kind) => values.words("rural_urban").categories[kind]),
    deciles && chip(say("decile", { deciles }), say("the_deciles"), () => view.filter({ deciles: [] })),
    state.residents && chip(say("fewest", { n }), say("the_fewest"), () => view.filter({ residents: 0 })),
    state.selected.length &&
      chip(say("some_selected", { n: selected }), say("the_selection"), () => go({ selected: [] })),
  ].filter(Boolean);
}

/** The bar below the map. @param {number[]} places areas in view @param {number[]} units units in view */
export function bar(places, units) {
  const strong = (/** @type {number} */ n) => element("strong", { text: count(n) });
  const what = ` ${values.unitWord(units.length)} · `;
  replace("in-view", strong(units.length), what, strong(values.residents(places)), say("residents_in_view"));
  replace("chips", ...chips());
  const query = write(state);
  const links = /** @type {HTMLAnchorElement[]} */ ([...byId("export-links").children]);
  for (const link of links) link.setAttribute("href", `${link.pathname}${query}`);
  const only = links[links.length - 1]; // of what is selected alone
  const some = state.selected.length;
  only.textContent = some ? say("selected_only", { n: count(some) }) : "";
  only.setAttribute("href", `${only.pathname}${query}&only=selected`);
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
  if (!list.counted) return say("not_counted");
  const { region } = values.known.areas;
  const [share, outside] = [list.share, list.outside].map((one) => `${Math.round(100 * one)}%`);
  const gaps = { n: count(areas.length), share, patients: count(list.counted), when: values.known.footprints.counted };
  const held = say(areas.length === 1 ? "area_holds" : "areas_hold", gaps);
  return [held, list.outside >= 0.005 ? say("list_outside", { outside, region }) : "", view.ofWhom()]
    .filter(Boolean)
    .join(" ");
}

// ---- what is said of a place under the pointer ----

/** @param {string} code of a unit @param {Paint | null} paint what the map is painted by
 * @param {(at: number) => string} cluster what is said of an area as part of a cluster */
export function hover(code, paint, cluster) {
  const units = values.known.areas ? values.units() : null;
  const at = units?.place[code];
  if (!units || at === undefined) return "";
  /** @type {Child[]} */
  const lines = [];
  for (const id of [state.indicator, state.second].filter(Boolean)) {
    const words = values.words(id);
    const { limits } = values.over(id, units.members[at]);
    if (state.second) lines.push(words.label);
    lines.push(element("div", { class: "hover-value fs-5 fw-semibold", text: written(values.all(id)[at], words) }));
    lines.push(limits ? likely(words, limits) : "", inEngland(words, values.percentile(id, at)));
  }
  lines.push(state.second ? "" : around(units.members[at][0]), paint?.said?.(at), cluster(at));
  lines.push(say(paint?.flagged?.(at) ? "residents_flagged" : "residents", { n: count(units.residents[at]) }));
  return map.hover(code, lines.filter(Boolean));
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
