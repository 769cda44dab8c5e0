import { escapeXml, round, textBlock, type TextStyle } from "../content/card-text.ts";
import { spacedCode } from "./code-alphabet.ts";
import type { Controller } from "./controller.ts";
import type { Notice, NoticeAudience } from "./notice.ts";
import { noticeWords } from "./notice-words.ts";
import { qrPath, quietZoneModules } from "../picture/qr-path.ts";
import type { PlainReceipt, ReceiptLine } from "./receipt.ts";

/** A5, portrait (ISO 216). */
const widthMm = 148;
const heightMm = 210;
const marginMm = 11;
const innerMm = widthMm - 2 * marginMm;
const ink = "#26172d";

export type ConsentCard = {
  readonly notice: Notice;
  readonly audience?: NoticeAudience;
  readonly receipt: PlainReceipt;
  readonly controller: Pick<Controller, "name" | "postalAddress" | "email">;
  /** To be typed: without the scheme, `paroles.example/voix`. */
  readonly address: string;
  /** Sees and withdraws, for years. */
  readonly lastingCode: string;
  /** One answer each. */
  readonly onceCodes: readonly string[];
  /** Of `cardLink`. */
  readonly qr: readonly (readonly boolean[])[];
};

/** What the card's square opens. The code stands behind the #, which browsers send to nobody. */
export function cardLink(origin: string, lastingCode: string): string {
  return `${origin}/voix/#${lastingCode}`;
}

/** The address as people type it. */
export function cardAddress(origin: string): string {
  return `${origin.replace(/^https?:\/\//, "")}/voix`;
}

