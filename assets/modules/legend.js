/* The legend: one bar of the classes' colours with the values at its joins, and above it how many have which value.
 * Words come from classes and from the server's texts. */

import { part } from "./address.js";
import * as classes from "./classes.js";
import { byId, element, every, go, state } from "./core.js";
import { count, say, written } from "./numbers.js";
import { explained } from "./terms.js";
import * as values from "./values.js";

export const BINS = 40;
/** Looks of the words at both ends of a line, and of a class's size. */
const ENDS = "d-flex justify-content-between gap-2 note lh-sm m-0";
const SIZE = "size d-block text-body-secondary";
/** Ends of the histogram. @type {{ low: number, high: number } | null} */
let scale = null;
/** The classes last drawn. @type {Classed | null} */
let shown = null;

const texts = () => values.known.catalogue.legend;
const UNORDERED = ["category", "decile", "change"];
const sum = (/** @type {Iterable<number>} */ numbers) => [...numbers].reduce((before, one) => before + one, 0);

/** How many of some units are in a class. @param {Paint} paint @param {number[]} units @param {number} of */
export const sizeOf = (paint, units, of) => units.filter((at) => paint.of[at] === of).length;

/** @param {Classed} classed @param {number[]} inView units */
export function draw(classed, inView) {
  const words = values.words(state.indicator);
  shown = classed;
  const missing = sizeOf(classed, inView, -1);
  const some = classed.none < classed.of.length;
  const ordered = some && !UNORDERED.includes(classed.kind);
  byId("legend")?.replaceChildren(
    element("h2", { text: words.label }),
    element("p", { class: "note", text: words.caption }),
    element(
      "div",
      { class: missing ? "with-missing" : null },
      ordered ? histogram(classed, inView, words) : "",
      ordered ? tick(classed, words) : "",
      bar(some ? classed : { ...classed, bounds: [] }, inView, words, missing),
    ),
    some ? fold(foot(classed, words)) : element("p", { class: "note why", text: texts().said.larger }),
    some ? "" : instead(words),
  );
}

/** What small maps fold, as dashboard/parts/map.py has it. @param {string} text */
function fold(text) {
  const { more, about } = texts().fold;
  const summary = element("summary", { "aria-label": about, text: more });
  return element("details", { class: "fold" }, summary, element("p", { class: "note", text }));
}

/** A way to the indicator that has figures at every level, of one that has none here. @param {Words} words */
function instead({ score }) {
  if (!score) return "";
  const text = say("show_instead", { label: values.words(score).label });
  return element("button", {
    type: "button",
    class: "btn btn-plain btn-sm mt-1 d-print-none",
    "data-view": JSON.stringify({ indicator: score }),
    text,
  });
}

/** One block for each class; a block selects what is in it.
 * @param {Classed} classed @param {number[]} inView @param {Words} words @param {number} missing */
function bar(classed, inView, words, missing) {
  const { kind, bounds } = classed;
  const n = bounds.length;
  const names = n ? classes.inWords(classed, words) : [];
  const blocks = names.map((name, i) => {
    const block = classButton(classed, inView, i, name, "");
    const range = element("span", { class: "range d-block", text: classes.under(classed, i, names) || "\u00a0" });
    const swatch = element("span", { class: "swatch", style: `background:${classed.colours[i]}` });
    block.append(swatch, range, element("span", { class: SIZE, text: count(sizeOf(classed, inView, i)) }));
    return element("li", { class: kind === "decile" && i === 1 ? "me-2" : null }, block);
  });
  if (missing) {
    const name = element("span", { class: "range d-block", text: say("no_figure_class") });
    const size = element("span", { class: SIZE, text: count(missing) });
    blocks.push(element("li", { class: "missing" }, element("span", { class: "swatch none" }), name, size));
  }
  const ends = n ? classes.ends(classed, state.indicator) : null;
  return element(
    "div",
    { class: "position-relative mt-2" },
    element("ul", { class: "classes list-unstyled d-flex small lh-sm m-0", "aria-label": say("classes") }, ...blocks),
    n > 1 && !UNORDERED.includes(kind) ? joins(classed, words) : "",
    ends ? endsOf(ends, kind === "decile") : "",
  );
}

/** Words below both ends of the bar. @param {[string, string]} ends @param {boolean} fifth whether the first is a fifth
 * of the bar */
function endsOf([first, last], fifth) {
  const words = [element("strong", { class: "text-body" }, ...explained(first)), element("span", { text: last })];
  return element("p", { class: `${ENDS} ${fifth ? "first-fifth " : ""}pt-1` }, ...words);
}

/** A button that selects what is in a class. @param {Paint} paint @param {number[]} inView @param {number} i
 * @param {string} name what the class holds @param {string} look */
export function classButton(paint, inView, i, name, look) {
  const size = sizeOf(paint, inView, i);
  const title = `${name}: ${count(size)} ${values.unitWord(size)}`;
  return element("button", {
    type: "button",
    class: look || "d-block w-100 p-0 border-0 bg-transparent",
    "data-class": i,
    "data-count": size,
    "data-words": name,
    disabled: !size,
    title,
    "aria-label": say("select_class", { title }),
    onclick: () => select(inView.filter((at) => paint.of[at] === i)),
  });
}

/** The values at the joins; the blocks say the same in full. @param {Classed} classed @param {Words} words */
function joins(classed, words) {
  const n = classed.bounds.length;
  const unit = words.unit === "%" ? "%" : "";
  const at = (/** @type {string} */ text, /** @type {number} */ i) =>
    element("span", { style: `left:${(100 * (i + 1)) / n}%`, text: text + unit });
  return element("div", { class: "joins small", "aria-hidden": "true" }, ...classes.joins(classed, words).map(at));
}

