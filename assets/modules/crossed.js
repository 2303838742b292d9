/* Two indicators at once: the 3 × 3 map, its square legend, and the scatter plot beside it. Both run towards need,
 * whichever end of an indicator that is; one without such an end runs from low to high, and says so.
 * dashboard/explore/classes.py does the same for pictures. */
import { thirds } from "./classes.js";
import { byId, element, insert, replace, state, svg } from "./core.js";
import { classButton, sizeOf } from "./legend.js";
import { count, fill, say, written } from "./numbers.js";
import * as values from "./values.js";
import { toggle } from "./view.js";

const [WIDTH, HEIGHT, EDGE] = [360, 240, 6]; // of the scatter plot, and how far dots keep from its sides

const texts = () => values.known.catalogue.legend.crossed;
/** @param {Words} words */
const axis = (words) => texts().axis[words.polarity];
const both = () => [values.words(state.indicator), values.words(state.second)];

/** Which of the two has kinds, which are no more and less. */
const kinds = () => (state.second ? both().find((words) => words.kind === "category") : undefined);

/** Whether the map shows two. */
export const on = () => Boolean(state.second) && !kinds();

/** Why the map does not show two though the address names two; else "". */
export const impossible = () => (kinds() ? fill(texts().impossible, { label: kinds()?.label }) : "");

/** Thirds of both, crossed: class = row × 3 + column, columns the first. @returns {Crossed} */
export function cut() {
  const [across, up] = [state.indicator, state.second].map((id) => thirds(values.all(id), values.words(id).polarity));
  const of = across.map((column, at) => (column === -1 || up[at] === -1 ? -1 : up[at] * 3 + column));
  const [a, b] = both();
  return { of, across, up, colours: texts().colours, said: (at) => (of[at] === -1 ? "" : nameOf(of[at], a, b)) };
}

/** A square in words. @param {number} i @param {Words} a @param {Words} b */
const nameOf = (i, a, b) => `${a.label}: ${axis(a).thirds[i % 3]}; ${b.label}: ${axis(b).thirds[Math.floor(i / 3)]}`;

/** How both are cut, and where shared values leave fewer than three groups. @param {Crossed} classed */
function note(classed) {
  const { level, numerals, said } = values.known.catalogue.legend;
  const shared = [classed.across, classed.up].map((places, i) => {
    const n = new Set(places.filter((place) => place !== -1)).size;
    return n && n < 3 ? fill(texts().shared, { label: both()[i].label, n: numerals.words[n].toLowerCase() }) : "";
  });
  const every = `${values.known.areas.region} ${level[state.level].many}`;
  const groups = classed.of.includes(-1) ? fill(said.both_known, { groups: every }) : every;
  return [fill(texts().note, { groups }), level[state.level].outside, ...shared].filter(Boolean).join(" ");
}

/** What ends the sentence of which way an axis runs: where its last third begins; England's value beside it.
 * @param {string} id @param {number[]} places */
function edge(id, places) {
  const words = values.words(id);
  const top = values.all(id).filter((v, at) => v !== null && places[at] === 2);
  if (!top.length) return ".";
  const low = words.polarity === "low";
  const nation = words.aggregate === "sum" ? null : (words.england?.value ?? null);
  const ends = /** @type {number[]} */ (top);
  const begins = fill(low ? texts().edge_low : texts().edge_high, {
    most: axis(words).thirds[2],
    value: written(low ? Math.max(...ends) : Math.min(...ends), words),
    england: nation === null ? "" : fill(texts().england, { value: written(nation, words) }),
  });
  return `: ${begins}`;
}

