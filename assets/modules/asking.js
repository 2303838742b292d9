/* Asking the server for a part of a page: says how that goes in a line of the page, and gives the answer to whoever
 * still waits for it. What is asked, and the words for it, come from Python. */
import { byId } from "./core.js";
import { again, along, ask, said } from "./server.js";

/** Say how it goes, in the element with an id: a text, or an error. `anew` tries it again, where it is slow or did not
 * come. @param {string} id @param {any} what @param {(() => void)|null} [anew] */
export function say(id, what, anew = null) {
  const [wrong, line] = [what instanceof Error, byId(id)];
  line.replaceChildren(...(wrong ? said(what) : [what]), ...(anew ? [" ", again(anew)] : []));
  line.classList.toggle("flag", wrong);
  if (wrong || anew) line.scrollIntoView({ block: "nearest" });
}

/** @param {() => Record<string, {address: string, line: string, doing: string, what: string}>} asks what can be asked,
 * by name: where, the id of the line in which it is said how it goes, what is done, and what is waited for */
export function asking(asks) {
  /** By what is asked, the last time: only its answer counts. @type {Record<string, object>} */
  const last = {};

  /** Nobody waits for an answer any more. @param {string} name as for asked() */
  const drop = (name) => delete last[name];

  /** Ask the server, and say how that goes: null where it could not be had, which has been said; undefined where nobody
   * waits for it. @param {string} name of what is asked @param {string | Blob | null} body what is sent along; null for
   * what is only fetched @param {() => void} anew tries it again @param {"json" | "blob"} [as] what comes
   * @returns {Promise<any>} */
  async function asked(name, body, anew, as = "json") {
    const { address, line, doing, what } = asks()[name];
    const mine = {};
    last[name] = mine;
    const still = () => last[name] === mine && byId(line);
    const waits = (/** @type {any} */ text, /** @type {any} */ way) => still() && say(line, text || doing, way);
    waits(doing, null);
    try {
      const made = await (await ask(address, along(body), waits, what))[as]();
      if (!still()) return undefined;
      say(line, "");
      return made;
    } catch (/** @type {any} */ error) {
      if (!still()) return undefined;
      say(line, error, error.passing ? anew : null);
      return null;
    }
  }
  return { asked, drop };
}
