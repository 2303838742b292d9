/* "Who have we heard from?": exercises that are laid together. Those kept are held here, in the page's memory,
 * and gone with it. */
import { fill as filled } from "../numbers.js";
import { asked, fill, give, holder, put, say } from "./heard-page.js";

let kept = []; // { name, exercise, base, where }
let shown = null; // the exercise on show, the last of them: { options, madeUp, exercise, base, where }
let name = ""; // what the person calls it
let laid = null; // what the server says of all together

/** @returns {number} how many are kept */
export const number = () => kept.length;

/** Nothing is kept any more. */
export function forget() {
  [kept, shown, laid] = [[], null, null];
}

/** What is sent to have all of them laid together. */
export const body = () => JSON.stringify({ waves: [...kept, { ...waveOf(shown), name }] });

const waveOf = ({ exercise, base, where }) => ({ exercise, base, where });

/** The page shows an exercise: it is laid beside those kept, if there are any. @param {object} given */
export async function show(given) {
  shown = given;
  const { texts, waves } = given.options;
  const usual = filled(texts.exercise, { number: kept.length + 1 });
  name = given.madeUp ? (kept.length ? texts.example_next : texts.example_first) : usual;
  give("heard-waves-name", { value: name });
  holder("heard-waves-keep").hidden = kept.length + 1 >= waves;
  holder("heard-waves-note").hidden = kept.length > 0;
  holder("heard-waves-together").hidden = true;
  say("heard-waves-said", "");
  if (kept.length) await lay();
}

async function lay() {
  const [mine, called] = [shown, name];
  const still = () => shown === mine && name === called;
  const answer = await asked(shown.options.asks.waves, body(), lay, still);
  const made = answer && (await answer.json());
  if (!made || !still()) return;
  laid = made;
  say("heard-waves-said", "");
  put(laid);
  const chosen = levelOf(laid, holder("heard-waves-level").value);
  give("heard-waves-level", { value: chosen });
  level(chosen);
  holder("heard-waves-together").hidden = false;
}

/** The level that was chosen before, where it is there; else the first. */
export const levelOf = ({ levels }, before) => (before in levels ? before : Object.keys(levels)[0]);

/** Show the table of a level. @param {string} chosen */
export function level(chosen) {
  if (!laid?.levels[chosen]) return;
  fill("heard-waves-table", laid.levels[chosen].table);
}

/** The person calls the exercise on show something. @param {string} text */
export function rename(text) {
  const called = calledOf(text);
  if (!shown || !called || called === name) return;
  name = called;
  if (kept.length) lay();
}

/** An exercise that nobody answered says so, whatever its name. */
function calledOf(text) {
  const { options: { texts }, madeUp } = shown || { options: {} };
  const known = !madeUp || [texts.example_first, texts.example_next].includes(text?.trim());
  return text?.trim() && (known ? text.trim() : filled(texts.example_mark, { name: text.trim() }));
}

/** Keep the exercise on show for the next to be laid beside it. @returns {string} what it is called */
export function keep() {
  rename(holder("heard-waves-name").value);
  kept = [...kept, { ...waveOf(shown), name }];
  return name;
}