/** The square legend. @param {Crossed} classed @param {number[]} inView units */
export function draw(classed, inView) {
  const [a, b] = both();
  const missing = sizeOf(classed, inView, -1);
  const cell = (/** @type {number} */ i) => {
    const button = classButton(classed, inView, i, nameOf(i, a, b), "cell");
    button.style.background = classed.colours[i];
    button.append(element("span", { text: count(sizeOf(classed, inView, i)) }));
    return button;
  };
  const foot = [note(classed), say("counts_crossed", { units: values.unitWord(2) })];
  if (missing) foot.push(say("no_figure_number", { n: count(missing) }));
  insert("legend", values.known.catalogue.square[a.polarity][b.polarity]);
  byId("crossed-square").setAttribute("aria-label", say("axes", { across: a.label, up: b.label }));
  replace("crossed-cells", ...[6, 7, 8, 3, 4, 5, 0, 1, 2].map(cell));
  replace("across-label", a.label);
  replace("across-edge", edge(state.indicator, classed.across));
  replace("up-label", b.label);
  replace("up-edge", edge(state.second, classed.up));
  replace("crossed-note", foot.join(" "));
}

/** Where a value lies between two ends, 0 to 1: towards need, whichever end that is.
 * @param {number} value @param {number[]} ends @param {Words} words */
export function along(value, [low, high], words) {
  const share = (value - low) / (high - low || 1);
  return words.polarity === "low" ? 1 - share : share;
}

/** The scatter plot for the card: one dot for each unit in view; a dot selects its unit. @param {number[]} inView */
export function plot(inView) {
  const classed = cut();
  const [a, b] = both();
  const [xs, ys] = [values.all(state.indicator), values.all(state.second)];
  const those = inView.flatMap((at) => {
    const [x, y] = [xs[at], ys[at]];
    return x === null || y === null ? [] : [{ at, x, y }];
  });
  if (those.length < 2) return "";
  const ends = (/** @type {number[]} */ numbers) => [Math.min(...numbers), Math.max(...numbers)];
  const [xEnds, yEnds] = [ends(those.map(({ x }) => x)), ends(those.map(({ y }) => y))];
  const units = values.units();
  const chosen = (/** @type {{ at: number }} */ { at }) => state.selected.includes(units.code[at]);
  const dots = [...those]
    .sort((p, q) => Number(chosen(p)) - Number(chosen(q)))
    .map((one) => {
      const [of, is] = [classed.of[one.at], chosen(one)];
      const title = `${units.name[one.at]}, ${units.note[one.at]}: ${written(one.x, a)}; ${written(one.y, b)}`;
      const look = {
        cx: (EDGE + (WIDTH - 2 * EDGE) * along(one.x, xEnds, a)).toFixed(1),
        cy: (HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * along(one.y, yEnds, b)).toFixed(1),
        r: is ? 5 : 3,
        fill: of === -1 ? "none" : classed.colours[of],
        stroke: is ? "currentColor" : "rgb(128 128 128 / 80%)",
        "stroke-width": is ? 2.5 : 0.6,
        class: "dot",
      };
      const dot = svg("circle", look, svg("title", {}, title));
      dot.addEventListener("click", (event) => {
        const by = /** @type {MouseEvent} */ (event);
        toggle(units.code[one.at], by.shiftKey || by.ctrlKey || by.metaKey);
      });
      return dot;
    });
  const frame = {
    d: `M4 4V${HEIGHT - 4}H${WIDTH - 4}`,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 1,
    opacity: 0.5,
  };
  const named = say("scatter", { across: a.label, up: b.label, n: those.length });
  const box = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "scatter", role: "img", "aria-label": named };
  const range = (/** @type {Words} */ words, /** @type {number[]} */ [low, high]) => {
    const [from, to] = words.polarity === "low" ? [high, low] : [low, high];
    const gaps = { label: words.label, from: written(from, words, { unit: false }), to: written(to, words) };
    return `${say("range", gaps)} ${axis(words).direction}.`;
  };
  const text = `${texts().across}: ${range(a, xEnds)} ${texts().up}: ${range(b, yEnds)}`;
  const caption = element("figcaption", { class: "note", text });
  return element("figure", { class: "mt-1 mb-4" }, svg("svg", box, svg("path", frame), ...dots), caption);
}
