/** How one answer came about; what was asked of whom is not in it. */
export type AnswerFacts = {
  /** Opaque id of who asked. */
  readonly askedBy: string;
  readonly secondsToAnswer: number;
  /** From the opening of the pages to the answer. */
  readonly secondsOpen: number;
  readonly yeses: number;
  readonly noes: number;
  readonly isAssisted: boolean;
  /** Of the network address, keyed: it only tells whether two are the same. */
  readonly clientHash: string;
  readonly isFromRequester: boolean;
};

/** An answer sooner than this after its pages were opened leaves no time to listen to a minute of speech. */
export const hastySeconds = 60;
/** Fewer answers than this say more about these people than about who asked them: they are only counted. */
export const answersMin = 5;
/** From these shares on a conversation is worth it. Among honest requests some are always hasty, assisted, or from the office's network. */
export const worthATalk = {
  hasty: 0.3,
  oneAddress: 0.6,
  assisted: 0.8,
  /** With so many answers and not one no in any, the no may be missing. */
  answersWithoutNo: 20,
} as const;

export type RequesterStatistics = {
  readonly askedBy: string;
  readonly answers: number;
  /** Shares of the answers, 0 to 1; absent with fewer than `answersMin`. */
  readonly shares?: {
    readonly hasty: number;
    readonly assisted: number;
    readonly fromRequester: number;
    /** Answers from the one network address that most came from. */
    readonly oneAddress: number;
    /** Answers with at least one no in them. */
    readonly withNo: number;
  };
  readonly medianMinutesToAnswer?: number;
  readonly medianSecondsOpen?: number;
  readonly signs: readonly ("hasty" | "one-address" | "assisted" | "no-refusal")[];
};

/**
 * What would show somebody who answers in people's stead (consent note, T2), by
 * who asked; most signs first. Signs are no proof: a workshop has one network,
 * and people who cannot read need help. Nobody's answer can be read from it: under
 * `answersMin` answers there is only their number.
 */
export function answerStatistics(facts: readonly AnswerFacts[]): readonly RequesterStatistics[] {
  const byRequester = Map.groupBy(facts, ({ askedBy }) => askedBy);
  return [...byRequester]
    .map(([askedBy, answers]) => ofRequester(askedBy, answers))
    .sort((a, b) => b.signs.length - a.signs.length || b.answers - a.answers);
}

function ofRequester(askedBy: string, answers: readonly AnswerFacts[]): RequesterStatistics {
  const count = answers.length;
  if (count < answersMin) return { askedBy, answers: count, signs: [] };
  const share = (test: (one: AnswerFacts) => boolean) => round(answers.filter(test).length / count);
  const addresses = Map.groupBy(answers, ({ clientHash }) => clientHash);
  const most = Math.max(...[...addresses.values()].map(({ length }) => length));
  const shares = {
    // In doubt (a clock that went back) it was too quick.
    hasty: share(({ secondsOpen, yeses }) => yeses > 0 && !(secondsOpen >= hastySeconds)),
    assisted: share(({ isAssisted }) => isAssisted),
    fromRequester: share(({ isFromRequester }) => isFromRequester),
    oneAddress: round(most / count),
    withNo: share(({ noes }) => noes > 0),
  };
  return {
    askedBy,
    answers: count,
    shares,
    medianMinutesToAnswer: round(median(answers.map((one) => one.secondsToAnswer)) / 60),
    medianSecondsOpen: Math.round(median(answers.map((one) => one.secondsOpen))),
    signs: signsOf(count, shares),
  };
}

function signsOf(
  count: number,
  shares: NonNullable<RequesterStatistics["shares"]>,
): RequesterStatistics["signs"] {
  return [
    ...(shares.hasty >= worthATalk.hasty ? (["hasty"] as const) : []),
    ...(Math.max(shares.oneAddress, shares.fromRequester) >= worthATalk.oneAddress
      ? (["one-address"] as const)
      : []),
    ...(shares.assisted >= worthATalk.assisted ? (["assisted"] as const) : []),
    ...(count >= worthATalk.answersWithoutNo && shares.withNo === 0
      ? (["no-refusal"] as const)
      : []),
  ];
}

const round = (value: number) => Math.round(value * 100) / 100;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
