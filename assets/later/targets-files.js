/* The Seldom-heard page's hand-over: fetches a file, says that it is being made, and what went wrong. */
window.atlas.handing = (() => {
  "use strict";
  const { element } = window.atlas;
  const KINDS = [
    ["pdf", "Engagement brief (PDF)", "the brief"], ["xlsx", "Excel workbook", "the workbook"], ["csv", "CSV", "the CSV"],
    ["geojson", "GeoJSON", "the GeoJSON"], ["gpkg", "GeoPackage", "the GeoPackage"], ["definition.json", "Definition, to load again", "the definition"],
  ];

  /** Offer every file for an address's query. */
  function list(query) {
    document.getElementById("handover-list")?.replaceChildren(...KINDS.map(([kind, text, what]) => element("li", {},
      element("a", { href: `/targets/${kind}${query}`, download: "", text, onclick: (event) => { event.preventDefault(); hand(event.currentTarget.href, what); } }))));
    say("");
  }

  function say(text, wrong = false) {
    const line = document.getElementById("handover-status");
    if (!line) return;
    line.textContent = text;
    line.classList.toggle("flag", wrong);
  }

  async function hand(address, what) {
    say(`Making ${what}…`);
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(await reason(answer));
      await window.atlas.download.take(answer);
      say(`${what.charAt(0).toUpperCase()}${what.slice(1)} is among your downloads.`);
    } catch (error) {
      const offline = error instanceof TypeError ? "The server could not be reached. Check your connection and try again." : error.message;
      say(offline, true);
    }
  }

  /** What the server says is wrong, if it says it in a sentence. */
  async function reason(answer) {
    const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    const text = plain ? (await answer.text()).trim() : "";
    return text || `The file could not be made, because the server had a fault (${answer.status}). Try again in a minute; if it happens again, tell whoever looks after this atlas.`;
  }

  return { list };
})();
