/* What two people changed of a visit, for the second to choose: what only one of them changed is kept of both. */
import { byId, element, replace } from "./core.js";

/** Show what both changed. @param {VisitAnswer} answer @param {Record<string, string>} texts
 * @param {(chosen: VisitContent, answer: VisitAnswer) => void} choose is given the whole visit, joined */
export function both(answer, { theirs, yours, keep_theirs, keep_yours }, choose) {
  const line = (/** @type {string} */ head, /** @type {string} */ text) =>
    element("p", {}, element("b", { text: head }), ` ${text}`);
  const parts = (answer.rows || []).map((one) =>
    element(
      "div",
      { class: "mb-3" },
      element("h2", { class: "fs-6 m-0", text: one.label }),
      line(theirs, one.theirs),
      line(yours, one.yours),
    ),
  );
  const button = (/** @type {string} */ text, /** @type {VisitContent | undefined} */ chosen) =>
    element("button", {
      type: "button",
      class: "btn btn-plain me-2",
      text,
      onclick: () => chosen && choose(chosen, answer),
    });
  replace("visit-both", ...parts, button(keep_yours, answer.mine), button(keep_theirs, answer.theirs));
  byId("visit-both").scrollIntoView({ block: "center" });
}
