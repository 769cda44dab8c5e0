import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { parseFile } from "music-metadata";
import { expect, test } from "vitest";
import {
  type Notice,
  noticeLines,
  noticeLocales,
  noticeRecordings,
  pictograms,
} from "#core/consent/notice";
import { consentFolder, newestVersion, noticeIn } from "../../support/notice-files.ts";

const notices = noticeLocales.map((locale) => [locale, noticeIn(locale)] as const);
const wordsOf = (text: string) =>
  text
    .replace(/\{\w+\}/g, "x")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
const placeholders = (text = "") => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
/** Headings and buttons: not sentences. */
const labels = ["buttons", "receipt", "card", "duration"];
const shownTexts = (notice: Notice) =>
  noticeLines(notice).flatMap(({ id, section, sentence }) =>
    [sentence.text, sentence.guardian ?? ""]
      .filter((text) => text !== "")
      .map((text) => ({ id, section, text })),
  );

test("each language has exactly the same sentences, with the same pictograms and the same values in them", () => {
  const shape = (notice: Notice) =>
    noticeLines(notice).map(({ id, sentence }) => ({
      id,
      picto: sentence.picto,
      values: placeholders(sentence.text),
      forGuardians: sentence.guardian !== undefined,
    }));
  const [[, french], ...others] = notices as [(typeof notices)[number], ...typeof notices];
  for (const [locale, notice] of others) expect(shape(notice), locale).toEqual(shape(french));
});

test.each(notices)(
  "%s is written in short sentences: at most 22 words, 15 on average",
  (_locale, notice) => {
    const sentences = shownTexts(notice).filter(({ section }) => !labels.includes(section));
    const lengths = sentences.map(({ text }) => wordsOf(text).length);
    expect(sentences.filter(({ text }) => wordsOf(text).length > 22)).toEqual([]);
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThanOrEqual(
      15,
    );
  },
);

test.each(notices)(
  "%s says one idea at a time: one sentence, no brackets, no semicolon",
  (_locale, notice) => {
    const spoken = shownTexts(notice).filter(({ section }) => !labels.includes(section));
    const several = spoken.filter(
      ({ text }) => /[.!?؟]\s+[\p{L}«]/u.test(text.replace(/[?؟] /, " ")) || /;|؛/.test(text),
    );
    // The only questions with an answer behind them, and values that need a line of their own.
    expect(
      several
        .map(({ id }) => id)
        .filter((id) => !["end-lost", "erasure-backups", "errors-wait"].includes(id)),
    ).toEqual([]);
  },
);

test.each(notices)(
  "what %s says aloud has no value in it, which could not be recorded",
  (_locale, notice) => {
    for (const { file, words } of noticeRecordings(notice))
      expect(placeholders(words), file).toEqual([]);
  },
);

test("Arabic shows what it says: the same letters, with and without vowel signs", () => {
  const letters = (text: string) => text.normalize("NFC").replace(/[\u064b-\u0652\u0670]/g, "");
  for (const { id, sentence } of noticeLines(noticeIn("ar"))) {
    if (placeholders(sentence.text).length === 0 && !/[0-9A-Z]/.test(sentence.text)) {
      expect(letters(sentence.spoken ?? ""), id).toBe(letters(sentence.text));
    }
    if (sentence.guardian !== undefined && !/[0-9]/.test(sentence.guardian)) {
      expect(letters(sentence.guardianSpoken ?? ""), id).toBe(letters(sentence.guardian));
    }
  }
});