/** Select units, as many as an address holds. @param {number[]} units */
export function select(units) {
  const { code } = values.units();
  go({ selected: units.slice(0, part("selected").most).map((at) => code[at]) });
}

/** @param {Classed} classed @param {Words} words */
function foot(classed, words) {
  const ordered = !UNORDERED.includes(classed.kind);
  const england = ordered && words.aggregate !== "sum" ? words.england?.value : null;
  const sentences = [
    classes.said(classed, state.classes, classed.none > 0),
    ordered && texts().darker[words.polarity],
    texts().level[state.level].outside,
    say("counts", { units: values.unitWord(2) }),
    typeof england === "number" && say("england_is", { value: written(england, words) }),
    words.modelled && state.level === "lsoa" && say("dotted"),
  ];
  return sentences.filter(Boolean).join(" ");
}

/** How many of some units lie in each of BINS steps of equal width, by class. @param {{ of: number[] }} classed
 * @param {number[]} units @param {(number | null)[]} all @param {number} low @param {number} high */
export function bins(classed, units, all, low, high) {
  const width = (high - low || 1) / BINS;
  /** @type {Map<number, number>[]} */
  const found = Array.from({ length: BINS }, () => new Map());
  for (const at of units) {
    const value = all[at];
    if (value === null) continue;
    const bin = found[Math.min(BINS - 1, Math.floor((value - low) / width))];
    bin.set(classed.of[at], (bin.get(classed.of[at]) || 0) + 1);
  }
  return found;
}

/** A step's colours, one above the other: those of the classes of what is in it, as on the map.
 * @param {Map<number, number>} bin @param {string[]} colours */
export function stacked(bin, colours) {
  const size = sum(bin.values());
  let before = 0;
  const parts = [...bin]
    .sort((a, b) => a[0] - b[0])
    .map(([of, number]) => {
      const from = before;
      before += number;
      return `${colours[of]} ${(100 * from) / size}% ${(100 * before) / size}%`;
    });
  return parts.length === 1 ? colours[[...bin.keys()][0]] : `linear-gradient(to top, ${parts.join(", ")})`;
}

const left = (/** @type {number} */ value) => (scale ? (100 * (value - scale.low)) / (scale.high - scale.low || 1) : 0);

/** How many in view have which value, in the colours of the map, with England as a tick.
 * @param {Classed} classed @param {number[]} inView @param {Words} words */
function histogram(classed, inView, words) {
  const all = values.all(state.indicator);
  const there = all.filter((v) => v !== null);
  const [low, high] = [Math.min(...there), Math.max(...there)];
  scale = { low, high };
  const found = bins(classed, inView, all, low, high);
  const most = Math.max(...found.map((bin) => sum(bin.values())), 1);
  const bars = found.map((bin) => {
    const height = Math.max(4, (100 * sum(bin.values())) / most);
    const style = bin.size ? `height:${height}%;background:${stacked(bin, classed.colours)}` : "height:0";
    return element("span", { style });
  });
  const [from, to] = [written(low, words), written(high, words)];
  const look = { class: "histogram", role: "img", "aria-label": say("histogram", { from, to }) };
  const box = element("div", look, ...bars);
  const england = words.england?.value;
  if (typeof england === "number" && england >= low && england <= high) {
    const side = left(england) > 75 ? "england right" : "england";
    const title = say("england_has", { value: written(england, words) });
    box.append(element("i", { class: side, style: `left:${left(england)}%`, title }));
  }
  box.append(element("i", { class: "pointer", hidden: true }));
  const ends = [low, high].map((end) => element("span", { text: written(end, words, { unit: words.unit === "%" }) }));
  return element("div", { class: "spread" }, box, element("p", { class: ENDS, "aria-hidden": "true" }, ...ends));
}

/** England on the bar, where there is no room for the histogram: in its class, as far along as between the values at
 * both its joins. @param {Classed} classed @param {Words} words */
function tick({ bounds, of }, words) {
  const nation = words.england?.value;
  const there = values.all(state.indicator).filter((v, at) => v !== null && of[at] !== -1);
  if (typeof nation !== "number" || words.aggregate === "sum" || bounds.length < 2) return "";
  const [place] = classes.place({ bounds }, [nation]);
  const from = place ? bounds[place - 1] : Math.min(.../** @type {number[]} */ (there));
  const within = Math.min(1, Math.max(0, (nation - from) / (bounds[place] - from || 1)));
  const at = (100 * (place + within)) / bounds.length;
  const value = written(nation, words);
  const far = at > 50;
  const style = far ? `right:calc(${100 - at}% - 0.3em)` : `left:calc(${at}% - 0.3em)`;
  const text = say(far ? "england_to" : "england_from", { value });
  const label = element("strong", { class: "position-absolute bottom-0 text-nowrap", style, text });
  return element("div", { class: "nation position-relative d-lg-none small lh-1 pt-4 mb-n2" }, label);
}

/** Point at a unit's value in the histogram and at its class. @param {number | null} at */
export function mark(at) {
  const of = at === null || !shown ? null : shown.of[at];
  for (const row of every("#legend [data-class]")) row.classList.toggle("marked", row.dataset.class === String(of));
  const [pointer] = every("#legend .pointer");
  if (!pointer) return;
  pointer.hidden = at === null;
  const value = at === null ? null : values.all(state.indicator)[at];
  if (value !== null) pointer.style.left = `${left(value)}%`;
}
