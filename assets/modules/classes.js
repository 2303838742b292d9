/* How an indicator is cut into classes, and the classes in words; layers/geography/class_breaks.py and
 * dashboard/wording/class_words.py do the same on the server, and a file of cases (tests/golden/classes.json) is read
 * by the tests of both. */
import { load, state } from "./core.js";
import { digits, fill, say, withUnit } from "./numbers.js";
import * as values from "./values.js";

/** What some ways of cutting need from the server. @type {{ natural: any, england: any }} */
const extra = { natural: null, england: null };
const MOST_DECIMALS = 6;
const OWN_DECIMALS = 4; // of own thresholds, as an address holds them
const COUNTED = ["share", "count", "rate"];
const WHOLE = ["count", "rank", "decile", "change"];
const STEPS = [-1.5, -0.5, 0.5, 1.5, 9.5]; // as in layers/geography/class_breaks.py
const LEAST_TELLING = 3; // as there

const texts = () => values.known.catalogue.legend;

/** What a way of cutting needs from the server, once. @param {Classes | null} classes */
export async function need(classes) {
  if (classes?.kind === "natural") extra.natural ||= await load("natural");
  if (classes?.national) extra.england ||= await load("england");
}

/** The cut of an indicator at the view's level, with which unit falls in which class.
 * @param {string} id @param {Classes | null} asked @returns {Classed} */
export function cut(id, asked = state.classes) {
  const [all, words] = [values.all(id), values.words(id)];
  const made = breaks(words, all, asked, extra.england?.[id], extra.natural?.[state.level]?.[id] || {});
  const of = place(made, all);
  return { ...made, of, none: of.filter((c) => c === -1).length, colours: colours(made.bounds.length, words) };
}

/** The class of each value, from 0; −1 where there is none.
 * @param {{ bounds: number[], fromAbove?: boolean }} made @param {(number | null)[]} all */
export function place({ bounds, fromAbove }, all) {
  const last = bounds.length - 1;
  return all.map((v) =>
    v === null ? -1 : bounds.findIndex((bound, i) => i === last || (fromAbove ? v < bound : v <= bound)),
  );
}

const sorted = (/** @type {(number | null)[]} */ all) => all.filter((v) => v !== null).sort((a, b) => a - b);

/** How values are cut: bounds, and how they came about; as cut() of layers/geography/class_breaks.py.
 * @param {Words} words @param {(number | null)[]} all @param {Classes | null} asked
 * @param {number[] | undefined} spread England's percentiles 0 to 100 @param {Record<number, number[]>} natural natural
 * breaks, by how many classes @returns {Cut} */
export function breaks(words, all, asked, spread, natural) {
  const made = (/** @type {number[]} */ bounds, /** @type {string} */ kind, /** @type {Partial<Cut>} */ more = {}) => ({
    bounds,
    kind,
    national: false,
    instead: false,
    fromAbove: false,
    ...more,
  });
  const wanted = asked ? asked.kind : "";
  const halves = (/** @type {number} */ n, /** @type {number} */ from) =>
    Array.from({ length: n }, (_, i) => i + from + 0.5);
  if (words.kind === "category") return made(halves(words.categories.length, 0), "category");
  if (words.kind === "decile" && ["", "tenths"].includes(wanted)) return made(halves(10, 1), "decile");
  if (words.kind === "change" && !wanted) return made(STEPS, "change");
  const numbers = sorted(all);
  if (!numbers.length) return made([0], "empty");
  const number = asked ? asked.number : 5;
  const [low, high] = [numbers[0], numbers[numbers.length - 1]];
  if (asked && wanted === "own") {
    const { thresholds } = asked;
    return made([...thresholds, Math.max(high, thresholds[thresholds.length - 1])], "own", { fromAbove: true });
  }
  const national = Boolean(asked?.national);
  if (national && spread) {
    const top = Math.max(high, spread[100]);
    if (wanted === "equal") return made(steps(spread[0], top, number), "equal", { national });
    if (wanted !== "natural") {
      const parts = wanted === "tenths" ? 10 : number;
      const inner = Array.from({ length: parts - 1 }, (_, i) => along(spread, (100 * (i + 1)) / parts));
      return made([...new Set(inner), top], wanted || "quantile", { national });
    }
  }
  if (wanted === "equal") return made(steps(low, high, number), "equal", { instead: national });
  if (wanted === "natural" && natural[number]) return made(natural[number], "natural");
  const equals = groups(numbers, number);
  // Of one's own figures, where so many are the same that groups of equal size hide how the others differ.
  if (words.own && !wanted && equals.length < LEAST_TELLING && new Set(numbers).size >= number)
    return made(steps(low, high, number), "equal");
  return made(equals, "quantile", { instead: national || !["", "quantile"].includes(wanted) });
}

