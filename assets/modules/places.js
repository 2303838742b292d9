/* Finding places by what is typed: the server finds them (dashboard/web/place_search.py) and says what it found. And
 * the pin where something is that was found. Comes when the first map stands, or somebody looks for something. */
import { queryOf, state } from "./core.js";
import * as map from "./map.js";
import { ask } from "./server.js";

/** @typedef {{ text: string, point: Point, extent: Box, areas: string[], kept: boolean }} At */

const [FEWEST, PAUSE] = [2, 120]; // letters; ms after the last key
/** What was found and is no area, by its value. @type {Map<string, At>} */
const found = new Map();
/** What the pin stands for: its value, the areas that were selected for it, and whether the map has yet to show it.
 * @type {{ value: string, areas: string, at: At | null, fresh: boolean } | null} */
let sought = null;
let turn = 0;
/** @type {AbortController | undefined} */
let asking;

/** Ask once nobody types any more; of an earlier question there is no answer then.
 * @param {Record<string, string>} parts @param {(why: string) => void} [told] @returns {Promise<any>} */
async function answer(parts, told = () => undefined) {
  turn += 1;
  const mine = turn;
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  if ([...parts.q.trim()].length < FEWEST) return null;
  await new Promise((then) => setTimeout(then, PAUSE));
  if (mine !== turn) return null;
  return (await ask(`/find/places${queryOf(parts)}`, { signal }, (why) => why && told(why))).json();
}

/** @param {string} text @param {(why: string) => void} told @param {(text: string) => void} speak
 * @returns {Promise<Group[]>} */
export async function find(text, told, speak) {
  const came = await answer({ q: text }, told);
  if (!came) return [];
  for (const { value, at } of came.groups.flatMap((/** @type {Group} */ { options }) => options))
    if (at) found.set(value, at);
  speak(came.said);
  const aside = (/** @type {string} */ said) => (said ? [{ label: "", said, options: [] }] : []);
  return [...aside(came.none), ...came.groups, ...aside(came.more)];
}

/** What was found in a list, and after it the areas of a level that streets, postcodes and venues of this name lie in.
 * @param {string} level @param {string} text @param {Group[]} listed */
export async function within(level, text, listed) {
  const came = await answer({ q: text, in: level }).catch(() => null); // the list is an answer by itself
  if (!came) return listed;
  const there = new Set(listed.flatMap(({ options }) => options.map(({ value }) => value)));
  const more = came.groups.map((/** @type {Group} */ group) => ({
    ...group,
    options: group.options.filter(({ value }) => !there.has(value)),
  }));
  const none = came.none && !there.size ? [{ label: "", said: came.none, options: [] }] : [];
  return [...none, ...listed, ...more.filter((/** @type {Group} */ { options }) => options.length)];
}

/** Where something is that was found here; nothing of areas, practices and what is only named. @param {string} value */
export const at = (value) => found.get(value);

/** Have the pin stand for something that was found, once the view is there that it leads to. @param {string} value */
export function look(value) {
  const its = found.get(value) || null;
  sought = { value, at: its, areas: String(its?.areas || []), fresh: true };
  pin();
}

/** Have the pin stand for a mark that was clicked on the map, which stays where it is. @param {string} value */
export function mark(value) {
  sought = { value, at: null, areas: "", fresh: false };
}

/** Put the pin where the address has it, or where a postcode is that was looked for, which is in no address. */
export async function pin() {
  const { found: named, selected } = state;
  const is = sought && (sought.at?.kept === false ? sought.areas === String(selected) : sought.value === named);
  if (sought?.fresh && !is) return;
  if (!is) sought = named ? { value: named, at: null, areas: "", fresh: true } : null;
  const mine = sought;
  if (mine && !mine.at) {
    const came = await ask(`/find/place${queryOf({ key: named })}`).catch(() => null);
    if (!came || sought !== mine) return;
    mine.at = await came.json();
  }
  if (mine?.fresh && mine.at) map.fitBox(mine.at.extent);
  if (mine) mine.fresh = false;
  map.pinAt(mine?.at?.point ?? null, mine?.at?.text);
}
