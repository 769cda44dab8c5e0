import { expect, test } from "vitest";
import { parseSituation, situationForms } from "#core/situation-text";

test("every form that is offered is read, and gives the situation that it names", () => {
  for (const form of situationForms) {
    const text = form.replaceAll("<reference>", "jugement 24/0012");
    expect(parseSituation(text).kind).toBe(form.split(",")[0]);
  }
});

test("a minor's day of birth becomes the day on which they are of age", () => {
  expect(parseSituation("minor, born=2009-05-04, holders=2")).toEqual({
    kind: "minor",
    holders: ["g1", "g2"],
    adultOn: "2027-05-04",
  });
});

test("what is not understood is refused rather than taken for an adult", () => {
  for (const text of [
    "",
    "child",
    "minor",
    "minor,born=soon",
    "minor,born=2009-13-40,holders=2",
    "minor,born=2009-05-04,holders=0",
    "minor,born=2009-05-04,holders=5",
    "minor,born=2009-05-04,holdres=1",
    "adult,proof=x",
    "emancipated-minor",
    "protected-adult",
    "minor-in-criminal-proceedings,authorisation=x",
  ])
    expect(() => parseSituation(text), text).toThrow(
      expect.objectContaining({ code: "situation-unknown" }),
    );
});
