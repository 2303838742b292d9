/* The Methods page: builds the methods (dashboard/methods/chapters.py), goes to what a link names, and copies the
 * citation. */
import { byId, copy, insert } from "../core.js";

/** Put the methods into the page, once, and show what the address names.
 * @param {{ contents: any[], text: any[] }} markup @param {string} hash */
export function show(markup, hash) {
  if (!byId("methods-text").hasChildNodes()) {
    insert("methods-contents", markup.contents);
    insert("methods-text", markup.text);
  }
  const there = hash && byId(decodeURIComponent(hash.slice(1)));
  if (!there) return;
  const folded = there.closest("details");
  if (folded) folded.open = true;
  there.scrollIntoView();
  there.focus({ preventScroll: true });
}

/** Copy the sentence to cite the atlas by. */
export function cite() {
  const button = byId("cite-copy");
  button.dataset.usual ||= button.textContent;
  const { usual, copied, failed } = button.dataset;
  copy(button, byId("citation").textContent, { usual, done: copied, failed });
}
