import type { Locale } from "#core/press/page-data";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import type { Words } from "./words.ts";

const words: Readonly<Record<Locale, Words>> = { fr, en };

export const wordsFor = (locale: Locale): Words => words[locale];
