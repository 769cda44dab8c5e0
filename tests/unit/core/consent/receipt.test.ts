import { expect, test } from "vitest";
import { slotStates } from "#core/consent/states";
import { isOpenState } from "#core/consent/states";
import { noticeLocales } from "#core/consent/notice";
import { plainReceipt, type ReceiptEntry } from "#core/consent/receipt";
import { noticeIn } from "../../../support/notice-files.ts";

const at = "2026-11-23T12:00:00.000Z";
const options = {
  noticeVersion: "2026-11",
  day: (instant: string) => instant.slice(0, 10),
  firstName: "Awa",
};
const of = (entry: Partial<ReceiptEntry>, locale = "en") =>
  plainReceipt(
    noticeIn(locale),
    [{ scope: "voice", state: "given", indicatedAt: at, ...entry }],
    options,
  ).lines[0];

test("a yes says until when", () => {
  expect(of({ validUntil: "2027-11-23T12:00:00.000Z" })).toEqual({
    scope: "voice",
    label: "Listen to my voice on the site",
    answer: "Yes",
    mark: "yes",
    details: ["Until 2027-11-23"],
  });
  expect(of({})?.details).toEqual(["Until taken back"]);
});

test("the name that is shown is the one that was chosen, or none", () => {
  const name = (nameChoice: NonNullable<ReceiptEntry["nameChoice"]>) =>
    of({ scope: "name", nameChoice })?.details[0];
  expect(name({ kind: "real" })).toBe("First name shown: Awa");
  expect(name({ kind: "other", name: "Lou" })).toBe("First name shown: Lou");
  expect(name({ kind: "none" })).toBe("No first name is shown");
});

test("only what is open has the sign of a yes, in every state", () => {
  for (const state of slotStates)
    expect(of({ state })?.mark === "yes", state).toBe(isOpenState(state));
});

test("what is closed says nothing of names and dates any more", () => {
  expect(
    of({ scope: "name", state: "withdrawn", nameChoice: { kind: "real" }, validUntil: at })
      ?.details,
  ).toEqual([]);
});

test.each(noticeLocales)(
  "a receipt in %s says how to withdraw, that it costs nothing, and what cannot be recalled",
  (locale) => {
    const notice = noticeIn(locale);
    const receipt = plainReceipt(notice, [], options);
    expect(receipt.withdrawal).toHaveLength(4);
    expect(receipt).not.toHaveProperty("answeredOn");
    expect(JSON.stringify(receipt)).not.toMatch(/\{\w+\}/);
  },
);

test("a value in a right-to-left sentence is kept in one piece", () => {
  expect(plainReceipt(noticeIn("ar"), [], options).notice).toContain("\u20682026-11\u2069");
  expect(plainReceipt(noticeIn("fr"), [], options).notice).toBe(
    "Texte de la demande\u00a0: 2026-11",
  );
});

test("a guardian's receipt speaks of the voice of another", () => {
  const receipt = plainReceipt(noticeIn("fr"), [{ scope: "voice", state: "given" }], {
    ...options,
    audience: "guardian",
  });
  expect(receipt.lines[0]?.label).toBe("Écouter cette voix sur le site");
});
