/* "Where to meet": own venues from a file and typed, together in the page's memory. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const TOLD = {
  texts: {
    too_large: "{size} MB is too large.",
    off: "Taken off.",
    there: "{name} is there.",
    full: "Full.",
    link: "No venues.",
  },
  asks: {
    read: { address: "/read", line: "own-venues-status", doing: "Reading…", what: "the list" },
    typed: { address: "/typed", line: "own-venues-status", doing: "Looking…", what: "the place" },
  },
  largest: 1000,
  most: 3,
};
const HALL = { name: "Hall", longitude: -1.4, latitude: 53.4, postcode: "S1 2HE" };
const THIRD = { ...HALL, name: "Third" };
const CENTRE = { ...HALL, name: "Centre" };
const PARTS = ["part", "file", "status", "said", "some", "name", "postcode", "typed"];
const IDS = [...PARTS.map((one) => `own-venues-${one}`), "copy-link"];

/** The part, whose requests are answered by `answers`, one after the other. */
function opened(answers) {
  const mine = Object.values(TOLD.asks).map(({ address }) => address);
  const fetch = async (address) => {
    const made = mine.includes(address) ? answers.shift() : {}; // what every page asks for is not its own
    return { ok: true, status: 200, headers: { get: () => null }, json: async () => made };
  };
  const window = load(["where-to-meet-venues"], { ids: IDS, fetch, Blob });
  const part = window.document.getElementById("own-venues-part");
  part.querySelectorAll = () => [];
  part.addEventListener = (name, does) => {
    part.on = { ...part.on, [name]: does };
  };
  const page = window.modules["where-to-meet-venues"];
  page.follow(TOLD);
  const held = () => window.props.filter(([id]) => id === "own-venues").at(-1)?.[1].data;
  const status = () => window.document.getElementById("own-venues-status").textContent;
  const shows = (venues, said) => assert.equal(JSON.stringify([held(), status()]), JSON.stringify([venues, said]));
  const drop = (size) => part.on.drop({ preventDefault() {}, dataTransfer: { files: [{ size }] } });
  const listed = () => window.document.getElementById("own-venues-typed").textContent;
  const lacks = () => window.document.getElementById("copy-link").dataset.lacks;
  return { page, shows, listed, drop, lacks };
}
const settled = () => new Promise((done) => setTimeout(done, 5));

test("typed venues stand beside those of the file, each once, and no more than the most", async () => {
  const { page, shows, listed, drop, lacks } = opened([
    { venues: [HALL], status: "1 venue was read.", said: [] },
    { venues: [CENTRE], status: "Added.", said: [["li", {}, "Centre"]] },
    { venues: [HALL], status: "Added.", said: [["li", {}, "Hall"]] },
    { venues: [THIRD], status: "Added.", said: [["li", {}, "Third"]] },
  ]);
  drop(10);
  await settled();
  shows([HALL], "1 venue was read.");
  await page.add(1, 0, "Centre", "S1 2HE");
  shows([HALL, CENTRE], "Added.");
  await page.add(2, 0, "Hall", "S1 2HE");
  shows([HALL, CENTRE], "Hall is there.");
  await page.add(3, 0, "Third", "S1 2HE");
  await page.add(4, 0, "Fourth", "S1 2HE");
  shows([HALL, CENTRE, THIRD], "Full.");
  assert.equal(listed(), "CentreThird");
  assert.equal(lacks(), "No venues.");
  page.off(1);
  shows([], "Taken off.");
  assert.equal(lacks(), "");
});

test("a file that is too large takes the one before off, and is not sent", async () => {
  const { shows, drop } = opened([{ venues: [HALL], status: "Read.", said: [] }]);
  drop(10);
  await settled();
  drop(2_000_000);
  await settled();
  shows([], "2.0 MB is too large.");
});
