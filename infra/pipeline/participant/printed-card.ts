import { cardAddress, cardLink, consentCardSvg } from "#core/consent/card";
import { plainReceipt } from "#core/consent/receipt";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { type Invitation, scopesToAsk } from "./request-consent.ts";

/**
 * The card that goes with an invitation, both sides as SVG of A5, in the language
 * of the person: every question still open, the square and the codes. Undefined
 * where no card was made. It holds secrets: whoever prints it hands it over and
 * keeps nothing. Throws `episode-unknown`.
 */
export async function printedCard(
  app: App,
  episodeId: string,
  { speakerId, signatoryId, card }: Invitation,
  locale: string,
): Promise<{ readonly front: string; readonly back: string } | undefined> {
  if (card === undefined) return undefined;
  const { episode } = await requireEpisode(app.records, episodeId);
  const { words, version } = app.consent.notice(locale);
  const audience = signatoryId === "self" ? ("self" as const) : ("guardian" as const);
  const entries = scopesToAsk(episode, speakerId).map((scope) => ({
    scope,
    state: "requested" as const,
  }));
  const firstName = episode.speakers.find(({ id }) => id === speakerId)?.firstName ?? "";
  const { controller, qrCodes } = app.consent;
  return consentCardSvg({
    notice: words,
    audience,
    receipt: plainReceipt(words, entries, {
      audience,
      noticeVersion: version,
      day: (instant) => app.consent.day(instant, words.language),
      firstName,
    }),
    controller,
    address: cardAddress(app.origin),
    lastingCode: card.lastingCode,
    onceCodes: card.onceCodes,
    qr: qrCodes.matrix(cardLink(app.origin, card.lastingCode)),
  });
}
