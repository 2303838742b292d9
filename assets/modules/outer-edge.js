/* The edge around several areas: their outlines without what two of them share. */

/** Lines around areas of one coverage, whose common borders have the same points: each piece of an outline that occurs
 * once, joined along its ring. @param {{ geometry: { type: string, coordinates: any } }[]} areas GeoJSON features
 * @returns {{ type: "MultiLineString", coordinates: Point[][] }} longitudes and latitudes */
export function outerEdge(areas) {
  /** @type {Point[][]} */
  const rings = areas.flatMap(({ geometry: { type, coordinates } }) =>
    type === "Polygon" ? coordinates : coordinates.flat(),
  );
  const piece = (/** @type {Point} */ a, /** @type {Point} */ b) => [a, b].map(String).sort().join(" ");
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const key = piece(ring[i - 1], ring[i]);
      times.set(key, (times.get(key) || 0) + 1);
    }
  /** @type {Point[][]} */
  const lines = [];
  for (const ring of rings) {
    let open = false;
    for (let i = 1; i < ring.length; i++) {
      const alone = times.get(piece(ring[i - 1], ring[i])) === 1;
      if (alone && open) lines[lines.length - 1].push(ring[i]);
      else if (alone) lines.push([ring[i - 1], ring[i]]);
      open = alone;
    }
  }
  return { type: "MultiLineString", coordinates: lines };
}
