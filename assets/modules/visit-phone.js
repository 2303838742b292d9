/* What is kept on the phone besides what the form shows: a list of it, and forgetting it at the second press. */
import { element, every, hide, queryOf, replace } from "./core.js";

/** The address of the page that shows an entry. @param {string} path @param {VisitEntry} entry */
const address = (path, { plan, zone, id, version }) =>
  path + queryOf({ p: plan, z: zone, ...(version === null ? { e: id } : { a: id }) });

/** List entries, each with what has become of it. @param {VisitEntry[]} entries @param {VisitGiven} told
 * @param {(entry: VisitEntry) => void} show one of the plan that is open */
export function list(entries, told, show) {
  hide("visit-phone", !entries.length);
  const look = { class: "btn btn-plain me-2" };
  const rows = entries.map((one) => {
    const here = one.plan === told.plan && one.version === null;
    const open = here
      ? element("button", { ...look, type: "button", text: told.texts.open, onclick: () => show(one) })
      : element("a", { ...look, href: address(told.path, one), text: told.texts.open });
    const forget = { ...look, type: "button", "data-forget": one.id, text: told.texts.forget };
    const said = element("span", {
      class: "d-block note",
      text: [told.states[one.state], one.answer?.said].filter(Boolean).join(": "),
    });
    const name = element("b", { text: one.called });
    return element("li", { class: "mb-3" }, name, said, open, element("button", forget));
  });
  replace("visit-kept", ...rows);
}

/** Forget at the second press of a button: one entry, or all. @param {any} button @param {VisitStore} store
 * @param {string} sure what it says between the two @returns {boolean} whether something was forgotten */
export function forget(button, store, sure) {
  if (!button.dataset.usual) {
    button.dataset.usual = button.textContent;
    button.textContent = sure;
    return false;
  }
  const { forget: id, usual } = button.dataset;
  for (const one of store.all()) if (!id || one.id === id) store.remove(one.id);
  delete button.dataset.usual;
  button.textContent = usual;
  return true;
}

/** Buttons that were pressed once mean it no more. @param {any} but one of them */
export function calm(but) {
  for (const button of every("[data-usual]")) {
    if (button === but) continue;
    button.textContent = button.dataset.usual;
    delete button.dataset.usual;
  }
}
