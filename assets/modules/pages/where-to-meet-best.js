/* Where to meet: the search for a better answer than the first (dashboard/where_to_meet/best_search.py). It is ended
 * where nobody waits for it any more: the server's work ends with the request. */
import { fill } from "../base.js";
import { byId, element, give } from "../core.js";
import { count } from "../numbers.js";
import * as question from "../question.js";
import { again, along, ask, said } from "../server.js";

const TOO_MUCH = 413; // the status of an answer to what needs more time or memory than there is
const HEX = 16; // how many digits a search's name has, and their base

/** What ends the search that goes on. @type {AbortController | null} */
let going = null;

/** End the search, if one goes on. */
export function stop() {
  going?.abort();
  going = null;
}

/** Look for a better answer to what the page asks, and give it to the store "meet-best".
 * @param {string} search the page's query @param {OwnVenues} own the team's own venues */
export async function seek(search, own) {
  stop();
  const line = byId("best-said");
  if (!line) return;
  const mine = new AbortController();
  going = mine;
  const { signal } = mine;
  const told = JSON.parse(line.dataset.told);
  const begins = () => seek(search, own);
  const job = newName();
  const waits = showing(line, told, () => {
    stop();
    line.replaceChildren(told.words.cancelled, " ", again(begins));
  });
  const asked = () => line.isConnected && question.is(search);
  const looking = setInterval(() => (asked() ? look(told, job, signal, waits) : mine.abort()), 1000 * told.every);
  signal.addEventListener("abort", () => clearInterval(looking));
  try {
    // Whoever moves a slider asks for many answers, and looks at the last.
    await new Promise((done) => setTimeout(done, 1000 * told.after));
    if (signal.aborted || !asked()) return;
    const sent = { ...along(JSON.stringify({ job, own })), signal };
    const found = await (await ask(told.best + search, sent, (text, anew) => anew || waits(text))).json();
    if (!asked()) return;
    // It says so until what was found stands in place of this answer.
    line.replaceChildren(told.words.seeking);
    give("meet-best", { data: { ...found, search } });
  } catch (error) {
    if (signal.aborted || !asked()) return;
    // Too much for one search: so it would be the next time.
    if (/** @type {any} */ (error).answer?.status === TOO_MUCH) return void line.replaceChildren(told.words.too_much);
    const [before, after] = told.words.failed.split("{why}");
    line.replaceChildren(before, ...said(error), after, " ", again(begins));
  } finally {
    clearInterval(looking);
  }
}

/** Say that it goes on, with a way to cancel it; gives a way to say how it stands.
 * @param {HTMLElement} line @param {any} told @param {() => void} onclick */
function showing(line, told, onclick) {
  // Looked at, and not read out every other second.
  const stands = element("span", { "aria-hidden": "true" });
  const cancel = element("button", {
    type: "button",
    class: "again btn btn-link p-0 align-baseline",
    text: told.words.cancel,
    onclick,
  });
  line.replaceChildren(told.words.seeking, " ", stands, " ", cancel);
  return (/** @type {string} */ text) => {
    stands.textContent = text;
  };
}

/** Ask how it stands. Where that cannot be had, the next look may tell.
 * @param {any} told @param {string} job @param {AbortSignal} signal @param {(text: string) => void} waits */
async function look(told, job, signal, waits) {
  const answer = await ask(`${told.progress}?job=${job}`, { signal, cache: "no-store" }).catch(() => null);
  const how = await answer?.json().catch(() => null);
  if (!how || signal.aborted) return;
  const [best, bound] = [count(Math.floor(how.best)), count(Math.ceil(how.bound))];
  waits(fill(told.words.stands, { seconds: count(Math.floor(how.seconds)), best, bound }));
}

/** A name that no other search has. */
function newName() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(HEX / 2));
  return [...bytes].map((one) => one.toString(HEX).padStart(2, "0")).join("");
}
