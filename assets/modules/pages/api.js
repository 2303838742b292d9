/* The page "For programs": builds what it says (dashboard/api/page.py), and copies addresses and code. */
import { byId, copy, insert } from "../core.js";

/** Put the text into the page, once. @param {any[]} markup */
export function show(markup) {
  const text = byId("api-text");
  if (text.hasChildNodes()) return;
  insert("api-text", markup);
  text.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-copies]");
    if (button instanceof HTMLElement) copied(button);
  });
}

/** Copy what stands beside a button. @param {HTMLElement} button */
function copied(button) {
  button.dataset.usual ||= button.textContent ?? "";
  const { usual = "", copied: done = "", failed = "", copies = "" } = button.dataset;
  copy(button, byId(copies).textContent, { usual, done, failed });
}
