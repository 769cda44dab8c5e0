import { expect, test } from "vitest";
import {
  type AnswerFacts,
  answersMin,
  answerStatistics,
  worthATalk,
} from "#core/consent/answer-statistics";

const anAnswer = (changes: Partial<AnswerFacts> = {}): AnswerFacts => ({
  askedBy: "coach-1",
  secondsToAnswer: 3_600,
  secondsOpen: 240,
  yeses: 4,
  noes: 1,
  isAssisted: false,
  clientHash: "home",
  isFromRequester: false,
  ...changes,
});
const many = (count: number, change: (index: number) => Partial<AnswerFacts>) =>
  Array.from({ length: count }, (_, index) =>
    anAnswer({ clientHash: `home ${index}`, ...change(index) }),
  );

test("unhurried answers from many places, some with a no, are no sign of anything", () => {
  const [one] = answerStatistics(many(30, (index) => ({ noes: index % 3 })));
  expect(one).toMatchObject({ answers: 30, signs: [], medianMinutesToAnswer: 60 });
});

test("each way of answering in people's stead shows, at its threshold and not below it", () => {
  const signsOf = (facts: readonly AnswerFacts[]) => answerStatistics(facts)[0]?.signs;
  const hasty = (count: number) => many(10, (index) => ({ secondsOpen: index < count ? 59 : 60 }));
  expect(signsOf(hasty(worthATalk.hasty * 10))).toEqual(["hasty"]);
  expect(signsOf(hasty(worthATalk.hasty * 10 - 1))).toEqual([]);
  const oneAddress = (count: number) =>
    many(10, (index) => (index < count ? { clientHash: "office" } : {}));
  expect(signsOf(oneAddress(6))).toEqual(["one-address"]);
  expect(signsOf(oneAddress(5))).toEqual([]);
  const fromRequester = (count: number) =>
    many(10, (index) => ({ isFromRequester: index < count }));
  expect(signsOf(fromRequester(6))).toEqual(["one-address"]);
  const assisted = (count: number) => many(10, (index) => ({ isAssisted: index < count }));
  expect(signsOf(assisted(8))).toEqual(["assisted"]);
  expect(signsOf(assisted(7))).toEqual([]);
  const never = (count: number) => many(count, () => ({ noes: 0 }));
  expect(signsOf(never(worthATalk.answersWithoutNo))).toEqual(["no-refusal"]);
  expect(signsOf(never(worthATalk.answersWithoutNo - 1))).toEqual([]);
});

test("a clock that went back makes an answer hasty, and a no is never too quick", () => {
  const back = answerStatistics(many(5, () => ({ secondsOpen: Number.NaN })));
  expect(back[0]?.signs).toContain("hasty");
  const no = answerStatistics(many(5, () => ({ secondsOpen: 5, yeses: 0, noes: 4 })));
  expect(no[0]?.signs).toEqual([]);
});

test("of too few answers nothing but their number is told, so that nobody's answer shows", () => {
  const few = answerStatistics(many(answersMin - 1, () => ({ secondsOpen: 1 })));
  expect(few).toEqual([{ askedBy: "coach-1", answers: answersMin - 1, signs: [] }]);
});

test("whoever shows most signs comes first", () => {
  const quick = many(6, () => ({ askedBy: "coach-2", secondsOpen: 3, isAssisted: true }));
  const order = answerStatistics([...many(9, () => ({})), ...quick]).map(({ askedBy }) => askedBy);
  expect(order).toEqual(["coach-2", "coach-1"]);
});
