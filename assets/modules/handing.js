/* Handing over a file that the server makes: says that it is being made, saves it, or says why not. */
const { handing } = await window.atlas.later("handing").then(() => window.atlas);
export const { hand, save } = handing;
