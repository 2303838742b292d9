/* The headline over Explore's map (dashboard/explore/view_finding.py), once the first map stands: its live phrases. One
 * that is pointed at, by mouse or keyboard, leaves only the areas that it is about as they are; one that is clicked or
 * tapped does so until it is left. */
import { byId, every, state } from "../core.js";
import * as map from "../map.js";
import * as values from "../values.js";

/** Whether a unit is one of those that a phrase is about, by the kinds of dashboard/explore/phrases.py.
 * @type {Record<string, (given: any, at: number, paint: Paint | null) => boolean>} */
const ABOUT = {
  codes: (codes, at) => codes.includes(values.units().code[at]),
  among: (some, at) => some.includes(values.all(state.indicator)[at]),
  over: (number, at) => (values.all(state.indicator)[at] ?? Number.NEGATIVE_INFINITY) > number,
  under: (number, at) => (values.all(state.indicator)[at] ?? Number.POSITIVE_INFINITY) < number,
  square: (square, at, paint) => paint?.of[at] === square,
};

/** What the map is painted by. @type {() => Paint | null} */
let painted = () => null;

/** The phrase that was clicked. @type {HTMLElement | null} */
let kept = null;

/** Have the map show what a phrase is about; all of the view without one. @param {HTMLElement | null} phrase */
function point(phrase) {
  const [kind, given] = Object.entries(JSON.parse(phrase?.dataset.about || "{}"))[0] || [];
  const places = values.units().code.map((/** @type {string} */ _, /** @type {number} */ at) => at);
  map.forward(kind ? places.filter((/** @type {number} */ at) => ABOUT[kind](given, at, painted())) : null);
  for (const one of every("#headline .phrase")) one.ariaPressed = String(one === kept);
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const phraseOf = (target) => (target instanceof Element ? target.closest("#headline .phrase") : null);

/** @param {Event} event */
function enter({ target }) {
  const phrase = phraseOf(target);
  if (phrase && !phrase.closest("[data-faded]")) point(phrase);
}

/** @param {Event} event */
function leave({ target, type }) {
  const phrase = phraseOf(target);
  if (!phrase) return;
  if (type === "focusout") kept = null;
  point(kept);
}

/** @param {Event} event */
function click({ target }) {
  const phrase = phraseOf(target);
  if (!phrase && !kept) return;
  kept = phrase === kept ? null : phrase;
  point(kept);
}

for (const type of ["pointerover", "focusin"]) document.addEventListener(type, enter);
for (const type of ["pointerout", "focusout"]) document.addEventListener(type, leave);
document.addEventListener("click", click);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byId("headline")) {
    kept = null;
    point(null);
  } else if (phraseOf(event.target) && ["Enter", " "].includes(event.key)) {
    event.preventDefault();
    click(event);
  }
});

/** A phone shows the headline's first lines (20-explore.css): whether there are more, a button says. */
function cut() {
  const [line, button] = [byId("headline"), byId("headline-more")];
  if (button?.ariaExpanded === "false") button.hidden = line.scrollHeight <= line.clientHeight;
}

/** Show all of the headline, or its first lines again. */
function unfold() {
  const button = byId("headline-more");
  [button.textContent, button.dataset.less] = [button.dataset.less, button.textContent];
  button.ariaExpanded = String(button.ariaExpanded === "false");
}

/** Of which map the phrases are. @param {typeof painted} paint */
export function begin(paint) {
  const headline = byId("headline");
  if (!headline) return; // the page was left before this came
  new MutationObserver(cut).observe(headline, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(cut).observe(headline);
  byId("headline-more").onclick = unfold;
  painted = paint;
  kept = null;
}