/** Puts blocks under each other, from the edge where reading starts. */
function createPage({ notice, audience }: Pick<ConsentCard, "notice" | "audience">) {
  const { direction } = notice;
  const parts: string[] = [];
  let y = marginMm;
  const startX = (insetMm = 0) =>
    direction === "rtl" ? widthMm - marginMm - insetMm : marginMm + insetMm;
  return {
    say: noticeWords(notice, audience),
    text(text: string, style: TextStyle, insetMm = 0, blockMm = innerMm - insetMm) {
      const block = textBlock(
        text,
        { xMm: startX(insetMm), yMm: y, widthMm: blockMm },
        direction,
        style,
      );
      parts.push(block.svg);
      y += block.heightMm;
    },
    space(millimetres: number) {
      y += millimetres;
    },
    rule() {
      parts.push(
        `<path d="M${marginMm} ${round(y)}h${innerMm}" stroke="${ink}" stroke-width=".4"/>`,
      );
    },
    /** Something drawn in a square at the reading edge, so much below the top of the line that follows. */
    mark(svg: string, sizeMm: number, downMm = 0) {
      const x = direction === "rtl" ? startX() - sizeMm : startX();
      parts.push(`<g transform="translate(${round(x)} ${round(y + downMm)})">${svg}</g>`);
    },
    /** Something at the far edge, from the present height on. */
    far(svg: string, sizeMm: number) {
      const x = direction === "rtl" ? marginMm : widthMm - marginMm - sizeMm;
      parts.push(`<g transform="translate(${round(x)} ${round(y)})">${svg}</g>`);
    },
    at: () => y,
    atLeast(height: number) {
      y = Math.max(y, height);
    },
    svg: (title: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${widthMm} ${heightMm}"` +
      ` lang="${notice.language}" fill="${ink}" font-family="Atkinson Hyperlegible Next, Noto Sans Arabic, DejaVu Sans, sans-serif" role="img" aria-label="${escapeXml(title)}">` +
      `<rect width="${widthMm}" height="${heightMm}" fill="#fff"/>${parts.join("")}</svg>`,
  };
}
type Page = ReturnType<typeof createPage>;

const title: TextStyle = { sizeMm: 8.4, weight: "700" };
const heading: TextStyle = { sizeMm: 5.4, weight: "700" };
const body: TextStyle = { sizeMm: 4.4 };
const strong: TextStyle = { sizeMm: 4.4, weight: "700" };
const small: TextStyle = { sizeMm: 3.7 };
const code: TextStyle = { sizeMm: 7, weight: "700", code: true };

/**
 * The card that a person keeps, both sides, ready to print: what they answered,
 * the square and the code that take it back, the codes for later. The same card
 * in a right-to-left language is laid out from the right; codes never turn round.
 */
export function consentCardSvg(card: ConsentCard): {
  readonly front: string;
  readonly back: string;
} {
  return { front: front(card), back: back(card) };
}

function front(card: ConsentCard): string {
  const page = createPage(card);
  const { notice, receipt } = card;
  page.text(page.say(notice.card.title), title);
  page.text(page.say(notice.card.yours), body);
  page.space(3);
  page.rule();
  page.space(3);
  page.text(page.say(notice.card.agreed), heading);
  page.space(1);
  for (const line of receipt.lines) answerLine(page, notice.language, line);
  page.space(1);
  page.rule();
  page.space(3);
  withdrawal(page, card);
  return page.svg(receipt.title);
}

function answerLine(page: Page, language: string, line: ReceiptLine): void {
  const { label, answer, mark, details } = line;
  // French sets a space before a colon that never breaks.
  const colon = language === "fr" ? "\u00A0: " : ": ";
  page.mark(marks[mark], 4.4);
  page.text(`${label}${colon}${answer}`, strong, 6.5);
  if (details.length > 0) page.text(details.join(" · "), small, 6.5);
  page.space(1);
}

function withdrawal(page: Page, card: ConsentCard): void {
  const { notice } = card;
  const qrMm = 38;
  const textMm = innerMm - qrMm - 4;
  page.text(page.say(notice.card["withdraw-title"]), heading);
  page.space(1.5);
  const top = page.at();
  page.far(qrSvg(card.qr, qrMm), qrMm);
  const steps = [
    page.say(notice.card["step-open"], { address: card.address }),
    page.say(notice.card["step-code"]),
    page.say(notice.card["step-touch"]),
  ];
  for (const [index, step] of steps.entries()) {
    page.mark(stepMark(index + 1), 5.6);
    page.text(step, body, 7.5, textMm - 7.5);
    page.space(1.6);
  }
  page.atLeast(top + qrMm);
  page.space(2.5);
  page.text(page.say(notice.card["lasting-code"]), strong);
  page.space(0.8);
  page.text(spacedCode(card.lastingCode), code);
  page.space(2);
  page.text(page.say(notice.card["no-consequence"]), body);
}

function back(card: ConsentCard): string {
  const page = createPage(card);
  const { notice, receipt, controller } = card;
  page.text(page.say(notice.card["once-codes"]), heading);
  page.space(3);
  for (const [index, text] of card.onceCodes.entries()) {
    page.mark(stepMark(index + 1), 5.6, 1.6);
    page.text(spacedCode(text), code, 9);
    page.space(3.5);
  }
  page.text(page.say(notice.card.secret), strong);
  page.text(page.say(notice.end.lost), body);
  page.space(3);
  page.rule();
  page.space(3);
  page.text(page.say(notice.card["no-phone"], { address: controller.postalAddress }), body);
  page.space(1);
  for (const sentence of receipt.withdrawal.slice(2)) page.text(sentence, body);
  page.space(3);
  page.rule();
  page.space(3);
  page.text(page.say(notice.who.controller, { controller: controller.name }), small);
  page.text(page.say(notice.rights.complaint), small);
  page.text(page.say(notice.card.found, { email: controller.email }), small);
  page.space(2);
  page.text(
    [receipt.answeredOn, receipt.notice].filter((part) => part !== undefined).join(" · "),
    small,
  );
  return page.svg(receipt.title);
}

/** Drawn, not typed: a font may lack the signs, and a difference of shape survives a grey printer. */
const stroke = `fill="none" stroke="${ink}" stroke-width=".8" stroke-linecap="round" stroke-linejoin="round"`;
const marks: Readonly<Record<ReceiptLine["mark"], string>> = {
  yes: `<path d="M.4 2.6l1.4 1.4L4.2 1" ${stroke}/>`,
  no: `<path d="M.8 1.2l2.8 2.8M3.6 1.2.8 4" ${stroke}/>`,
  waiting: `<circle cx=".8" cy="2.8" r=".55"/><circle cx="2.4" cy="2.8" r=".55"/><circle cx="4" cy="2.8" r=".55"/>`,
};

function stepMark(step: number): string {
  return (
    `<circle cx="2.8" cy="2.8" r="2.8"/>` +
    `<text x="2.8" y="4.15" font-size="3.9" font-weight="700" text-anchor="middle" fill="#fff">${step}</text>`
  );
}

function qrSvg(matrix: ConsentCard["qr"], sizeMm: number): string {
  const modules = matrix.length + 2 * quietZoneModules;
  const scale = sizeMm / modules;
  return (
    `<rect width="${sizeMm}" height="${sizeMm}" fill="#fff"/>` +
    `<path transform="scale(${scale.toFixed(5)}) translate(${quietZoneModules} ${quietZoneModules})" fill="#000" shape-rendering="crispEdges" d="${qrPath(matrix)}"/>`
  );
}
