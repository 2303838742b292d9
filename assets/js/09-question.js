/* The question that a page asks, and the one that what stands on it answers. Where these are not the
 * same, the results (marked data-answers in the pages' layouts) are faded, and nothing is handed over. */
window.atlas.question = (() => {
  "use strict";
  let asked = null;
  let shown = null;

  /** The page asks something, mostly its address. */
  function ask(question) {
    asked = question;
    mark();
  }

  /** An answer is there: whether it is to what the page asks now. Any other is not to be shown. */
  function answer(question) {
    if (question !== asked) return false;
    shown = question;
    mark();
    return true;
  }

  /** Somebody has gone to another page: nothing on it answers anything yet. */
  function forget() {
    shown = null;
  }

  function mark() {
    const old = shown !== null && shown !== asked; // where nothing has been shown, nothing is old
    document.querySelectorAll("[data-answers]").forEach((part) => fade(part, old));
    const hand = document.getElementById("export");
    if (!hand) return;
    hand.inert = shown !== asked;
    if (hand.inert) hand.open = false;
  }

  /** Mark a part of the page as belonging to an earlier question, or as answering the present one. */
  function fade(part, is) {
    part?.toggleAttribute("data-faded", is);
    part?.setAttribute("aria-busy", String(is));
  }

  return { ask, answer, forget, fade, mark, is: (question) => question === asked };
})();
