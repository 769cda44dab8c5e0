import { printedCard } from "#pipeline/participant/printed-card";
import { type Invitation, requestConsent } from "#pipeline/participant/request-consent";
import type { Installation } from "#compose/installation";
import { type CardSides, writeCardFile } from "./card-file.ts";
import type { Output } from "./output.ts";

/** Who asks, when it is asked from the command line: an opaque id, as for any member of staff. */
export const commandLine = "command-line";

export type RequestOptions = {
  readonly speaker?: string;
  readonly signatory?: string;
  readonly byMessage?: boolean;
  readonly newCard?: boolean;
  readonly days?: number;
  readonly card?: string;
  readonly language: string;
};

/** `consent request`: links and codes for those who must agree. They are shown once and kept nowhere. */
export async function request(
  { app }: Installation,
  episodeId: string,
  options: RequestOptions,
  output: Output,
): Promise<void> {
  const invitations = await requestConsent(app, {
    episodeId,
    by: commandLine,
    ...(options.speaker === undefined ? {} : { speakerId: options.speaker }),
    ...(options.signatory === undefined ? {} : { signatoryId: options.signatory }),
    ...(options.byMessage === true ? { channel: "message" as const } : {}),
    ...(options.newCard === true ? { newCard: true } : {}),
    ...(options.days === undefined ? {} : { linkDays: options.days }),
  });
  const printed = await printCards(app, episodeId, invitations, options);
  output.result({ invitations, ...(printed === undefined ? {} : { cards: printed }) }, [
    ...(printed === undefined
      ? []
      : [`${printed} cards to print in ${options.card}: delete the file afterwards`]),
    ...invitations.flatMap(({ speakerId, signatoryId, link, card }) => [
      `${speakerId} (${signatoryId === "self" ? "the speaker" : `${signatoryId}, who answers beside them`})`,
      `  ${link.url}`,
      ...(card === undefined
        ? []
        : [
            `  to see and to withdraw, for good: ${card.lastingCode}`,
            ...card.onceCodes.map((code) => `  to answer, once:                   ${code}`),
          ]),
      "  hand this to the person now: nobody can read it again",
    ]),
  ]);
}

/** Returns how many cards were written; undefined where no file was asked for. Who has a card already gets none without `--new-card`. */
async function printCards(
  app: Installation["app"],
  episodeId: string,
  invitations: readonly Invitation[],
  { card, language }: Pick<RequestOptions, "card" | "language">,
): Promise<number | undefined> {
  if (card === undefined) return undefined;
  const cards: CardSides[] = [];
  for (const invitation of invitations) {
    const sides = await printedCard(app, episodeId, invitation, language);
    if (sides !== undefined) cards.push(sides);
  }
  await writeCardFile(card, cards);
  return cards.length;
}
