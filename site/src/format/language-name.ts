/** The name of a language (BCP 47) in a language: `anglais` for `en` in `fr`. */
export function languageName(language: string, inLanguage: string): string {
  return new Intl.DisplayNames(inLanguage, { type: "language" }).of(language) ?? language;
}
