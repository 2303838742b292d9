/* Light or dark: what the person chose here before, else what their system asks for. */
(() => {
  "use strict";
  const asked = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => { document.documentElement.dataset.theme = asked.matches ? "dark" : "light"; };
  apply();
  asked.addEventListener("change", () => {
    apply();
    if (window.atlas && document.body.dataset.drawn && document.getElementById("picker")) window.atlas.explore.show();
    document.dispatchEvent(new Event("atlas-theme")); // for the pages whose map is drawn elsewhere
  });
})();
