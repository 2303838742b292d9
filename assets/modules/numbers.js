/* Numbers as people read them. dashboard/wording/number_text.py writes them the same way, and a file of cases
 * (tests/golden/numbers.json) is read by the tests of both. */
import { fill } from "./base.js";
import { known } from "./values.js";

export { capital, fill, listed } from "./base.js";

/** @type {Record<number, Intl.NumberFormat>} by decimals */
const writers = {};
const FINEST = 6; // finer than any figure is written: rounding to it takes off what binary fractions add

/** One of Explore's sentences (dashboard/wording/map_texts.toml).
 * @param {string} name @param {Record<string, any>} parts */
export const say = (name, parts = {}) => fill(known.catalogue.texts[name], parts);

/** 1374978.5 → "1,374,979", 49.15 with one decimal → "49.2". Halves go away from zero; a minus is a minus sign, and
 * zero has none. @param {number} number */
export function digits(number, decimals = 0) {
  writers[decimals] ||= new Intl.NumberFormat("en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  const text = writers[decimals].format(Math.abs(Number(Number(number).toFixed(FINEST))));
  return number < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** @param {number} number */
export const count = (number) => digits(number);

/** @param {number} share in percent */
export const percent = (share, decimals = 1) => `${digits(share, decimals)}%`;

/** A written number with its unit: "16.5" → "16.5%". A unit that somebody typed may have braces too: the first in its
 * form are the number's. @param {string} text @param {Words} words */
export const withUnit = (text, words) => words.form[text === "1" ? 1 : 0].replace("{number}", () => text);

/** A value with its unit, as the indicator is written: "16.5%", "23 people"; of a category its name.
 * @param {number | null | undefined} value @param {Words} words */
export function written(value, words, { unit = true } = {}) {
  if (value === null || value === undefined || Number.isNaN(value)) return say("no_figure");
  if (words.kind === "category") return words.categories[value] || say("no_figure");
  const plus = words.kind === "change" && value > 0 ? "+" : "";
  const text = plus + digits(value, words.decimals);
  return unit ? withUnit(text, words) : text;
}

/** Where a value stands among England's areas, in words. @param {number} percentile 0 lowest, 100 highest */
export function standing(percentile) {
  const top = 100 - percentile;
  const { highest, lowest } = known.catalogue.legend.standing;
  const [text, share] = top <= 50 ? [highest, top] : [lowest, percentile];
  return fill(text, { share: Math.max(1, Math.ceil(share)) });
}
