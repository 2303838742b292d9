/* The Change page: what the server says of an address, and its map. */
import { byId, insert } from "../core.js";
import * as foundMap from "../found-map.js";
import * as map from "../map.js";
import * as question from "../question.js";
import * as values from "../values.js";

/** @type {ChangeAnswer | null} */
let result = null;
let fitted = ""; // the places that the map was last fitted to

/** The page's address has changed, and the server looks. @param {{ search: string } | null} asked */
export function follow(asked) {
  if (!asked) return;
  if (!byId("change-body").hasChildNodes()) fitted = "";
  result = null;
  map.use({
    click: (code) => result?.points || opened(code),
    say: (code) => foundMap.say(result?.map, code),
    points,
  });
}

/** Practices: beside a register as it has gone with each, else where somebody is near. */
function points() {
  const each = result?.points;
  if (each) map.points(({ code }) => each[code] || null, opened);
  else map.placePractices(() => {});
}

/** An area was clicked, and its card opens on Explore; or a practice, and its page does. @param {string} code */
function opened(code) {
  if (result?.opens) window.location.assign(result.opens + code);
}

/** The server's answer has come: to what the page asks now, or to what it asked before.
 * @param {ChangeAnswer | null} answer */
export async function answered(answer) {
  if (!answer) return;
  await Promise.all([values.start(), values.needFootprints()]);
  if (!byId("change") || !question.answer(answer.search)) return;
  result = answer;
  insert("change-body", answer.body);
  byId("change-said").textContent = "";
  if (answer.map) draw(answer.map, answer.legend || []);
  else document.body.dataset.drawn = "change-without-map";
  document.body.dataset.asked = answer.search;
}

/** Where the same places are shown as before, the map stays as somebody has moved it.
 * @param {FoundMap} found @param {any[]} legend */
function draw(found, legend) {
  insert("legend", legend);
  const fit = JSON.stringify(found.fit);
  foundMap.draw(found, () => result?.map === found && Boolean(byId("change")), {
    fit: fit === fitted ? null : found.fit,
  });
  fitted = fit;
}
