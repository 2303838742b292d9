/* "How many areas do I need?": puts the server's drawing into the page (dashboard/seldom_heard/areas_needed.py), and
 * says what so many areas hold where the pointer is. */
import { byId, insert } from "../core.js";
import { count, fill, percent } from "../numbers.js";

/** The curve has come. @param {CurveAnswer | null} answer */
export function draw(answer) {
  if (!answer || !byId("curve")) return;
  const { picture, shares, most, number, left, right, texts } = answer;
  insert("curve", picture);
  const chart = byId("curve").querySelector("svg");
  const pointer = chart.querySelector(".pointer");

  /** Say what so many areas hold, on both curves. @param {number} n */
  function point(n) {
    const holds = (/** @type {number[]} */ of) => percent(100 * of[Math.min(n, of.length) - 1]);
    const name = `${n <= shares.found.length ? "at_both" : "at"}${n === 1 ? "_one" : ""}`;
    const parts = { number: count(n), found: holds(shares.found), all: holds(shares.all) };
    byId("needed-at").textContent = fill(texts[name], parts);
  }

  /** @param {any} event of a pointer over the chart */
  function follow({ clientX }) {
    const frame = chart.getBoundingClientRect();
    const x = ((clientX - frame.left) * chart.viewBox.baseVal.width) / frame.width;
    const n = Math.round(((x - left) / (right - left)) * most);
    if (n < 1 || n > most) return;
    const at = left + ((right - left) * n) / most;
    for (const [name, value] of Object.entries({ x1: at, x2: at, visibility: "visible" }))
      pointer.setAttribute(name, String(value));
    point(n);
  }

  point(number);
  chart.addEventListener("pointermove", follow);
  chart.addEventListener("pointerdown", follow);
}
