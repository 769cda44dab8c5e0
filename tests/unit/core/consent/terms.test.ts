import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  addYears,
  adultOnOf,
  confirmableFrom,
  majorityAt,
  remindersBetween,
  renewalDueAt,
  termOf,
} from "#core/consent/terms";

const said = "2026-11-23T12:34:56.789Z";

test("a year later is the same day and time of day", () => {
  expect(addYears(said, 1)).toBe("2027-11-23T12:34:56.789Z");
  expect(addYears("1969-12-31T23:59:59.500Z", 3)).toBe("1972-12-31T23:59:59.500Z");
});

test("29 February ends on the last of February where there is none, and finds its day again", () => {
  expect(addYears("2028-02-29T10:00:00.000Z", 1)).toBe("2029-02-28T10:00:00.000Z");
  expect(addYears("2028-02-29T10:00:00.000Z", 3)).toBe("2031-02-28T10:00:00.000Z");
  expect(addYears("2028-02-29T10:00:00.000Z", 4)).toBe("2032-02-29T10:00:00.000Z");
  expect(addYears("2096-02-29T10:00:00.000Z", 4)).toBe("2100-02-28T10:00:00.000Z");
});

test("a period of years never ends later than the calendar says, and by a day early at most", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1990-01-01"), max: new Date("2190-01-01"), noInvalidDate: true }),
      fc.integer({ min: 1, max: 20 }),
      (date, years) => {
        const end = new Date(addYears(date.toISOString(), years));
        expect(end.getUTCFullYear()).toBe(date.getUTCFullYear() + years);
        expect(end.getUTCMonth()).toBe(date.getUTCMonth());
        expect(date.getUTCDate() - end.getUTCDate()).toBeGreaterThanOrEqual(0);
        expect(date.getUTCDate() - end.getUTCDate()).toBeLessThanOrEqual(1);
        expect(end.toISOString().slice(11)).toBe(date.toISOString().slice(11));
      },
    ),
  );
});

test("one year and three years have an end; until withdrawn has none", () => {
  expect(termOf("one-year", said)).toEqual({
    validUntil: "2027-11-23T12:34:56.789Z",
    endsBecause: "duration",
  });
  expect(termOf("three-years", said)).toEqual({
    validUntil: "2029-11-23T12:34:56.789Z",
    endsBecause: "duration",
  });
  expect(termOf("until-withdrawn", said)).toEqual({});
});

test("a minor's yes ends on the 18th birthday when that comes first", () => {
  const birthday = "2027-05-10";
  expect(termOf("until-withdrawn", said, birthday)).toEqual({
    validUntil: majorityAt(birthday),
    endsBecause: "turns-18",
  });
  expect(termOf("three-years", said, birthday).endsBecause).toBe("turns-18");
  expect(termOf("one-year", said, "2030-01-01").endsBecause).toBe("duration");
  expect(termOf("one-year", said, "2020-01-01").endsBecause).toBe("duration");
});

test("the birthday begins where the day begins first", () => {
  expect(majorityAt("2027-05-10")).toBe("2027-05-09T10:00:00.000Z");
});

test("someone born on 29 February comes of age on 1 March of a common year", () => {
  expect(adultOnOf("2008-02-29")).toBe("2026-03-01");
  expect(adultOnOf("2010-07-14")).toBe("2028-07-14");
});

test("renewal is due sixty days before the end", () => {
  expect(renewalDueAt("2027-11-23T12:00:00.000Z")).toBe("2027-09-24T12:00:00.000Z");
});

test("reminders come 60, 30 and 7 days before an end, each once, none before the yes", () => {
  const yes = { indicatedAt: said, validUntil: addYears(said, 1) };
  const all = remindersBetween(yes, said, yes.validUntil);
  expect(all).toEqual([60, 30, 7].map((days) => addDays(yes.validUntil, -days)));
  const [first = ""] = all;
  expect(remindersBetween(yes, said, first)).toEqual([first]);
  expect(remindersBetween(yes, first, first)).toEqual([]);
  const short = { indicatedAt: said, validUntil: addDays(said, 20) };
  expect(remindersBetween(short, addDays(said, -100), short.validUntil)).toEqual([
    addDays(said, 13),
  ]);
});

test("a yes without an end brings itself to mind every year", () => {
  const yes = { indicatedAt: "2028-02-29T10:00:00.000Z" };
  expect(remindersBetween(yes, yes.indicatedAt, "2032-12-31T00:00:00.000Z")).toEqual([
    "2029-02-28T10:00:00.000Z",
    "2030-02-28T10:00:00.000Z",
    "2031-02-28T10:00:00.000Z",
    "2032-02-29T10:00:00.000Z",
  ]);
  expect(remindersBetween(yes, yes.indicatedAt, "not a time")).toEqual([]);
});

test("a yes can be confirmed after the cooling-off hours, or at once when there are none", () => {
  expect(confirmableFrom(said, 24)).toBe("2026-11-24T12:34:56.789Z");
  expect(confirmableFrom(said, 0)).toBe(said);
});
