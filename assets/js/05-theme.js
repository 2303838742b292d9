/* Light or dark: what the person's system asks for; paper is always light. */
(() => {
  "use strict";
  const asked = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = (paper = false) => { document.documentElement.dataset.bsTheme = asked.matches && !paper ? "dark" : "light"; };
  apply();

  /** Change over, and draw anew what is drawn in colours of its own. */
  function change(paper) {
    if (!asked.matches && typeof paper === "boolean") return; // on paper as on the screen
    apply(paper === true);
    if (window.atlas && document.body.dataset.drawn && document.getElementById("picker")) window.atlas.explore.show();
    document.dispatchEvent(new Event("atlas-theme")); // for the pages whose map is drawn elsewhere
  }

  asked.addEventListener("change", () => change());
  window.addEventListener("beforeprint", () => change(true));
  window.addEventListener("afterprint", () => change(false));
})();
