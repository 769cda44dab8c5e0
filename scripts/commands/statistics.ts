import { answersMin, hastySeconds, worthATalk } from "#core/consent/answer-statistics";
import { consentStatistics } from "#pipeline/participant/answer-facts";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** `consent statistics`: what would show somebody who answers in people's stead. */
export async function statistics({ app }: Installation, output: Output): Promise<void> {
  const requesters = await consentStatistics(app);
  output.result({ requesters, thresholds: { hastySeconds, answersMin, ...worthATalk } }, [
    ...(requesters.length === 0 ? ["nobody has answered yet"] : []),
    ...requesters.flatMap(({ askedBy, answers, shares, signs, ...medians }) => [
      `${askedBy}: ${answers} answers${signs.length === 0 ? "" : `, worth a talk: ${signs.join(", ")}`}`,
      shares === undefined
        ? `  too few to tell more without telling on people (${answersMin} at least)`
        : `  ${percent(shares.hasty)} in under ${hastySeconds} s, ${percent(shares.assisted)} on a handed-over device, ` +
          `${percent(shares.oneAddress)} from one network, ${percent(shares.fromRequester)} from the requester's, ` +
          `${percent(shares.withNo)} with a no; half of them within ${medians.medianMinutesToAnswer} min, ` +
          `${medians.medianSecondsOpen} s on the pages`,
    ]),
    `signs from ${percent(worthATalk.hasty)} hasty, ${percent(worthATalk.oneAddress)} from one network, ` +
      `${percent(worthATalk.assisted)} assisted, or not one no in ${worthATalk.answersWithoutNo} answers; none of them is proof`,
  ]);
}
