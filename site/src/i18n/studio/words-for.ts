import type { Locale } from "#core/press/page-data";
import { studioEn } from "./words-en.ts";
import { studioFr } from "./words-fr.ts";
import type { StudioWords } from "./words.ts";

const words: Readonly<Record<Locale, StudioWords>> = { fr: studioFr, en: studioEn };

export const studioWordsFor = (locale: Locale): StudioWords => words[locale];
