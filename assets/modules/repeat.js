/* How a figure is repeated (dashboard/parts/repeat): its programs are asked for when the part below a table or chart is
 * opened, for the view that the address names then. */
import { every } from "./core.js";
import { along, ask, said } from "./server.js";

/** @param {HTMLDetailsElement} panel */
async function fill(panel) {
  const asked = `${panel.dataset.repeat}${window.location.search}`;
  if (panel.dataset.asked === asked) return;
  panel.dataset.asked = asked;
  const [about, line] = /** @type {NodeListOf<HTMLElement>} */ (
    panel.querySelectorAll("[data-repeat-about], [data-repeat-none]")
  );
  try {
    const programs = await (await ask(asked, along(null))).json();
    if (panel.dataset.asked !== asked) return;
    about.hidden = Boolean(programs.none);
    line.hidden = !programs.none;
    line.textContent = programs.none || "";
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-language]"))) {
      const program = programs[part.dataset.language || ""];
      part.hidden = !program;
      /** @type {HTMLElement} */ (part.querySelector("[data-program]")).textContent = program || "";
    }
  } catch (error) {
    delete panel.dataset.asked;
    about.hidden = true;
    line.hidden = false;
    line.replaceChildren(.../** @type {Node[]} */ (said(error)));
  }
}

/** The view is another one: what is open is filled anew. */
export function anew() {
  for (const panel of every("details[data-repeat][open]")) fill(panel);
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.open && target.dataset.repeat) fill(target);
  },
  true,
);
