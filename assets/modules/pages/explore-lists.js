/* What Explore's comboboxes offer (dashboard/explore/form.py), for what is typed. Comes when somebody first looks for
 * something. */
import { byTheme, grouped, indicator, narrowed } from "../combobox.js";
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
  return [...own.filter(({ options }) => options.length), ...byTheme(Object.keys(there))];
}

/** @typedef {(text: string, say: (why: string) => void) => Promise<Group[]>} Find */

/** @type {Find} */
export const indicators = async (text) => narrowed(all(), text);

/** @type {Find} */
export const seconds = async (text) =>
  narrowed([{ label: "", options: [{ value: "", label: say("no_second") }] }, ...all()], text);

/** @type {Find} */
export const columns = indicators;

/** @type {Find} */
export async function practices(text) {
  const every = (await values.needFootprints()).practices;
  const listed = every.map(({ code, name, pcn, place }) => {
    const note = `${code} · ${pcn || say("no_network")}`;
    return /** @type {[string, Option]} */ ([place, { value: code, label: name, note }]);
  });
  return narrowed(grouped(listed), text);
}

/** Networks, with how many practices each has. @type {Find} */
export async function networks(text) {
  const members = (await values.needFootprints()).practices.filter(({ pcnCode }) => pcnCode);
  const options = [...new Set(members.map(({ pcnCode }) => pcnCode))].map((value) => {
    const its = members.filter(({ pcnCode }) => pcnCode === value);
    return { value, label: its[0].pcn, note: say("network_of", { place: its[0].place, n: its.length }) };
  });
  return narrowed([{ label: "", options: byName(options) }], text);
}

const byName = (/** @type {Option[]} */ options) => options.sort((a, b) => a.label.localeCompare(b.label));

/** Larger areas, each with its district. @param {string} level @param {string} text */
function larger(level, text) {
  const { code, name, members } = values.levels[level];
  const options = code.map((value, at) => ({ value, label: name[at], note: values.districtOf(members[at][0]) }));
  return narrowed([{ label: "", options: byName(options) }], text);
}

/** @type {Find} */
export const wards = async (text) => larger("ward", text);

/** @type {Find} */
export const neighbourhoods = async (text) => larger("msoa", text);

// ---- finding a place ----

const FEWEST_LETTERS = 2;
const MOST_OF_A_KIND = 8;
/** @type {Group[] | null} */
let listed = null;

/** Places by name or code, postcodes and practices. @type {Find} */
export async function places(text, told) {
  if (text.trim().length < FEWEST_LETTERS) return [];
  listed ||= everywhere(await values.needFootprints());
  const some = (/** @type {Group} */ group) => ({ ...group, options: group.options.slice(0, MOST_OF_A_KIND) });
  const found = narrowed(listed, text).map(some);
  return [...(await byPostcode(text, told)), ...found];
}

/** @param {Footprints} footprints @returns {Group[]} */
function everywhere(footprints) {
  /** @param {string} level */
  const units = (level) => {
    const { code, name, note } = values.levels[level];
    return code.map((one, at) => ({ value: `${level}:${one}`, label: name[at], note: note[at] }));
  };
  const areas = units("lsoa").map(({ value, label, note }) => {
    const code = value.slice(value.indexOf(":") + 1);
    return { value, label: note, note: `${code} · ${label}`, search: code };
  });
  const practices = footprints.practices.map(({ code, name, place }) => ({
    value: `practice:${code}`,
    label: name,
    note: `${code} · ${place}`,
    search: code,
  }));
  return [
    { label: say("neighbourhoods"), options: units("msoa") },
    { label: say("wards"), options: units("ward") },
    { label: say("practices"), options: practices },
    { label: say("areas"), options: areas },
  ];
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
