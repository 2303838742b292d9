/* "Who have we heard from?": puts what the server says where it belongs, and says how asking it goes. */
import { markup } from "../core.js";
import { again, ask, said } from "../server.js";

/** @param {string} id of an element of the page @returns {any} the element; null once the page is left */
export const holder = (id) => document.getElementById(id);

/** Give a component of the page properties. @param {string|object} id @param {object} props */
export const give = (id, props) => window.dash_clientside.set_props(id, props);

/** Put plain markup into an element. @param {string} id @param {any[]} inner */
export const fill = (id, inner) => holder(id)?.replaceChildren(...inner.map(markup));

/** Put an answer into the page (dashboard/heard/answers.py). @param {{markup: object, props: any[]}} answer */
export function put(answer) {
  for (const { id, props } of answer.props) give(id, props);
  for (const [id, inner] of Object.entries(answer.markup)) fill(id, inner);
}

/**
 * Say how it goes.
 * @param {string} line id of the element where it is said
 * @param {string|Error} what
 * @param {(() => void)|null} [anew] tries it again, where it is slow or did not come
 */
export function say(line, what, anew = null) {
  const place = holder(line);
  if (!place) return;
  const wrong = what instanceof Error;
  place.replaceChildren(...(wrong ? said(what) : [what]), ...(anew ? [" ", again(anew)] : []));
  place.classList.toggle("flag", wrong);
  if (wrong || anew) place.scrollIntoView({ block: "nearest" });
}

/**
 * Ask the server, and say how that goes.
 * @param {{address: string, line: string, doing: string, what: string}} asks as dashboard/heard/form.py tells it
 * @param {BodyInit|null} body what is sent along; null for what is only fetched
 * @param {() => void} anew tries it again
 * @param {() => any} still whether anybody still waits for it
 * @returns {Promise<Response|null>} null where it could not be had, which has been said
 */
export async function asked({ address, line, doing, what }, body, anew, still = () => true) {
  const waits = (told, again) => still() && say(line, told || doing, again);
  waits(doing, null);
  try {
    return await ask(address, body === null ? {} : { method: "POST", body, cache: "no-store" }, waits, what);
  } catch (error) {
    if (still()) say(line, error, error.passing ? anew : null);
    return null;
  }
}
