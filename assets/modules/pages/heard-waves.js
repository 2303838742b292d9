/* "Who have we heard from?": exercises that are laid together. Those kept are held here, in the page's memory,
 * and gone with it. */
import { fill } from "../base.js";
import { byId, give, hide, insert } from "../core.js";
import { asked, drop, put, say, told } from "./heard-page.js";

/** @type {(Exercise & {name: string})[]} */
let kept = [];
/** The exercise on show, the last of them. @type {any} */
let shown = null;
/** What the server says of all together. @type {any} */
let laid = null;

/** How many are kept. */
export const number = () => kept.length;

/** Nothing is kept any more. */
export function forget() {
  [kept, shown, laid] = [[], null, null];
}

/** What is sent to have all of them laid together. */
export const body = () => JSON.stringify({ waves: [...kept, shown].map(({ madeUp, ...wave }) => wave) });

/** The page shows an exercise: it is laid beside those kept, if there are any. @param {Exercise} exercise */
export function show(exercise) {
  const { example_first: first, example_next: next, exercise: numbered } = told.texts;
  const name = exercise.madeUp ? (kept.length ? next : first) : fill(numbered, { number: kept.length + 1 });
  shown = { ...exercise, name };
  give("heard-waves-name", { value: name });
  hide("heard-waves-keep", kept.length + 1 >= told.waves);
  hide("heard-waves-note", kept.length > 0);
  lay();
}

async function lay() {
  hide("heard-waves-together");
  drop("waves");
  say("heard-waves-said", "");
  const made = kept.length && (await asked("waves", body(), lay));
  if (!made) return;
  laid = made;
  say("heard-waves-said", "");
  put(laid);
  give("heard-waves-level", { value: levelOf(laid, "heard-waves-level") });
  level(levelOf(laid, "heard-waves-level"));
  hide("heard-waves-together", false);
}

/** The level that a select shows, where there is such a one; else the first.
 * @param {{levels?: any}} answer @param {string} id @returns {any} */
export const levelOf = ({ levels }, id) => [byId(id).value, ...Object.keys(levels)].find((one) => one in levels);

/** Show the table of a level. @param {string} chosen */
export function level(chosen) {
  if (laid?.levels[chosen]) insert("heard-waves-table", laid.levels[chosen].table);
}

/** The person calls the exercise on show something; one that nobody answered says so, whatever its name.
 * @param {string|null} text */
export function rename(text) {
  const { example_mark: mark, example_said: marked } = told.texts;
  const name = text?.trim();
  if (!shown || !name) return;
  const called = shown.madeUp && !name.toLowerCase().includes(marked) ? fill(mark, { name }) : name;
  if (called === shown.name) return;
  shown.name = called;
  if (kept.length) lay();
}

/** Keep the exercise on show for the next to be laid beside it. @returns {string} what it is called */
export function keep() {
  rename(byId("heard-waves-name").value);
  kept = [...kept, shown];
  return shown.name;
}
