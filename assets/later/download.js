/* Files that a page has made for it and hands to the browser's downloads. */
window.atlas.download = (() => {
  "use strict";

  /** The name that an answer gives its file. */
  function name(answer) {
    const disposition = answer.headers.get("Content-Disposition") || "";
    const [, coded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) || [];
    if (coded) return decodeURIComponent(coded);
    return (/filename="?([^";]+)"?/i.exec(disposition) || [])[1] || "seldom-heard";
  }

  function save(blob, file) {
    const href = URL.createObjectURL(blob);
    const link = window.atlas.element("a", { href, download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  }

  /** Save the file that the server has answered with. */
  async function take(answer) {
    save(await answer.blob(), name(answer));
  }

  return { save, take };
})();
