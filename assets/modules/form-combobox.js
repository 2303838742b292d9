/* Comboboxes whose parts are Dash components (dashboard/parts/combobox.py). */
import { combobox as comboboxOf } from "./combobox.js";
import { byId } from "./core.js";
import * as values from "./values.js";

/** By their input. @type {WeakMap<HTMLElement, ReturnType<typeof comboboxOf>>} */
const boxes = new WeakMap();

/**
 * The choices that Python declared: groups, or ids of indicators, whose words the browser has.
 * @param {Group[] | { indicators: string[], without: string[] }} choices
 * @returns {Promise<Group[]>}
 */
async function groupsOf(choices) {
  if (Array.isArray(choices)) return choices;
  await values.start();
  const { themes, indicators } = values.known.catalogue;
  const offered = choices.indicators.filter((id) => !choices.without.includes(id));
  return themes.flatMap((theme) => {
    const its = offered.filter((id) => indicators[id].theme === theme.id);
    return [...new Set(its.map((id) => indicators[id].group))].map((group) => ({
      label: `${theme.label} · ${group}`,
      options: its
        .filter((id) => indicators[id].group === group)
        .map((id) => ({ value: id, words: indicators[id] }))
        .map(({ value, words }) => ({ value, label: words.label, note: words.short, more: words.description })),
    }));
  });
}

/** The element with an id, as soon as it is in the page. @param {string} id @returns {Promise<any>} */
function inPage(id) {
  return new Promise((done) => {
    const look = () => (byId(id) ? done(byId(id)) : requestAnimationFrame(look));
    look();
  });
}

/**
 * What is chosen in a combobox, or what there is to choose from, is there or has changed.
 * @param {string} chosen
 * @param {Group[] | { indicators: string[], without: string[] }} choices
 * @param {object} manner
 */
export async function combobox(chosen, choices, manner) {
  const { combobox: id } = window.dash_clientside.callback_context.outputs_list.id;
  const [groups, input] = await Promise.all([groupsOf(choices), inPage(id)]);
  let box = boxes.get(input);
  if (!box) {
    const choose = (/** @type {string} */ value) =>
      window.dash_clientside.set_props({ combobox: id, holds: "chosen" }, { data: value });
    box = comboboxOf({ id, label: "", input, list: byId(`${id}-list`), groups, choose, ...manner });
    boxes.set(input, box);
  }
  box.offer(groups);
  const found = groups.flatMap(({ options }) => options).find(({ value }) => value === chosen);
  box.set(chosen, found ? found.label : String(chosen || "").split("~")[0]); // a group of one's own: its name
  return window.dash_clientside.no_update;
}
