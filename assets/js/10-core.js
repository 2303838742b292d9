/* The page's own namespace: files, the view and its address, and how numbers are written.
 *
 * The address owns the view: go() changes the address, follow() (called by Dash whenever the
 * address changes) reads it and has everything drawn again. Nothing else keeps a state.
 */
window.atlas = (() => {
  "use strict";

  const DEFAULT = "imd_decile";
  const state = { indicator: DEFAULT, districts: [], practice: "", selected: [], ignored: [] };
  const files = JSON.parse(document.getElementById("atlas-files").textContent);
  const loading = {};

  /** Fetch one of the server's files, once. */
  function load(name, address) {
    const key = address || files[name];
    if (!loading[key]) {
      loading[key] = fetch(key).then((answer) => {
        if (!answer.ok) {
          delete loading[key];
          throw new Error(`${key}: ${answer.status}`);
        }
        return answer.json();
      });
    }
    return loading[key];
  }

  /** The address's query string for a view; defaults are left out. */
  function write(view) {
    const query = new URLSearchParams();
    if (view.indicator !== DEFAULT) query.set("i", view.indicator);
    if (view.districts.length) query.set("d", view.districts.join("."));
    if (view.practice) query.set("p", view.practice);
    if (view.selected.length) query.set("s", view.selected.join("."));
    const text = query.toString();
    return text ? `?${text}` : "";
  }

  /** What the address says; whatever it says that is unknown is left out and noted. */
  function read(search, known) {
    const query = new URLSearchParams(search);
    const view = { indicator: DEFAULT, districts: [], practice: "", selected: [], ignored: [] };
    const short = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
    for (const key of new Set(query.keys())) {
      if (!["i", "d", "p", "s"].includes(key)) {
        view.ignored.push(`“${short(key)}” in the link is not known.`);
      }
    }
    const indicator = query.get("i");
    if (indicator && known.indicator(indicator)) view.indicator = indicator;
    else if (indicator) view.ignored.push(`There is no indicator called “${short(indicator)}”.`);
    const practice = query.get("p");
    if (practice && known.practice(practice)) view.practice = practice;
    else if (practice) view.ignored.push(`There is no practice with the code “${short(practice)}”.`);
    const codes = (key, what, is) =>
      [...new Set((query.get(key) || "").split("."))].filter((code) => {
        if (code && !is(code)) view.ignored.push(`There is no ${what} with the code “${short(code)}”.`);
        return code && is(code);
      });
    view.districts = codes("d", "district", known.district);
    view.selected = codes("s", "area", known.area).slice(0, 200);
    view.ignored = view.ignored.slice(0, 4);
    return view;
  }

  /** Change the view by changing the address. */
  function go(change) {
    const search = write({ ...state, ...change });
    if (search !== window.location.search) {
      window.dash_clientside.set_props("url", { search });
    }
  }

  // ---- numbers as people read them ----

  const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

  function count(number) {
    return grouped.format(Math.round(number));
  }

  /** A value with its unit, as the indicator is written: "16.5%", "42.3", "3rd tenth". */
  function written(value, words, { unit = true } = {}) {
    if (value === null || value === undefined || Number.isNaN(value)) return "no figure";
    if (words.kind === "category") return words.categories[value] || "no figure";
    const text = new Intl.NumberFormat("en-GB", {
      minimumFractionDigits: words.decimals,
      maximumFractionDigits: words.decimals,
    }).format(value);
    if (!unit) return text;
    if (words.unit === "%") return `${text}%`;
    return /^(score|rank|decile|0–1)/.test(words.unit) || !words.unit ? text : `${text} ${words.unit}`;
  }

  /** "about 1 in 6", where that helps: shares from 1% to 50%. */
  function oneIn(percent) {
    if (!(percent >= 1 && percent <= 50)) return "";
    return `about 1 in ${count(100 / percent)}`;
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name === "text") made.textContent = value;
      else if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(name, value === true ? "" : value);
      }
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  return { state, files, load, read, write, go, count, written, oneIn, element };
})();
