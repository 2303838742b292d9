/* What Explore says around the map: what the indicator means, what is in view, and what could not be used. */
import { write } from "../address.js";
import { to } from "../base.js";
import { byId, element, every, replace, state } from "../core.js";
import { narrow } from "../fields.js";
import { count, say } from "../numbers.js";
import { named } from "../own-held.js";
import { explained } from "../terms.js";
import * as values from "../values.js";

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
    const kept = ids.filter((id) => !named(id).length); // figures of one's own are gone with the page
    window.localStorage.setItem(`atlas.${key}`, JSON.stringify(kept));
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
  const title = say(is ? "dislike" : "like");
  const hidden = Boolean(values.words(state.indicator).own);
  Object.assign(button, { hidden, textContent: is ? "★" : "☆", title, ariaPressed: String(is) });
  button.ariaLabel = say("favourite", { label: values.words(state.indicator).label });
}

/** Questions to start from stand on the opening view, folded on a phone and where this person has folded them; what
 * one does next after each, on its answer. @param {string} search the view's address, without how it is drawn */
export function questions(search) {
  for (const one of every("#finding [data-shown]")) one.hidden = one.dataset.shown !== search;
  const start = byId("questions");
  start.open = !narrow.matches && !remembered("folded").includes(start.id);
  start.firstChild.onclick = () => remember("folded", start.open ? [start.id] : []);
}

/** What the indicator on the map means. */
export function meaning() {
  const words = values.words(state.indicator);
  const { caveats } = values.known.catalogue;
  replace("chosen", ...explained(words.label));
  replace("modelled", words.modelled ? say("modelled") : words.own ? say("own") : "");
  const way = /** @type {HTMLAnchorElement} */ (byId("to-practices"));
  way.hidden = !words.practices;
  way.href = to(words.practices ?? "");
  replace("description", ...explained(words.description));
  replace("from-whom", `${words.publisher}, ${words.period}`);
  replace("caveats", ...words.caveats.map((id) => element("li", { text: caveats[id] })));
  star();
}

/** The bar below the map. @param {number[]} places areas in view @param {number[]} units units in view */
export function bar(places, units) {
  const strong = (/** @type {number} */ n) => element("strong", { text: count(n) });
  const what = ` ${values.unitWord(units.length)} · `;
  replace(
    "in-view",
    strong(units.length),
    what,
    strong(values.residents(values.inUnits(places))),
    say("residents_in_view"),
  );
  const query = write(state);
  const links = /** @type {HTMLAnchorElement[]} */ ([...byId("export-links").children]);
  for (const link of links) link.setAttribute("href", `${link.pathname}${query}`);
  const only = links[links.length - 1]; // of what is selected alone
  const some = state.selected.length;
  only.textContent = some ? say("selected_only", { n: count(some) }) : "";
  only.setAttribute("href", `${only.pathname}${query || "?"}&only=selected`);
}

/** What a change of level took off. */
let dropped = { level: "", text: "" };

/** Another level is chosen, where nothing is selected. @param {string} level */
export function leave(level) {
  const n = state.selected.length;
  const text = n
    ? say(n === 1 ? "selection_dropped_one" : "selection_dropped", { n: count(n), units: values.unitWord(n) })
    : "";
  dropped = { level, text };
}

/** What of the address could not be used, and what was taken off. @param {number[]} units in view
 * @param {string} impossible */
export function notice(units, impossible) {
  const lost = dropped.level === state.level && !state.selected.length ? dropped.text : "";
  const lines = [...state.ignored, impossible, lost, units.length ? "" : say("nothing_fits")].filter(Boolean);
  replace("notice", ...lines.map((text) => element("p", { text })));
}
