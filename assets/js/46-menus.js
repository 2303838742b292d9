/* A menu that opens from a button shuts when something is chosen, on a click elsewhere, and on Escape. */
(() => {
  "use strict";
  const open = () => document.querySelector("#export[open]");

  document.addEventListener("click", ({ target }) => {
    const menu = open();
    if (menu && (!menu.contains(target) || target.closest("a"))) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    const menu = open();
    if (key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
