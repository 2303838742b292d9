/* Which areas Explore's view shows: the filters of the address. */
export const {
  MANY, areas, settleLevel, unitsOf, practices, listInView, needs, who, named, onlyDistricts, ofWhom, filter,
} = window.atlas.view;
