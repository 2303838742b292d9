/* How an indicator is cut into classes, and the classes in words; layers/geography/class_breaks.py and
 * dashboard/wording/class_words.py do the same on the server, and a file of cases (tests/golden/classes.json)
 * is read by the tests of both. */
window.atlas.classes = (() => {
  "use strict";
  const { state, load, fill, digits, withUnit } = window.atlas;
  const values = window.atlas.values;
  const extra = { natural: null, england: null };
  const MOST_DECIMALS = 6;
  const OWN_DECIMALS = 4; // of own thresholds, as an address holds them
  const COUNTED = ["share", "count", "rate"];
  const WHOLE = ["count", "rank", "decile"];

  const texts = () => values.known.catalogue.legend;

  /** What a way of cutting needs from the server, once. */
  async function need(classes) {
    if (classes && classes.kind === "natural" && !extra.natural) extra.natural = await load("natural");
    if (classes && classes.national && !extra.england) extra.england = await load("england");
  }

  /** The cut of an indicator at the view's level, with which unit falls in which class. */
  function cut(id, asked = state.classes) {
    const all = values.all(id);
    const spread = extra.england && extra.england[id];
    const natural = (extra.natural && (extra.natural[state.level] || {})[id]) || {};
    const made = breaks(values.words(id), all, asked, spread, natural);
    const of = place(made, all);
    return { ...made, of, none: of.filter((c) => c === -1).length };
  }

  /** The class of each value, from 0; −1 where there is none. */
  function place({ bounds, fromAbove }, all) {
    return all.map((v) => (v === null ? -1 : bounds.findIndex((bound, i) => i === bounds.length - 1 || (fromAbove ? v < bound : v <= bound))));
  }

  /** How values are cut: bounds, and how they came about; as cut() of layers/geography/class_breaks.py. */
  function breaks(words, all, asked, spread, natural) {
    const made = (bounds, kind, more) => ({ bounds, kind, national: false, instead: false, fromAbove: false, ...more });
    const wanted = asked ? asked.kind : "";
    if (words.kind === "category") return made(words.categories.map((_, i) => i + 0.5), "category");
    if (words.kind === "decile" && ["", "tenths"].includes(wanted)) return made([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((d) => d + 0.5), "decile");
    const numbers = all.filter((v) => v !== null).sort((a, b) => a - b);
    if (!numbers.length) return made([0], "empty");
    const number = asked ? asked.number : 5;
    const [low, high] = [numbers[0], numbers[numbers.length - 1]];
    if (wanted === "own") {
      const { thresholds } = asked;
      return made([...thresholds, Math.max(high, thresholds[thresholds.length - 1])], "own", { fromAbove: true });
    }
    const national = Boolean(asked && asked.national);
    if (national && spread) {
      if (wanted === "equal") return made(steps(spread[0], Math.max(high, spread[100]), number), "equal", { national });
      if (wanted !== "natural") {
        const parts = wanted === "tenths" ? 10 : number;
        const inner = Array.from({ length: parts - 1 }, (_, i) => along(spread, (100 * (i + 1)) / parts));
        return made([...new Set(inner), Math.max(high, spread[100])], wanted || "quantile", { national });
      }
    }
    if (wanted === "equal") return made(steps(low, high, number), "equal", { instead: national });
    if (wanted === "natural" && natural[number]) return made(natural[number], "natural");
    return made(groups(numbers, number), "quantile", { instead: national || !["", "quantile"].includes(wanted) });
  }

  /** Groups of equal size of sorted numbers, as far as equal values allow. */
  function groups(sorted, number) {
    return [...new Set(Array.from({ length: number }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / number) - 1]))];
  }

  function steps(low, high, number) {
    return [...new Set(Array.from({ length: number }, (_, i) => (i === number - 1 ? high : low + ((high - low) / number) * (i + 1))))];
  }

  /** Between England's percentiles, in a straight line. */
  function along(spread, at) {
    const low = Math.floor(at);
    return low >= 100 ? spread[100] : spread[low] + (at - low) * (spread[low + 1] - spread[low]);
  }

  /** Each value's third, towards need: 0 least, 2 most, −1 without a value. Of two groups these are 0 and
   * 2, and where shared values leave one, all are 1; as thirds() of layers/geography/class_breaks.py. */
  function thirds(all, polarity) {
    const sorted = all.filter((v) => v !== null).sort((a, b) => a - b);
    if (!sorted.length) return all.map(() => -1);
    const bounds = groups(sorted, 3);
    const places = [[1], [0, 2], [0, 1, 2]][bounds.length - 1];
    return place({ bounds }, all).map((of) => (of === -1 ? -1 : polarity === "low" ? 2 - places[of] : places[of]));
  }

  // ---- in words ----

  /** The values where one class meets the next, so that no two read alike. */
  function joins(made, words) {
    const inner = made.bounds.slice(0, -1);
    const whole = inWhole(made, words);
    if (whole) return whole.map((n) => digits(n));
    return inner.map((bound, at) => (made.fromAbove ? own(bound, words.decimals) : apart(inner, at, words.decimals)));
  }

  /** The joins as whole numbers; null where there are others, or where a class would hold none. */
  function inWhole({ bounds, fromAbove }, words) {
    if (!WHOLE.includes(words.kind) || bounds.length < 2) return null;
    const whole = bounds.slice(0, -1).map(fromAbove ? Math.ceil : Math.floor);
    return new Set(whole).size === whole.length ? whole : null;
  }

  /** A threshold with all the digits that were given. */
  function own(bound, decimals) {
    const given = digits(bound, OWN_DECIMALS).replace(/0+$/, "").split(".")[1];
    return digits(bound, Math.max(decimals, given.length));
  }

  function apart(bounds, at, decimals) {
    const bound = bounds[at];
    // What is only near zero is told apart from it, so zero need not be.
    const beside = bound ? [bounds[at - 1], bounds[at + 1], 0].filter((one) => one !== undefined) : [];
    let more = decimals;
    while (more < MOST_DECIMALS && beside.some((other) => digits(other, more) === digits(bound, more))) more += 1;
    return digits(bound, more);
  }

  /** What each class holds: "up to 1.6%", "over 1.6 to 4.2%", "over 4.2%". */
  function inWords(made, words) {
    if (made.kind === "category") return [...words.categories];
    if (made.kind === "empty") return [];
    if (made.kind === "decile") {
      const { first, last } = texts().tenths;
      return made.bounds.map((_, i) => (i === 0 ? first : i === 9 ? last : String(i + 1)));
    }
    const whole = inWhole(made, words);
    if (!whole) {
      const at = joins(made, words);
      return ranges(made, words, at, at, made.fromAbove ? texts().begins_there : texts().ends_there);
    }
    const step = made.fromAbove ? 0 : 1; // from the join to the first number of the class above
    return ranges(made, words, whole.map((n) => digits(n + step)), whole.map((n) => digits(n - 1 + step)), texts().in_whole_numbers);
  }

  /** Words from the lowest value of each class but the first, and the highest of each but the last. */
  function ranges(made, words, lows, highs, form) {
    if (!highs.length) return [fill(form.first, { high: withUnit(digits(made.bounds[0], words.decimals), words) })];
    const none = highs[0] === digits(0, words.decimals) && COUNTED.includes(words.kind) && !made.fromAbove; // nothing counted is below none
    return [
      fill(none ? "{high}" : form.first, { high: withUnit(highs[0], words) }),
      ...highs.slice(1).map((high, i) => (lows[i] === high ? withUnit(high, words) : fill(form.middle, { low: lows[i], high: withUnit(high, words) }))),
      fill(form.last, { low: withUnit(lows[lows.length - 1], words) }),
    ];
  }

  /** What national deciles 1 and 2 are together; "" for other classes. */
  function fifth({ kind }, id) {
    const { tenths } = texts();
    return kind !== "decile" ? "" : id === "imd_decile" ? tenths.core20 : tenths.fifth;
  }

  /** Which kind of groups the classes are, in a sentence. */
  function said({ kind, bounds, national, instead }, asked = state.classes) {
    if (kind === "category" || kind === "empty") return "";
    const { said: sentences, level, numerals } = texts();
    const { region } = values.known.areas;
    const wanted = asked ? asked.number : 5;
    const n = bounds.length;
    const key = n === 1 ? "one" : kind !== "quantile" ? kind : national ? "national" : n === wanted ? "quantile" : "uneven";
    const sentence = fill(sentences[key], { n: numerals.words[n], groups: `${region} ${level[state.level].many}`, whose: national ? "England's" : `${region}'s` });
    return instead ? `${sentence} ${sentences.instead}` : sentence;
  }

  /** Colours of n classes, lowest values first; darker is more need. */
  function colours(n, words) {
    if (words.kind === "category") return texts().categories.colours.slice(0, n);
    const ramp = texts().ramp[n];
    return words.polarity === "low" ? [...ramp].reverse() : ramp;
  }

  return { need, cut, breaks, place, thirds, joins, inWords, fifth, said, colours };
})();
