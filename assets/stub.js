/* What stands between Dash, whose callbacks are functions of the window, and the modules of the atlas
 * (dashboard/web/modules.py, docs/adr/0020-modules.md); the only classic program of ours.
 *
 * ClientsideFunction("practices", "follow") calls the exported function `follow` of the module
 * pages/practices.js, which is fetched when one of its functions is first called. */
window.dash_clientside = window.dash_clientside || {};
(() => {
  const dash = window.dash_clientside;
  const sent = (/** @type {string} */ id) => JSON.parse(document.getElementById(id)?.textContent || "{}");
  const { folder, files, engine } = sent("atlas-modules");
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  dash.fetch = window.fetch.bind(window); // the browser's own

  // Dash and its components were compiled for browsers without generators. All that they use of the runtime for these
  // waits for a component, once each, without a loop or a try: Dash's polyfill would bring 33 kB for it.
  window.regeneratorRuntime ||= {
    mark: (/** @type {Function} */ steps) => steps,
    wrap(/** @type {(context: any) => any} */ steps) {
      let done = false;
      const stop = () => {
        done = true;
      };
      const context = { prev: 0, next: 0, sent: /** @type {any} */ (undefined), stop };
      const next = (/** @type {any} */ sent) => {
        context.sent = sent;
        const value = steps(context);
        return { value, done };
      };
      return { next };
    },
  };

  /** Those that are there, by name. @type {Record<string, any>} */
  const modules = {};
  /** What was asked for, by name or file. @type {Record<string, Promise<any>>} */
  const coming = {};

  /** What a promise brings, asked for once, and again only where it failed.
   * @param {string} key @param {() => Promise<any>} ask */
  function once(key, ask) {
    coming[key] ||= ask().catch((error) => {
      delete coming[key];
      throw error;
    });
    return coming[key];
  }

  /** @param {string} name */
  async function imported(name) {
    modules[name] = await import(folder + files[name][0]);
    return modules[name];
  }

  /** What every page needs, before Dash draws any: without it nothing is drawn, and that is said here. */
  async function begin() {
    const { seconds, said, files: names } = sent("atlas-waiting");
    const say = (/** @type {string} */ text) => {
      const again = Object.assign(document.createElement("button"), { className: "again", textContent: said.reload });
      again.addEventListener("click", () => window.location.reload());
      const line = document.createElement("p");
      line.append(text, " ", again);
      document.getElementById("trouble")?.replaceChildren(line);
    };
    const slow = said.slow.replace("{what}", names.program).replace("{seconds}", seconds);
    const clock = setTimeout(() => say(slow), seconds * 1000);
    await Promise.all(engine.map(imported)).catch((error) => {
      say(said.unreached);
      throw error;
    });
    clearTimeout(clock);
    return modules.server;
  }

  const beginning = begin();
  let first = true;
  /** Which of the things that Dash asks for first, and the page holds, it asks for: the content of the page is one, of
   * the address that was opened, once. @param {string} address @param {any} body */
  function asked(address, body) {
    const [, what = ""] = /\/_dash-(layout|dependencies)$/.exec(address) || [];
    if (what || !first || !String(body).includes('"output":".._pages_content.children.')) return what;
    first = false;
    return "content";
  }
  // Dash, and the map, fetch by themselves, what pages are made of: that is held, and told of (server.js).
  const held = /\/(_dash-(layout|dependencies|update-component)|files\/|modules\/)/;
  window.fetch = async (address, options) => {
    if (typeof address !== "string" || !held.test(address)) return dash.fetch(address, options);
    const there = asked(address, options?.body);
    if (there) {
      await beginning;
      const headers = { "Content-Type": "application/json" };
      return new Response(document.getElementById(`atlas-${there}`)?.textContent, { headers });
    }
    return (await beginning).held(address, options);
  };

  /** Fetch a file, so that the browser has it when it is imported: what is slow or does not come is said above
   * the page, and asked for again. Of a failed import nothing would be said. @param {string} file */
  async function fetched(file) {
    if (document.querySelector(`link[rel=modulepreload][href="${folder}${file}"]`)) return; // the first map needs it
    const answer = await window.fetch(folder + file);
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await answer.text();
  }

  /** A module, by its name. @param {string} name */
  async function bring(name) {
    await beginning;
    if (modules[name]) return modules[name];
    return once(name, async () => {
      await Promise.all(files[name].map((/** @type {string} */ file) => once(file, () => fetched(file))));
      return imported(name);
    });
  }

  // A function that gives nothing back writes nothing.
  const written = (/** @type {any} */ gave) => (gave === undefined ? dash.no_update : gave);

  /** Call a function of a module: at once where the module is there.
   * @param {string} name @param {string} does @param {any[]} given */
  function call(name, does, given) {
    const run = () => {
      const gave = modules[name][does](...given);
      return gave instanceof Promise ? gave.then(written) : written(gave);
    };
    if (modules[name]) return run();
    const context = dash.callback_context; // Dash takes it away before the module has come
    const later = () => {
      dash.callback_context = context;
      const gave = run();
      delete dash.callback_context;
      return gave;
    };
    return bring(name).then(later, () => dash.no_update);
  }

  // Dash asks a namespace for a function by its name: any name is a function of the module.
  for (const name of Object.keys(files)) {
    dash[name] = new Proxy(
      {},
      {
        get:
          (_, does) =>
          (/** @type {any[]} */ ...given) =>
            call(name, String(does), given),
      },
    );
  }
  dash.bring = bring;
})();
