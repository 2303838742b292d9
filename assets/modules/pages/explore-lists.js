/* What Explore's comboboxes offer beyond lists of the server's (dashboard/explore/choices.py): indicators after those
 * that this person marked or looked at, and places with postcodes. Comes when somebody first looks for something. */
import { byTheme, indicator, narrowed } from "../combobox.js";
import { load } from "../core.js";
import { say } from "../numbers.js";
import { ask } from "../server.js";
import * as values from "../values.js";
import { remembered } from "./explore-said.js";

/** Indicators by theme and group, after those that this person marked or looked at last. @returns {Group[]} */
function all() {
  const { indicators: there } = values.known.catalogue;
  const own = ["favourites", "recent"].map((key) => ({
    label: say(key),
    options: remembered(key).flatMap((id) => (there[id] ? [{ ...indicator(id), more: "" }] : [])),
  }));
  return [...own.filter(({ options }) => options.length), ...byTheme()];
}

/** @typedef {(text: string, say: (why: string) => void) => Promise<Group[]>} Find */

/** @type {Find} */
export const indicators = async (text) => narrowed(all(), text);

/** @type {Find} */
export const seconds = async (text) =>
  narrowed([{ label: "", options: [{ value: "", label: say("no_second") }] }, ...all()], text);

/** Places by name or code, postcodes and practices. @type {Find} */
export async function places(text, told) {
  const { places: listed, letters, most } = await load("explore-choices");
  if (text.trim().length < letters) return [];
  const found = narrowed(listed, text).map((group) => ({ ...group, options: group.options.slice(0, most) }));
  return [...(await byPostcode(text, told)), ...found];
}

/** The area of a postcode, which only the server knows; nothing for what is no postcode.
 * @param {string} text @param {(why: string) => void} told */
async function byPostcode(text, told) {
  const squeezed = text.replace(/\s+/g, "").toUpperCase();
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(squeezed)) return [];
  const label = say("postcode");
  let answer;
  try {
    answer = await ask(`/find/postcode/${squeezed}`, {}, (why) => why && told(why), say("place_of_postcode"));
  } catch (error) {
    if (/** @type {any} */ (error).passing) throw error;
    return [{ label, options: [] }];
  }
  const { postcode, lsoa } = await answer.json();
  const { name, note, place } = values.levels.lsoa;
  const at = place[lsoa];
  return [{ label, options: [{ value: `lsoa:${lsoa}`, label: postcode, note: `${name[at]} · ${note[at]}` }] }];
}
