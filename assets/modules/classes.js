/* How an indicator is cut into classes, and the classes in words. */
export const { need, cut, breaks, place, thirds, joins, inWords, fifth, said, colours } = window.atlas.classes;
