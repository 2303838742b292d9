/* The page "For programs": builds what it says (dashboard/api/page.py). */
import { byId, insert } from "../core.js";
import "../fields.js"; // copies addresses and code

/** Put the text into the page, once. @param {any[]} markup */
export function show(markup) {
  if (!byId("api-text").hasChildNodes()) insert("api-text", markup);
}
