/* The engine as the programs of pages that are not modules yet know it (assets/later), under one name of the window.
 * Goes with the last of them. */
import * as address from "./address.js";
import * as classes from "./classes.js";
import * as combobox from "./combobox.js";
import * as core from "./core.js";
import * as map from "./map.js";
import * as numbers from "./numbers.js";
import { hover } from "./pages/explore-said.js";
import * as question from "./question.js";
import * as server from "./server.js";
import * as values from "./values.js";
import * as view from "./view.js";

/** @type {Record<string, Promise<any>>} */
const programs = {};

/** Fetch a program of a page, once; some are modules by now. @param {string} name */
function later(name) {
  programs[name] ||= name === "handing" ? core.bring(name) : server.program(core.files[`program-${name}`]);
  return programs[name];
}

const handing = {
  hand: (/** @type {any[]} */ ...given) => core.bring("handing").then((handing) => handing.hand(...given)),
  save: (/** @type {any[]} */ ...given) => core.bring("handing").then((handing) => handing.save(...given)),
};
const old = {
  copyLink: (/** @type {any} */ { currentTarget }) => core.copyLink(currentTarget),
  ...{ read: address.read, write: address.write },
  ...{ address, classes, question, server, values, view, handing, later },
  ...{ still: core.markup, combobox: Object.assign(combobox.combobox, { narrowed: combobox.narrowed }) },
  map: { ...map, hover: (/** @type {string} */ code) => hover(code, null, () => ""), leaflet: null },
  table: { library: server.tableLibrary },
};
Object.defineProperty(old.map, "leaflet", { get: map.leaflet });
window.atlas = { ...core, ...numbers, ...old };

/**
 * Functions of a page whose program is fetched when the page is first there.
 * @param {string} name
 * @param {Record<string, string>} calls
 */
const program = (name, calls) =>
  Object.entries(calls).map(([called, does]) => [
    called,
    (/** @type {any[]} */ ...given) => {
      later(name).then(() => window.atlas[name][does](...given));
      return window.dash_clientside.no_update;
    },
  ]);

window.dash_clientside.atlas = Object.fromEntries([
  ...program("practices", {
    practicesFollow: "follow",
    practicesAnswered: "answered",
    practicesTables: "tablesCame",
    practicesCharts: "chartsCame",
    practicesPoint: "point",
    practicesPicked: "picked",
  }),
]);
