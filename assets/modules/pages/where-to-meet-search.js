/* Where to meet: the search for a venue that must be among the sessions (dashboard/where_to_meet/limits_form.py), in
 * what the map has of the answer: the venues of the kinds and districts asked for, and the team's own. */

import { narrowed } from "../combobox.js";
import { byId } from "../core.js";
import { count, fill } from "../numbers.js";

/** @type {Option[]} */
let venues = [];

/** An answer has come: its venues can be found. @param {Sessions} answer */
export function offer(answer) {
  const every = [...answer.sessions, ...answer.venues];
  // Where it cannot be met, those of the last one are left to choose from.
  if (!every.length) return;
  const listed = every.map(({ id, name, where = "" }) => ({
    value: id,
    label: name,
    note: where,
    more: where.replaceAll(" ", ""), // a postcode as it is often typed
  }));
  venues = listed.sort((one, other) => one.label.localeCompare(other.label));
}

/** Venues whose name or address has every word. @param {string} text @returns {Group[]} */
export function find(text) {
  if (!text.trim()) return [];
  const told = JSON.parse(byId("meet-must-search-field").dataset.told);
  const options = narrowed([{ label: "", options: venues }], text).flatMap((group) => group.options);
  const left = options.length - told.most;
  const others = left > 0 ? [{ label: "", said: fill(told.more, { number: count(left) }), options: [] }] : [];
  return options.length ? [{ label: "", options: options.slice(0, told.most) }, ...others] : [];
}
