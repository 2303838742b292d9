/* What stands between Dash, whose callbacks are functions of the window, and the modules of the atlas
 * (dashboard/web/modules.py, docs/adr/0020-modules.md).
 *
 * ClientsideFunction("inequality", "follow") calls the exported function `follow` of the module
 * pages/inequality.js, which is fetched when one of its functions is first called. */
window.dash_clientside = window.dash_clientside || {};
(() => {
  "use strict";
  const dash = window.dash_clientside;
  const { folder, files } = JSON.parse(document.getElementById("atlas-modules").textContent);
  const modules = {}; // those that are there, by name
  const coming = {}; // those that were asked for: promises, by name or file

  /** What a promise brings, asked for once, and again only where it failed. */
  function once(key, ask) {
    coming[key] ||= ask().catch((error) => {
      delete coming[key];
      throw error;
    });
    return coming[key];
  }

  /** Fetch a file, so that the browser has it when it is imported: what is slow or does not come is said
   * above the page, and asked for again (server.js). Of a failed import nothing would be said. */
  async function fetched(file) {
    const answer = await fetch(folder + file);
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await answer.text();
  }

  /** A module, by its name. */
  function bring(name) {
    return once(name, async () => {
      await Promise.all(files[name].map((file) => once(file, () => fetched(file))));
      modules[name] = await import(folder + files[name][0]);
      return modules[name];
    });
  }

  // A function that gives nothing back writes nothing.
  const written = (gave) => (gave === undefined ? dash.no_update : gave);

  /** Call a function of a module: at once where the module is there. */
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
    dash[name] = new Proxy({}, { get: (_, does) => (...given) => call(name, does, given) });
  }
  dash.bring = bring;
})();
