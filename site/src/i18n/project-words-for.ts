import type { Locale } from "#core/press/page-data";
import { projectWordsEn } from "./project-words-en.ts";
import { projectWordsFr } from "./project-words-fr.ts";
import type { ProjectWords } from "./project-words.ts";

const words: Readonly<Record<Locale, ProjectWords>> = { fr: projectWordsFr, en: projectWordsEn };

export const projectWordsFor = (locale: Locale): ProjectWords => words[locale];
