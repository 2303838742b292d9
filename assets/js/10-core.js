/* The heart of the page's own namespace: files, the view, and how numbers are written.
 *
 * The address owns the view: go() changes the address, follow() (called by Dash whenever the
 * address changes) reads it and has everything drawn again. Nothing else keeps a state.
 */
Object.assign(window.atlas, (() => {
  "use strict";

  const { blank, read, write, queryOf, rules } = window.atlas.address;
  const state = blank();
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

  /** Change the view by changing the address. */
  function go(change) {
    const search = write({ ...state, ...change });
    if (search !== window.location.search) {
      window.dash_clientside.set_props("url", { search });
    }
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

  /** What dashboard/parts/plain_markup.py wrote: text, or a tag with its attributes and what is in it. */
  const still = (one) => (Array.isArray(one) ? element(one[0], one[1], ...one.slice(2).map(still)) : one);

  // Ask for what the first map needs while the rest of the page is still being put together.
  const first = window.atlas.address.says(window.location.search).get("i") || blank().indicator;
  for (const address of [files.areas, files.catalogue, /^[a-z0-9_]+$/.test(first) ? files.one.replace("{id}", first) : ""]) {
    if (address) load("", address).catch(() => null);
  }

  /** Copy the page's address, which holds the whole view; the button that was clicked says how it went. */
  async function copyLink({ currentTarget: button }) {
    try {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = "Link copied";
    } catch {
      button.textContent = "Copy it from the address bar";
    }
    setTimeout(() => { button.textContent = "Copy link"; }, 2500);
  }

  /** A link to a file that the server makes, at an address of the atlas's own. It is fetched here, so that its making can be followed and a
   * refusal read; with a modifier key it is a plain link. `what` is the file's name in a sentence, `line`
   * the id of where that is said. */
  function fileLink(href, text, what, line = "handover-status") {
    const handOver = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      later("handing").then(() => window.atlas.handing.hand(href, what, line), () => null);
    };
    return element("a", { href: window.atlas.base.to(href), download: "", text, onclick: handOver });
  }

  const programs = {};

  /** Fetch the program of a page that is not the first one, once. */
  function later(name) {
    programs[name] ||= window.atlas.server.program(files[`program-${name}`]);
    return programs[name];
  }

  return { later, copyLink, fileLink, state, rules, files, load, queryOf, read, write, go, element, still };
})());
