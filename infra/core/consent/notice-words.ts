import { frenchSpacing } from "../content/french-spacing.ts";
import { type Notice, type NoticeAudience, type Sentence, sentenceText } from "./notice.ts";

/** Says a sentence of one notice to one kind of reader, with its values in place. */
export type Say = (sentence: Sentence, values?: Readonly<Record<string, string>>) => string;

/**
 * How a notice speaks: to whom, with French spaces in French, and with values
 * kept in one piece in a right-to-left sentence (an address, a version or a name
 * in another script; Unicode's first strong isolate, UAX 9).
 */
export function noticeWords(notice: Notice, audience: NoticeAudience = "self"): Say {
  const isRtl = notice.direction === "rtl";
  return (sentence, values = {}) => {
    const placed = Object.entries(values).map(([name, value]): [string, string] => [
      name,
      isRtl ? `\u2068${value}\u2069` : value,
    ]);
    const text = sentenceText(sentence, audience, Object.fromEntries(placed));
    return notice.language === "fr" ? frenchSpacing(text) : text;
  };
}
