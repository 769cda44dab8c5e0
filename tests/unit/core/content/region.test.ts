import { expect, test } from "vitest";
import { RegionCodeSchema, regionCodesOf, regions } from "#core/content/region";

test("France has eighteen regions, thirteen of them metropolitan and five overseas", () => {
  expect(regions).toHaveLength(18);
  expect(regionCodesOf("metropolitan")).toHaveLength(13);
  expect(regionCodesOf("overseas")).toEqual(["01", "02", "03", "04", "06"]);
  expect(new Set(regions.map(({ code }) => code)).size).toBe(18);
});

test("in data, only the exact code will do", () => {
  expect(RegionCodeSchema.safeParse("04").success).toBe(true);
  for (const code of ["4", "4 ", "Hauts-de-France", 32])
    expect(RegionCodeSchema.safeParse(code).success).toBe(false);
});
