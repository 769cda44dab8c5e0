/**
 * Where each region stands on the map of circles: half steps from the left, and
 * rows from the top. Neighbours on the map are neighbours on the ground; sizes
 * and distances mean nothing. Drawn up by hand, so that no map's licence applies.
 */
export type MapPlace = { readonly code: string; readonly short: string };

/** The places of metropolitan France; the style sheet puts each where it belongs. */
export const metropolitanPlaces: readonly MapPlace[] = [
  { code: "32", short: "HDF" },
  { code: "28", short: "NOR" },
  { code: "53", short: "BRE" },
  { code: "11", short: "IDF" },
  { code: "44", short: "GES" },
  { code: "52", short: "PDL" },
  { code: "24", short: "CVL" },
  { code: "27", short: "BFC" },
  { code: "75", short: "NAQ" },
  { code: "84", short: "ARA" },
  { code: "76", short: "OCC" },
  { code: "93", short: "PAC" },
  { code: "94", short: "COR" },
];

export const overseasPlaces: readonly MapPlace[] = [
  { code: "01", short: "GUA" },
  { code: "02", short: "MTQ" },
  { code: "03", short: "GUY" },
  { code: "04", short: "REU" },
  { code: "06", short: "MAY" },
];

/** How dark a region is, out of five steps, by its number of projects. */
export function shadeOf(count: number, most: number): number {
  const steps = 5;
  return count === 0 ? 0 : Math.max(1, Math.ceil((count / Math.max(1, most)) * steps));
}