const bounds = (/** @type {number} */ n, /** @type {(i: number) => number} */ at) => [
  ...new Set(Array.from({ length: n }, (_, i) => at(i))),
];

/** Groups of equal size, as far as equal values allow. @param {number[]} rising @param {number} n */
const groups = (rising, n) => bounds(n, (i) => rising[Math.ceil(((i + 1) * rising.length) / n) - 1]);

/** @param {number} low @param {number} high @param {number} n */
const steps = (low, high, n) => bounds(n, (i) => (i === n - 1 ? high : low + ((high - low) / n) * (i + 1)));

/** Between England's percentiles, in a straight line. @param {number[]} spread @param {number} at */
function along(spread, at) {
  const low = Math.floor(at);
  return low >= 100 ? spread[100] : spread[low] + (at - low) * (spread[low + 1] - spread[low]);
}

/** Each value's third, towards need: 0 least, 2 most, −1 without a value. Of two groups these are 0 and 2, and where
 * shared values leave one, all are 1; as thirds() of layers/geography/class_breaks.py.
 * @param {(number | null)[]} all @param {string} polarity */
export function thirds(all, polarity) {
  const rising = sorted(all);
  if (!rising.length) return all.map(() => -1);
  const found = groups(rising, 3);
  const places = [[1], [0, 2], [0, 1, 2]][found.length - 1];
  return place({ bounds: found }, all).map((of) => (of === -1 ? -1 : polarity === "low" ? 2 - places[of] : places[of]));
}

// ---- in words ----

/** The values where one class meets the next, so that no two read alike. @param {Cut} made @param {Words} words */
export function joins(made, words) {
  const inner = made.bounds.slice(0, -1);
  const whole = inWhole(made, words);
  if (whole) return whole.map((n) => digits(n));
  return inner.map((bound, at) => (made.fromAbove ? own(bound, words.decimals) : apart(inner, at, words.decimals)));
}

/** The joins as whole numbers; null where there are others, or where a class would hold none, and of counts that were
 * shared out, which are no whole numbers.
 * @param {Cut} made @param {Words} words */
function inWhole({ bounds, fromAbove }, words) {
  if (!WHOLE.includes(words.kind) || words.decimals || bounds.length < 2) return null;
  const whole = bounds.slice(0, -1).map(fromAbove ? Math.ceil : Math.floor);
  return new Set(whole).size === whole.length ? whole : null;
}

/** A threshold with all the digits that were given. @param {number} bound @param {number} decimals */
function own(bound, decimals) {
  const given = digits(bound, OWN_DECIMALS).replace(/0+$/, "").split(".")[1];
  return digits(bound, Math.max(decimals, given.length));
}

/** @param {number[]} bounds @param {number} at @param {number} decimals */
function apart(bounds, at, decimals) {
  const bound = bounds[at];
  // What is only near zero is told apart from it, so zero need not be.
  const beside = bound ? [bounds[at - 1], bounds[at + 1], 0].filter((one) => one !== undefined) : [];
  let more = figures(bound, decimals);
  while (more < MOST_DECIMALS && beside.some((other) => digits(other, more) === digits(bound, more))) more += 1;
  return digits(bound, more);
}

/** Decimals for two significant figures, without noughts that say nothing: 0.06, which with one would read as 0.1.
 * @param {number} bound @param {number} decimals */
function figures(bound, decimals) {
  if (!bound) return decimals;
  const wanted = Math.max(decimals, 1 - Math.floor(Math.log10(Math.abs(bound))));
  const [, after = ""] = digits(bound, Math.min(wanted, MOST_DECIMALS)).split(".");
  return Math.max(decimals, after.replace(/0+$/, "").length);
}

