import { expect, test } from "vitest";
import { type LostCircumstances, lostStanding } from "#core/lost-story";

const around: LostCircumstances = {
  now: "2026-11-23T12:00:00.000Z",
  replacedAt: "2026-11-20T12:00:00.000Z",
  isUnderWay: false,
  isOpen: false,
};
const files = { oldest: "2026-11-18T09:00:00.000Z", newest: "2026-11-19T09:00:00.000Z" };

test("files that came before the records were put back are lost", () => {
  expect(lostStanding(files, around)).toBe("lost");
});

test.each([
  ["a day old to the millisecond", "2026-11-22T12:00:00.000Z", "recent"],
  ["a millisecond older than a day", "2026-11-22T11:59:59.999Z", "lost"],
  ["of a clock that is ahead", "2026-11-24T12:00:00.000Z", "recent"],
])("a newest file %s", (_what, newest, standing) => {
  expect(lostStanding({ ...files, newest }, around)).toBe(standing);
});

test.each([
  ["in the second in which they were put back", "2026-11-20T12:00:00.000Z"],
  ["afterwards", "2026-11-21T12:00:00.000Z"],
])("what came %s is explained by nothing", (_when, oldest) => {
  expect(lostStanding({ oldest, newest: oldest }, around)).toBe("unexplained");
});

test("where records were never put back nothing is explained", () => {
  expect(lostStanding(files, { ...around, replacedAt: undefined })).toBe("unexplained");
});

test("what is on its way in is nobody's to erase, and what the gate lets through least of all", () => {
  expect(lostStanding(files, { ...around, isUnderWay: true })).toBe("under-way");
  expect(lostStanding(files, { ...around, isUnderWay: true, isOpen: true })).toBe("open");
});
