import { requestConsent } from "#pipeline/participant/request-consent";
import type { LocalInstallation } from "#compose/local";
import type { Output } from "./output.ts";

/** Who asks, when it is asked from the command line: an opaque id, as for any member of staff. */
export const commandLine = "command-line";

export type RequestOptions = {
  readonly speaker?: string;
  readonly signatory?: string;
  readonly byMessage?: boolean;
  readonly newCard?: boolean;
};

/** `consent request`: links and codes for those who must agree. They are shown once and kept nowhere. */
export async function request(
  { app }: LocalInstallation,
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
  });
  output.result(
    { invitations },
    invitations.flatMap(({ speakerId, signatoryId, link, card }) => [
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
  );
}
