/* "Who have we heard from?": puts what the server says where it belongs, and says how asking it goes. */
import { byId, give, insert } from "../core.js";
import { again, along, ask, said } from "../server.js";

/** What Python tells the page (dashboard/heard/form.py): words, whom it asks, limits. @type {any} */
export const told = {};
/** By what is asked, the last time: only its answer counts. @type {Record<string, object>} */
const last = {};

/** Put an answer into the page (dashboard/heard/answers.py). @param {Answer} answer */
export function put(answer) {
  for (const { id, props } of answer.props) give(id, props);
  for (const [id, inner] of Object.entries(answer.markup)) insert(id, inner);
}

/** Say how it goes, in the element with an id: a text, or an error. `anew` tries it again, where it is slow or did not
 * come. @param {string} id @param {any} what @param {(() => void)|null} [anew] */
export function say(id, what, anew = null) {
  const [wrong, line] = [what instanceof Error, byId(id)];
  line.replaceChildren(...(wrong ? said(what) : [what]), ...(anew ? [" ", again(anew)] : []));
  line.classList.toggle("flag", wrong);
  if (wrong || anew) line.scrollIntoView({ block: "nearest" });
}

/** Nobody waits for an answer any more. @param {string} name as for asked() */
export const drop = (name) => delete last[name];

/** Ask the server, and say how that goes: null where it could not be had, which has been said; undefined where nobody
 * waits for it. @param {string} name of what is asked @param {string | Blob | null} body what is sent along; null for
 * what is only fetched @param {() => void} anew tries it again @param {"json" | "blob"} [as] what comes
 * @returns {Promise<any>} */
export async function asked(name, body, anew, as = "json") {
  const { address, line, doing, what } = told.asks[name];
  const mine = {};
  last[name] = mine;
  const still = () => last[name] === mine && byId(line);
  const waits = (/** @type {any} */ text, /** @type {any} */ way) => still() && say(line, text || doing, way);
  waits(doing, null);
  try {
    const made = await (await ask(address, along(body), waits, what))[as]();
    return still() ? made : undefined;
  } catch (/** @type {any} */ error) {
    if (!still()) return undefined;
    say(line, error, error.passing ? anew : null);
    return null;
  }
}
