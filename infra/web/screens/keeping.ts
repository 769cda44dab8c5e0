import { cardAddress, cardLink, consentCardSvg } from "#core/consent/card";
import type { App } from "#pipeline/app";
import { home } from "../journey.ts";
import { plainReceiptOf } from "#pipeline/participant/consent-receipt";
import type { CardCodes } from "#pipeline/participant/new-card";
import { lines, type ScreenContent, type Visit } from "../visit.ts";
import { answersBlock } from "./afterwards.ts";

/** What was answered, to be read, heard, printed and saved. */
export function receiptScreen(visit: Visit, app: App): ScreenContent {
  const { view, say } = visit;
  const receipt = plainReceiptOf(app, visit.view, visit.say.locale);
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

/** Both sides of the card, as large as they are printed; its codes are shown this once. */
export function cardScreen(visit: Visit, app: App, card: CardCodes): ScreenContent {
  const { say } = visit;
  const { controller, qrCodes } = app.consent;
  const sides = consentCardSvg({
    notice: say.notice.words,
    audience: say.audience,
    receipt: plainReceiptOf(app, visit.view, visit.say.locale),
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

/** Everything that is theirs, in one file; what it holds is told before. */
export function takeAwayScreen({ view, say }: Visit): ScreenContent {
  const isMine = view.capabilities.includes("view") && view.status !== "erased";
  return {
    head: say.line("buttons", "download"),
    blocks: [
      lines(say.lines("later", "download-explain")),
      ...(isMine
        ? [
            {
              kind: "links" as const,
              links: [
                {
                  address: "/voix/tout.zip",
                  label: say.line("buttons", "download"),
                  tone: "main" as const,
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
