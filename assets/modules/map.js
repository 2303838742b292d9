/* The map: colours, outlines, what is said on hover, and place names. */
export const { use, hover, placePractices, ask, draw, fit, number, standing, within, points, MINE, OTHERS } =
  window.atlas.map;
export const leaflet = () => window.atlas.map.leaflet;
