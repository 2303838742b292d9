/* What a term means (dashboard/parts/terms.py) opens beside it: by pointer, tap or key. The browser's own popover shuts
 * with Escape, with the term again or with a click elsewhere, and is reached with the next tab. */
import { to } from "./base.js";
import { element, rules } from "./core.js";

/** A text with its terms as buttons, each where it first stands, as dashboard/parts/terms.py does it.
 * @param {string} text @returns {(Node | string)[]} */
export function explained(text) {
  const { pattern, keys } = rules.terms;
  const seen = new Set();
  /** @type {(Node | string)[]} */
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(new RegExp(pattern, "g"))) {
    const words = found[1] || found[2];
    const term = keys[words];
    const given = { type: "button", class: "term", "data-term": term, "aria-haspopup": "dialog", text: words };
    parts.push(text.slice(at, found.index), seen.has(term) ? words : element("button", given));
    at = found.index + found[0].length;
    seen.add(term);
  }
  return [...parts, text.slice(at)].filter(Boolean);
}

/** Make the popover of a term, which lasts until it is shut. @param {any} term */
function explain(term) {
  const [said, more] = rules.terms.said[term.dataset.term];
  const link = element("a", { href: to(`/methods#${more}`), target: "_blank", text: rules.labels.worked_out });
  const given = {
    popover: "auto",
    class: "meaning panel rounded-3 shadow border p-3",
    role: "dialog",
    "aria-label": term.textContent,
  };
  const box = element("div", given, element("p", { class: "mt-0", text: said }), link);
  box.addEventListener("toggle", (/** @type {any} */ { newState }) => {
    if (newState === "open") return;
    term.popoverTargetElement = null;
    box.remove();
  });
  document.body.append(box);
  term.popoverTargetElement = box;
}

// Before the click does what it does, which is to open the popover.
document.addEventListener(
  "click",
  ({ target }) => {
    const term = /** @type {any} */ (target).closest?.("button.term");
    if (term && !term.popoverTargetElement) explain(term);
  },
  true,
);
