import { expect, test } from "vitest";
import { readLocalConfig } from "#compose/config";

test("the demonstration opens at once, and an administrator sets how long a yes waits", () => {
  expect(readLocalConfig({}).consentPolicy).toEqual({
    coolingOffHours: 0,
    paperNeedsConfirmation: false,
    undoDays: 7,
  });
  const told = { PAROLES_COOLING_OFF_HOURS: "24", PAROLES_UNDO_DAYS: "0" };
  expect(readLocalConfig(told).consentPolicy).toEqual({
    coolingOffHours: 24,
    paperNeedsConfirmation: true,
    undoDays: 0,
  });
});

test("a time that is none is refused at the start, never taken for no time at all", () => {
  for (const hours of ["soon", "-1", "1000"])
    expect(() => readLocalConfig({ PAROLES_COOLING_OFF_HOURS: hours })).toThrow(
      expect.objectContaining({ code: "bad-configuration" }),
    );
});
