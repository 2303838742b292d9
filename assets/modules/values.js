/* Every indicator's numbers, for areas and for the larger areas made of them. */
export const {
  known, named, place, levels, units, start, needFootprints, need, needAll, words, value, all, percentile, over,
  wilson, inDistrict, practice,
} = window.atlas.values;