/** What each class holds: "up to 1.6%", "over 1.6 to 4.2%", "over 4.2%".
 * @param {Cut} made @param {Words} words @returns {string[]} */
export function inWords(made, words) {
  if (made.kind === "category") return [...words.categories];
  if (made.kind === "empty") return [];
  if (made.kind === "decile") {
    const { first, last } = texts().tenths;
    return made.bounds.map((_, i) => (i === 0 ? first : i === 9 ? last : String(i + 1)));
  }
  if (made.kind === "change") return [...texts().changes.classes];
  const whole = inWhole(made, words);
  if (!whole) {
    const at = joins(made, words);
    return ranges(made, words, at, at, made.fromAbove ? texts().begins_there : texts().ends_there);
  }
  const step = made.fromAbove ? 0 : 1; // from the join to the first number of the class above
  const [lows, highs] = [step, step - 1].map((more) => whole.map((n) => digits(n + more)));
  return ranges(made, words, lows, highs, texts().in_whole_numbers);
}

/** Words from the lowest value of each class but the first, and the highest of each but the last. @param {Cut} made
 * @param {Words} words @param {string[]} lows @param {string[]} highs @param {Record<string, string>} form */
function ranges(made, words, lows, highs, form) {
  if (!highs.length) return [fill(form.first, { high: withUnit(digits(made.bounds[0], words.decimals), words) })];
  // Nothing counted is below none.
  const none = highs[0] === digits(0, words.decimals) && COUNTED.includes(words.kind) && !made.fromAbove;
  const middle = (/** @type {string} */ low, /** @type {string} */ high) =>
    low === high ? withUnit(high, words) : fill(form.middle, { low, high: withUnit(high, words) });
  return [
    fill(none ? "{high}" : form.first, { high: withUnit(highs[0], words) }),
    ...highs.slice(1).map((high, i) => middle(lows[i], high)),
    fill(form.last, { low: withUnit(lows[lows.length - 1], words) }),
  ];
}

/** What is said at both ends of the bar: of national deciles what 1 and 2 are together, of changes which way each is;
 * null for other classes. @param {Cut} made @param {string} id @returns {[string, string] | null} */
export function ends({ kind }, id) {
  const { core20, fifth } = texts().tenths;
  if (kind === "change") return texts().changes.ends;
  return kind === "decile" ? [id === "imd_decile" ? core20 : fifth, say("least_deprived")] : null;
}

/** What stands below a class's colour where the classes have no values at their joins; "" where they have.
 * @param {Cut} made @param {number} i @param {string[]} names of the classes */
export function under({ kind, bounds }, i, names) {
  if (kind === "decile") return String(i + 1);
  if (kind === "change") return texts().changes.short[i];
  return kind === "category" || bounds.length === 1 ? names[i] : "";
}

/** Which kind of groups the classes are, in a sentence.
 * @param {Cut} made @param {Classes | null} asked @param {boolean} partly whether some units have no figure */
export function said({ kind, bounds, national, instead }, asked = state.classes, partly = false) {
  if (kind === "category" || kind === "empty") return "";
  const { said: sentences, level, numerals } = texts();
  const { region } = values.known.areas;
  const n = bounds.length;
  const every = `${region} ${level[state.level].many}`;
  const sizes = national ? "national" : n === (asked ? asked.number : 5) ? "quantile" : "uneven";
  const steps = kind === "equal" && partly && !national ? "equal_known" : kind;
  const sentence = fill(sentences[n === 1 ? "one" : kind === "quantile" ? sizes : steps], {
    n: numerals.words[n],
    groups: partly ? fill(sentences.known, { groups: every }) : every,
    whose: national ? "England's" : `${region}'s`,
  });
  return instead ? `${sentence} ${sentences.instead}` : sentence;
}

/** Colours of n classes, lowest values first; darker is more need.
 * @param {number} n @param {Words} words @returns {string[]} */
export function colours(n, words) {
  if (words.kind === "category") return texts().categories.colours.slice(0, n);
  if (words.kind === "change" && n === STEPS.length) return [...texts().changes.colours];
  const ramp = texts().ramp[n];
  return words.polarity === "low" ? [...ramp].reverse() : ramp;
}
