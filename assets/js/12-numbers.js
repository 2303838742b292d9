/* Numbers as people read them. dashboard/wording/number_text.py writes them the same way, and a file of cases
 * (tests/golden/numbers.json) is read by the tests of both. */
Object.assign(window.atlas, (() => {
  "use strict";
  const writers = {}; // by decimals
  const FINEST = 6; // finer than any figure is written: rounding to it takes off what binary fractions add

  /** A text of the server's with its parts filled in: "up to {high}". */
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

  /** 1374978.5 → "1,374,979", 49.15 with one decimal → "49.2". Halves go away from zero; a minus is a minus sign, and zero has none. */
  function digits(number, decimals = 0) {
    writers[decimals] ||= new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    const text = writers[decimals].format(Math.abs(Number(number).toFixed(FINEST)));
    return number < 0 && /[1-9]/.test(text) ? `−${text}` : text;
  }

  const count = (number) => digits(number);

  const percent = (share, decimals = 1) => `${digits(share, decimals)}%`;

  /** A written number with its unit: "16.5" → "16.5%". */
  const withUnit = (text, words) => fill(words.form[text === "1" ? 1 : 0], { number: text });

  /** A value with its unit, as the indicator is written: "16.5%", "23 people"; of a category its name. */
  function written(value, words, { unit = true } = {}) {
    if (value === null || value === undefined || Number.isNaN(value)) return "no figure";
    if (words.kind === "category") return words.categories[value] || "no figure";
    const text = digits(value, words.decimals);
    return unit ? withUnit(text, words) : text;
  }

  const said = () => window.atlas.values.known.catalogue.legend;

  /** "about 1 in 6", where that helps and is right within a tenth: from 1% to 50%, but not 40%, which is
   * neither 1 in 2 nor 1 in 3. */
  function oneIn(share) {
    if (!(share >= 1 && share <= 50)) return "";
    const number = Math.floor(100 / share + 0.5);
    return Math.abs(100 / number - share) <= share / 10 ? fill(said().often.text, { number }) : "";
  }

  /** Where a value stands among England's areas, from its percentile. */
  function standing(percentile) {
    const top = 100 - percentile;
    const { highest, lowest } = said().standing;
    return top <= 50 ? fill(highest, { share: Math.max(1, Math.ceil(top)) }) : fill(lowest, { share: Math.max(1, Math.ceil(percentile)) });
  }

  return { fill, digits, count, percent, withUnit, written, oneIn, standing };
})());
