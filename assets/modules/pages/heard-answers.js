/* "Who have we heard from?": asks the server, says how that goes, and puts its answers, of which it has written all
 * (dashboard/heard/answers.py), where they belong. */
import { byId, give, hide, insert } from "../core.js";
import * as foundMap from "../found-map.js";
import { use } from "../map.js";
import { again, along, ask, said } from "../server.js";

/** What Python tells the page (dashboard/heard/form.py): words, whom it asks, limits. @type {any} */
export let told = {};
/** By what is asked, the last time: only its answer counts. @type {Record<string, object>} */
const last = {};
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

// ---- asking ----

/** Say how it goes, in the element with an id: a text, or an error. `anew` tries it again, where it is slow or did not
 * come. @param {string} id @param {any} what @param {(() => void)|null} [anew] */
export function say(id, what, anew = null) {
  const [wrong, line] = [what instanceof Error, byId(id)];
  line.replaceChildren(...(wrong ? said(what) : [what]), ...(anew ? [" ", again(anew)] : []));
  line.classList.toggle("flag", wrong);
  if (wrong || anew) line.scrollIntoView({ block: "nearest" });
}

/** Nobody waits for an answer any more. @param {string} name as for asked() */
export const drop = (name) => delete last[name];

/** Ask the server, and say how that goes: null where it could not be had, which has been said; undefined where nobody
 * waits for it. @param {string} name of what is asked @param {string | Blob | null} body what is sent along; null for
 * what is only fetched @param {() => void} anew tries it again @param {"json" | "blob"} [as] what comes
 * @returns {Promise<any>} */
export async function asked(name, body, anew, as = "json") {
  const { address, line, doing, what } = told.asks[name];
  const mine = {};
  last[name] = mine;
  const still = () => last[name] === mine && byId(line);
  const waits = (/** @type {any} */ text, /** @type {any} */ way) => still() && say(line, text || doing, way);
  waits(doing, null);
  try {
    const made = await (await ask(address, along(body), waits, what))[as]();
    if (!still()) return undefined;
    say(line, "");
    return made;
  } catch (/** @type {any} */ error) {
    if (!still()) return undefined;
    say(line, error, error.passing ? anew : null);
    return null;
  }
}
