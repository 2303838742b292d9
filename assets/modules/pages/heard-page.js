/* "Who have we heard from?": puts what the server says where it belongs, and says how asking it goes. */
import { markup } from "../core.js";
import { again, ask, said } from "../server.js";

/** What Python tells the page (dashboard/heard/form.py): words, whom it asks, limits. @type {any} */
export const told = {};
/** By what is asked, the last time: only its answer counts. @type {Object<string, object>} */
const last = {};

/** @param {string} id @returns {any} the element; null once the page is left */
export const holder = (id) => document.getElementById(id);

/** Give a component of the page properties. @param {any} id @param {object} props */
export const give = (id, props) => window.dash_clientside.set_props(id, props);

/** Put plain markup into an element. @param {string} id @param {any[]} inner */
export const fill = (id, inner) => holder(id).replaceChildren(...inner.map(markup));

/** Put an answer into the page (dashboard/heard/answers.py). @param {Answer} answer */
export function put(answer) {
  for (const { id, props } of answer.props) give(id, props);
  for (const [id, inner] of Object.entries(answer.markup)) fill(id, inner);
}

/** Say how it goes, in the element with an id. @param {string} line @param {any} what text, or an error
 * @param {(() => void)|null} [anew] tries it again, where it is slow or did not come */
export function say(line, what, anew = null) {
  const wrong = what instanceof Error;
  holder(line).replaceChildren(...(wrong ? said(what) : [what]), ...(anew ? [" ", again(anew)] : []));
  holder(line).classList.toggle("flag", wrong);
  if (wrong || anew) holder(line).scrollIntoView({ block: "nearest" });
}

/** Nobody waits for an answer any more. @param {string} name as for asked() */
export const drop = (name) => delete last[name];

/** Ask the server, and say how that goes.
 * @param {string} name of what is asked @param {string|Blob|null} body what is sent along; null for what is only
 * fetched @param {() => void} anew tries it again @param {"json"|"blob"} [as] what comes @returns {Promise<any>} null
 * where it could not be had, which has been said; undefined where nobody waits for it */
export async function asked(name, body, anew, as = "json") {
  const { address, line, doing, what } = told.asks[name];
  const mine = {};
  last[name] = mine;
  const still = () => last[name] === mine && holder(line);
  const waits = (/** @type {any} */ text, /** @type {any} */ way) => still() && say(line, text || doing, way);
  waits(doing, null);
  try {
    /** @type {RequestInit} */
    const options = body === null ? {} : { method: "POST", body, cache: "no-store" };
    const made = await (await ask(address, options, waits, what))[as]();
    return still() ? made : undefined;
  } catch (/** @type {any} */ error) {
    if (!still()) return undefined;
    say(line, error, error.passing ? anew : null);
    return null;
  }
}
