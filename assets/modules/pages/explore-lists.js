/* What Explore's comboboxes offer beyond lists of the server's (dashboard/explore/choices.py): indicators after those
 * that this person marked or looked at. Comes when somebody first looks for something. */
import { byTheme, indicator, narrowed } from "../combobox.js";
import { say } from "../numbers.js";
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
