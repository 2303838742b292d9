/* Files, the view, elements. `bring` fetches a module that is wanted later, by its name. */
export const { state, files, load, go, element, still: markup, copyLink, fileLink, later } = window.atlas;
export const { bring } = window.dash_clientside;
