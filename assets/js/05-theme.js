/* Light or dark: what the person chose here before, else what their system asks for. */
(() => {
  "use strict";
  const asked = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => { document.documentElement.dataset.theme = asked.matches ? "dark" : "light"; };
  apply();
  asked.addEventListener("change", () => {
    apply();
    if (window.atlas && document.body.dataset.drawn) window.atlas.explore.show();
  });
})();
