import {
  type Notice,
  type NoticeAudience,
  noticeAudioFile,
  type NoticeLocale,
  type NoticeSection,
  type Sentence,
} from "#core/consent/notice";
import { noticeAudioKey } from "#core/consent/notice-address";
import { noticeWords } from "#core/consent/notice-words";
import type { VoixLine } from "#core/consent/voix-page";

/** One notice, with the recordings of it that exist. */
export type ShownNotice = {
  readonly version: string;
  readonly hash: string;
  readonly words: Notice;
  /** Files as `noticeAudioFile` names them. */
  readonly recordings: ReadonlySet<string>;
};

/** Says a sentence of the notice: its words, drawing and recording. */
export type Sentences = {
  readonly locale: NoticeLocale;
  readonly notice: ShownNotice;
  readonly audience: NoticeAudience;
  line<Section extends NoticeSection>(
    section: Section,
    key: keyof Notice[Section] & string,
    values?: Readonly<Record<string, string>>,
  ): VoixLine;
  lines<Section extends NoticeSection>(
    section: Section,
    ...keys: readonly (keyof Notice[Section] & string)[]
  ): readonly VoixLine[];
};

/** How a notice speaks to one kind of reader, for the screens. */
export function sentencesOf(
  notice: ShownNotice,
  locale: NoticeLocale,
  audience: NoticeAudience,
): Sentences {
  const say = noticeWords(notice.words, audience);
  const line: Sentences["line"] = (section, key, values) => {
    const sentence = (notice.words[section] as Readonly<Record<string, Sentence>>)[key];
    if (sentence === undefined) throw new RangeError(`the notice has no ${section}.${key}`);
    const isOther = audience === "guardian" && sentence.guardian !== undefined;
    const file = noticeAudioFile(locale, `${section}-${key}`, isOther ? "guardian" : "self");
    return {
      text: say(sentence, values),
      picto: sentence.picto,
      ...(notice.recordings.has(file) ? { audio: `/${noticeAudioKey(notice.hash, file)}` } : {}),
    };
  };
  return {
    locale,
    notice,
    audience,
    line,
    lines: (section, ...keys) => keys.map((key) => line(section, key)),
  };
}
