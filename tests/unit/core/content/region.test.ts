import { expect, test } from "vitest";
import {
  findRegion,
  RegionCodeSchema,
  regionCodesOf,
  regions,
  requireRegion,
} from "#core/content/region";

test("France has eighteen regions, thirteen of them metropolitan and five overseas", () => {
  expect(regions).toHaveLength(18);
  expect(regionCodesOf("metropolitan")).toHaveLength(13);
  expect(regionCodesOf("overseas")).toEqual(["01", "02", "03", "04", "06"]);
  expect(new Set(regions.map(({ code }) => code)).size).toBe(18);
});

test.each([
  ["Ile de France", "11"],
  ["ÎLE-DE-FRANCE", "11"],
  ["  hauts de france ", "32"],
  ["PACA", "93"],
  ["Provence-Alpes-Côte d'Azur", "93"],
  ["Provence-Alpes-Côte d’Azur", "93"],
  ["Auvergne-Rhônes-Alpes", "84"],
  ["Rhône-Alpes", "84"],
  ["Réunion", "04"],
  ["La Réunion", "04"],
  ["Brittany", "53"],
  ["French Guiana", "03"],
  ["32", "32"],
])("the spelling %s means region %s", (spelling, code) => {
  expect(findRegion(spelling)?.code).toBe(code);
});

test("no two regions answer to the same spelling", () => {
  for (const region of regions) {
    for (const spelling of [region.code, region.fr, region.en, ...region.spellings]) {
      expect(findRegion(spelling)?.code, spelling).toBe(region.code);
    }
  }
});

test.each(["", "Wallonie", "99", "5", "France"])("%j is no region", (spelling) => {
  expect(findRegion(spelling)).toBeUndefined();
  expect(() => requireRegion(spelling)).toThrow(
    expect.objectContaining({ code: "region-unknown", params: { value: spelling } }),
  );
});

test("in data, only the exact code will do", () => {
  expect(RegionCodeSchema.safeParse("04").success).toBe(true);
  for (const code of ["4", "4 ", "Hauts-de-France", 32])
    expect(RegionCodeSchema.safeParse(code).success).toBe(false);
});
