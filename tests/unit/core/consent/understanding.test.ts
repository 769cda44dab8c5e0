import { expect, test } from "vitest";
import { scopes } from "#core/consent/consent";
import { questionsFor, understandingOf } from "#core/consent/understanding";
import { noticeIn } from "../../../support/notice-files.ts";

const right = { mind: "mind-right", place: "place-right", copies: "copies-right" } as const;

test("whoever says no to everything is asked nothing", () => {
  expect(understandingOf([], [])).toEqual({ outcome: "understood" });
});

test("the question on copies comes only where copies will be made", () => {
  expect(questionsFor(["voice", "transcript"]).map(({ id }) => id)).toEqual(["mind", "place"]);
  expect(questionsFor(["voice", "platforms"]).map(({ id }) => id)).toEqual([
    "mind",
    "place",
    "copies",
  ]);
  expect(questionsFor(["reuse"]).map(({ id }) => id)).toContain("copies");
});

test("a yes waits until each question was answered rightly once", () => {
  const answers = questionsFor(scopes).map(({ id }) => ({ question: id, choice: right[id] }));
  expect(understandingOf(scopes, answers)).toEqual({ outcome: "understood" });
  expect(understandingOf(scopes, answers.slice(1))).toMatchObject({
    outcome: "again",
    question: { id: "mind" },
  });
});

test("a wrong answer is asked again as often as wanted, and help is offered from the second on", () => {
  const wrong = { question: "mind", choice: "mind-forever" } as const;
  expect(understandingOf(["voice"], [wrong])).toMatchObject({ outcome: "again", offerHelp: false });
  expect(understandingOf(["voice"], [wrong, wrong])).toMatchObject({
    outcome: "again",
    offerHelp: true,
  });
  const learned = [wrong, wrong, { question: "mind", choice: "mind-right" } as const];
  expect(understandingOf(["voice"], learned)).toMatchObject({ question: { id: "place" } });
});

test("an answer that is none of the choices is no answer", () => {
  expect(understandingOf(["voice"], [{ question: "mind", choice: "yes" }])).toMatchObject({
    outcome: "again",
  });
});

test("each question's right choice is among its choices, not always in the same place, and its words exist", () => {
  const notice = noticeIn("fr");
  const all = questionsFor(scopes);
  for (const {
    choices,
    right: rightChoice,
    again: [section, key],
  } of all) {
    expect(choices).toContain(rightChoice);
    expect(notice[section]).toHaveProperty(key);
  }
  expect(new Set(all.map((question) => question.choices.indexOf(question.right))).size).toBe(
    all.length,
  );
});
