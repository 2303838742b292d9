/* The Methods page: builds the methods (dashboard/methods/chapters.py), and goes to what a link names. */
import { byId, insert } from "../core.js";
import "../fields.js"; // copies the citation

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
