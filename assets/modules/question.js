/* The question that a page asks, and the one that what stands on it answers. Where these are not the same, the
 * results (marked data-answers in the pages' layouts) are faded, and nothing is handed over. */

/** @type {string | null} */
let asked = null;
/** @type {string | null} */
let shown = null;
let ready = true; // whether the links to files are those of what is asked

/** The page asks something, mostly its address. @param {string} question @param {boolean} links whether the links to
 * files are there already, or the server writes them: see linked() */
export function ask(question, links = true) {
  [asked, ready] = [question, links];
  mark();
}

/** The server's links to files have come. */
export function linked() {
  ready = true;
  mark();
}

/** An answer is there: whether it is to what the page asks now. Any other is not to be shown.
 * @param {string} question */
export function answer(question) {
  if (question !== asked) return false;
  shown = question;
  mark();
  return true;
}

/** @param {string} question */
export const is = (question) => question === asked;

/** Somebody has gone to another page: nothing on it answers anything yet. */
export function forget() {
  shown = null;
}

/** Fade what answers an earlier question. */
export function mark() {
  const old = shown !== null && shown !== asked; // where nothing has been shown, nothing is old
  for (const part of document.querySelectorAll("[data-answers]")) fade(part, old);
  const hand = document.getElementById("export");
  if (hand) hand.inert = shown !== asked || !ready;
}

/** Mark a part of the page as belonging to an earlier question, or as answering the present one.
 * @param {Element | null} part @param {boolean} old */
export function fade(part, old) {
  part?.toggleAttribute("data-faded", old);
  part?.setAttribute("aria-busy", String(old));
}
