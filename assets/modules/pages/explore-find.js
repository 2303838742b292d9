/* Explore: finding a place by name, code, postcode or practice. */
import { combobox, narrowed } from "../combobox.js";
import { go, state } from "../core.js";
import { ask } from "../server.js";
import * as values from "../values.js";
import * as view from "../view.js";

/** @param {(members: number[]) => void} showPlaces shows areas on the map */
export function find(showPlaces) {
  /** @type {Group[] | null} */
  let listed = null;
  const everything = async () => {
    listed ||= places(await values.needFootprints());
    return listed;
  };
  return combobox({
    id: "find-place",
    label: "Find a place",
    hideLabel: true,
    searchOnly: true,
    placeholder: "Find a place, postcode or practice",
    hint: "Type the name of a place, an area code, a postcode or a practice.",
    find: async (text, say) => {
      if (text.trim().length < 2) return [];
      const found = narrowed(await everything(), text).map((group) => ({
        ...group,
        options: group.options.slice(0, 8),
      }));
      return [...(await byPostcode(text, say)), ...found];
    },
    choose: (_, option) => visit(option, showPlaces),
  }).root;
}

/** @param {Footprints} footprints @returns {Group[]} */
function places({ practices }) {
  const { levels } = values;
  /** @param {"msoa" | "ward"} level */
  const units = (level) => {
    const { code, name, note } = levels[level];
    return code.map((one, at) => ({ value: `${level}:${one}`, level, code: one, label: name[at], note: note[at] }));
  };
  const { code, name, note } = levels.lsoa;
  return [
    { label: "Neighbourhoods", options: units("msoa") },
    { label: "Wards", options: units("ward") },
    {
      label: "GP practices",
      options: practices.map((one) => ({
        value: one.code,
        practice: one.code,
        label: one.name,
        note: `${one.code} · ${one.place}`,
        search: one.code,
      })),
    },
    {
      label: "Areas",
      options: code.map((one, at) => ({
        value: `lsoa:${one}`,
        level: "lsoa",
        code: one,
        label: note[at],
        note: `${one} · ${name[at]}`,
        search: one,
      })),
    },
  ];
}

/**
 * The area of a postcode, which only the server knows; nothing for what is no postcode.
 * @param {string} text
 * @param {(why: string) => void} say
 */
async function byPostcode(text, say) {
  const squeezed = text.replace(/\s+/g, "").toUpperCase();
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(squeezed)) return [];
  const told = (/** @type {string} */ why) => why && say(why);
  let answer;
  try {
    answer = await ask(`/find/postcode/${squeezed}`, {}, told, "the place of this postcode");
  } catch (error) {
    if (/** @type {any} */ (error).passing) throw error;
    return [{ label: "Postcode", options: [] }];
  }
  const { postcode, lsoa } = await answer.json();
  const { name, note, place } = values.levels.lsoa;
  const at = place[lsoa];
  const option = { value: postcode, level: "lsoa", code: lsoa, label: postcode, note: `${name[at]} · ${note[at]}` };
  return [{ label: "Postcode", options: [option] }];
}

/**
 * Go to what was found: select it and show it, taking off filters that would hide it.
 * @param {Option} option
 * @param {(members: number[]) => void} showPlaces
 */
function visit({ practice, level, code }, showPlaces) {
  if (practice) {
    view.filter({ practices: [practice], pcns: [] });
    return;
  }
  const { members, place } = values.levels[level];
  const areas = members[place[code]];
  const inView = new Set(view.areas());
  const off = areas.some((at) => inView.has(at)) ? {} : view.UNFILTERED;
  if (level === state.level) go({ ...off, selected: [code] });
  else if (state.level === "lsoa") go({ ...off, selected: areas.map((at) => values.known.areas.code[at]) });
  else go({ ...off, level, selected: [code] });
  showPlaces(areas);
}
