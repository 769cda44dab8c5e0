import { z } from "zod";

/**
 * Text that a person typed, made safe to store and to put into XML 1.0, JSON and
 * tags: Unicode NFC, control characters, lone surrogates and non-characters
 * gone, white space at the ends gone. Markup is kept as it is: every place that
 * prints it escapes it.
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text.trim();
  return (
    text
      .toWellFormed()
      .normalize("NFC")
      .replace(/\r\n?/g, "\n")
      // eslint-disable-next-line no-control-regex -- these are what XML 1.0 cannot carry.
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF\uFFFD]/g, "")
      .trim()
  );
}

/**
 * Letters of Western Europe, their punctuation, tabs and line feeds: NFC leaves them as they are
 * (composing starts with the marks from U+0300 on), and none of them is taken out.
 */
const plain = /^[\t\n\u0020-\u007E\u00A0-\u02FF\u2010-\u2027]*$/;

/** A single line of text with limits; longer input is refused, never cut. */
export function lineSchema(lengthMax: number) {
  return z
    .string()
    .transform((text) => cleanText(text).replace(/\s+/g, " "))
    .pipe(z.string().min(1).max(lengthMax));
}

/** Text of several lines with limits. */
export function textSchema(lengthMax: number) {
  return z.string().transform(cleanText).pipe(z.string().max(lengthMax));
}

/** PSP-1: values are at most 255 characters unless stated otherwise. */
export const titleLengthMax = 255;
/** PSP-1: a description is at most 4,000 bytes; French text needs up to two bytes a letter. */
export const summaryLengthMax = 2_000;
