import { cardAddress, cardLink, consentCardSvg } from "#core/consent/card";
import { plainReceipt } from "#core/consent/receipt";
import type { App } from "#pipeline/app";
import { home } from "../journey.ts";
import type { CardCodes } from "#pipeline/participant/new-card";
import { lines, type ScreenContent, type Visit } from "../visit.ts";
import { answersBlock } from "./afterwards.ts";

/** What was answered, to be read, heard, printed and saved. */
export function receiptScreen(visit: Visit): ScreenContent {
  const { view, say } = visit;
  const receipt = receiptIn(visit);
  return {
    head: say.line("receipt", "title"),
    blocks: [
      answersBlock(visit),
      {
        kind: "facts",
        facts: [...(receipt.answeredOn === undefined ? [] : [receipt.answeredOn]), receipt.notice],
      },
      lines(say.lines("withdrawal", "how", "people", "free", "copies-remain")),
      ...(view.capabilities.includes("view")
        ? [
            {
              kind: "links" as const,
              links: [
                {
                  address: "/voix/recu.jsonld",
                  label: say.line("receipt", "record"),
                  tone: "answer" as const,
                  isDownload: true,
                },
              ],
            },
          ]
        : []),
    ],
    back: home,
  };
}

function receiptIn({ view, say, day }: Visit) {
  const { words, version } = say.notice;
  return plainReceipt(
    words,
    view.questions
      .filter(({ state, shownHash }) => state !== "unknown" || shownHash !== undefined)
      .map(({ scope, state, nameChoice, validUntil, answeredAt }) => ({
        scope,
        state,
        ...(nameChoice === undefined ? {} : { nameChoice }),
        ...(validUntil === undefined ? {} : { validUntil }),
        ...(answeredAt === undefined ? {} : { indicatedAt: answeredAt }),
      })),
    {
      audience: say.audience,
      noticeVersion: version,
      day,
      firstName: view.story?.firstName ?? "",
    },
  );
}

/** Both sides of the card, as large as they are printed; its codes are shown this once. */
export function cardScreen(visit: Visit, app: App, card: CardCodes): ScreenContent {
  const { say } = visit;
  const { controller, qrCodes } = app.consent;
  const sides = consentCardSvg({
    notice: say.notice.words,
    audience: say.audience,
    receipt: receiptIn(visit),
    controller,
    address: cardAddress(app.origin),
    lastingCode: card.lastingCode,
    onceCodes: card.onceCodes,
    qr: qrCodes.matrix(cardLink(app.origin, card.lastingCode)),
  });
  return {
    head: say.line("end", "keep-card"),
    blocks: [
      lines(say.lines("end", "card-power", "codes-secret")),
      { kind: "print", label: say.line("buttons", "print") },
      { kind: "card", ...sides },
    ],
    back: home,
  };
}