test.each(notices)(
  "%s tells everything that a yes needs to know, in words that mean it",
  (locale, notice) => {
    const { opening, who, public: shown, scopes, duration, withdrawal, rights, card } = notice;
    const says = (sentence: { text: string }, ...patterns: Record<string, RegExp>[]) => {
      for (const pattern of patterns) expect(sentence.text).toMatch(pattern[locale] ?? /(?!)/);
    };
    // AC3, I14: before the questions, before a withdrawal and on the card.
    for (const sentence of [opening["no-consequence"], withdrawal.free, card["no-consequence"]]) {
      says(sentence, { fr: /ne change rien/, en: /changes nothing/, ar: /لا يغيّر شيئًا/ });
    }
    says(opening["change-mind"], {
      fr: /quand vous voulez, sans dire pourquoi/,
      en: /whenever you like, without saying why/,
      ar: /متى شئت، بدون ذكر السبب/,
    });
    expect(who.controller.text).toContain("{controller}");
    says(scopes["transcript-condition"], {
      fr: /seulement avec son texte/,
      en: /only be published together with its text/,
      ar: /مع نصّه فقط/,
    });
    says(scopes["platforms-delay"], {
      fr: /semaine.*n’obéissent pas/,
      en: /week.*not obey/,
      ar: /أسبوع.*لا تستجيب/,
    });
    for (const sentence of [shown.copies, withdrawal["copies-remain"], scopes["reuse-copies"]]) {
      says(sentence, {
        fr: /ne pouvons pas (la |les )?reprendre/,
        en: /cannot take .*back/,
        ar: /استرجاع/,
      });
    }
    says(duration.end, { fr: /tout est fermé/, en: /everything is closed/, ar: /يُغلق كلّ شيء/ });
    says(withdrawal["at-once"], { fr: /aussitôt/, en: /at once/, ar: /فورًا/ });
    says(rights.withdraw, {
      fr: /retirer votre oui à tout moment/,
      en: /at any time/,
      ar: /في أيّ وقت/,
    });
    says(rights.complaint, { fr: /CNIL/, en: /CNIL/, ar: /CNIL/ });
    says(rights["answer-time"], { fr: /un mois/, en: /one month/, ar: /شهر/ });
  },
);

test("the text is never called FALC, which only readers who tested it could allow", () => {
  for (const [, notice] of notices)
    expect(JSON.stringify(notice)).not.toMatch(/FALC|facile à lire/i);
});

test("no words promise that a voice could not be recognised", () => {
  for (const [, notice] of notices) expect(JSON.stringify(notice)).not.toMatch(/anonym|مجهول/i);
});

test("yes and no are as short as each other", () => {
  for (const [, { buttons }] of notices) {
    expect(Math.abs(wordsOf(buttons.yes.text).length - wordsOf(buttons.no.text).length)).toBe(0);
  }
});

test.each(notices)(
  "every sentence of %s can be heard, in its present words",
  async (locale, notice) => {
    const folder = join(consentFolder, newestVersion, "audio", locale);
    const made: Record<string, string> = JSON.parse(
      readFileSync(join(folder, "made.json"), "utf8"),
    );
    const files = noticeRecordings(notice).map(({ file }) => basename(file));
    expect(Object.keys(made).sort()).toEqual([...files].sort());
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith(".mp3"))
        .sort(),
    ).toEqual([...files].sort());
    for (const { file, words } of noticeRecordings(notice).filter((_, index) => index % 10 === 0)) {
      const { format } = await parseFile(join(consentFolder, newestVersion, file), {
        duration: true,
      });
      expect(format).toMatchObject({ codec: "MPEG 2 Layer 3", numberOfChannels: 1 });
      // A breath a word at the very least: an empty or cut recording is shorter.
      expect(format.duration ?? 0, file).toBeGreaterThan(0.3 + 0.15 * wordsOf(words).length);
    }
  },
);

test("all recordings together are light enough to be kept with the code", () => {
  const folders = noticeLocales.map((locale) =>
    join(consentFolder, newestVersion, "audio", locale),
  );
  const bytes = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => statSync(join(folder, name)).size),
  );
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6_000_000);
});

test("every pictogram is there, drawn in one colour that the page gives it", () => {
  const folder = join(consentFolder, "pictograms");
  expect(readdirSync(folder).sort()).toEqual(pictograms.map((name) => `${name}.svg`).sort());
  for (const name of pictograms) {
    const svg = readFileSync(join(folder, `${name}.svg`), "utf8");
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 64 64"/);
    expect(svg).not.toMatch(/#[0-9a-f]{3,6}|<script|<text|href|style=/i);
    expect(existsSync(join(folder, `${name}.svg`))).toBe(true);
  }
});
