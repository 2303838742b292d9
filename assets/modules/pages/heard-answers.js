/* "Who have we heard from?": asks the server, says how that goes, and puts its answers, of which it has written all
 * (dashboard/heard/answers.py), where they belong. */
import { asking } from "../asking.js";
import { byId, give, hide, insert } from "../core.js";
import * as foundMap from "../found-map.js";
import { use } from "../map.js";

export { say } from "../asking.js";

/** What Python tells the page (dashboard/heard/form.py): words, whom it asks, limits. @type {any} */
export let told = {};
/** Asks the server, and what nobody waits for any more. */
export const { asked, drop } = asking(() => told.asks);
/** What controls among the results hold, as far as they were changed. @type {Record<string, string>} */
let holds = {};
/** Parts that they choose between, by the element that one of them stands in. @type {Record<string, Choice>} */
let choices = {};

/** The page is there. @param {any} given what Python tells it */
export function begin(given) {
  [told, holds] = [given, {}];
  forget();
}

/** Nothing is shown or awaited any more. */
export function forget() {
  choices = {};
  for (const name of Object.keys(told.asks)) drop(name);
}

// ---- answers ----

/** Put an answer into the page. @param {Answer} answer */
export function put({ props, markup, hidden, choices: parts, focus }) {
  for (const { id, props: shown } of props) {
    give(id, shown);
    if ("value" in shown) holds[id] = shown.value;
  }
  for (const [id, inner] of Object.entries(markup)) insert(id, inner);
  for (const [id, is] of Object.entries(hidden)) hide(id, is);
  for (const one of parts) {
    choices[one.into] = one;
    // A control goes on showing what it does, where there is such a part.
    const [[control, ...others], [value]] = [one.of, Object.keys(one.parts)];
    if (others.length || held(control) in one.parts) continue;
    holds[control] = value;
    give(control, { value });
  }
  chosen();
  if (!focus) return;
  const part = byId(focus);
  part.focus({ preventScroll: true });
  part.closest("section").scrollIntoView({ block: "start" });
}

/** What a control holds. @param {string} id */
const held = (id) => holds[id] ?? byId(id).value;

/** Controls among the results have been changed. */
export function choose() {
  for (const { id, value } of window.dash_clientside.callback_context.inputs_list) holds[id] = value;
  chosen();
}

/** Show what the controls choose. */
function chosen() {
  for (const one of Object.values(choices)) {
    const key = one.of.map(held).join(" ");
    if (key === one.key) continue;
    const first = one.key === undefined;
    one.key = key;
    insert(one.into, one.parts[key] || []);
    if (one.frame) hide(one.frame, !(key in one.parts));
    if (one.maps?.[key]) draw(one, { ...one.map, ...one.maps[key] }, first);
  }
}

/** @param {Choice} one @param {FoundMap} found @param {boolean} first whether nothing of it was on the map before */
function draw(one, found, first) {
  use({ say: (code) => foundMap.say(found, code) });
  const wanted = () => choices[one.into] === one && Boolean(byId("map-frame"));
  foundMap.draw(found, wanted, first ? {} : { fit: null });
}

/** An exercise's name as the end of an address has it. @param {string} name */
const named = (name) => `&x=${encodeURIComponent((name || "").trim())}`;

/** The address from which the Seldom-heard page starts. @param {string} name of the exercise @param {string} start */
export const look = (name, start) => (start ? `${start}${named(name)}` : undefined);

/** The address from which a plan is made: it holds that of the Seldom-heard page. @param {string} name of the exercise
 * @param {string} start */
export const plan = (name, start) => (start ? `${start}${encodeURIComponent(named(name))}` : undefined);
