/**
 * ID3 and MP4 name languages with three letters (ISO 639-2/T), pages with two
 * (BCP 47). The table holds the official languages of the European Union and
 * those most spoken by newcomers in France; the source is ISO 639-2.
 */
// prettier-ignore
const threeLetters: Readonly<Record<string, string>> = {
  am: "amh", ar: "ara", bg: "bul", bm: "bam", bn: "ben", bs: "bos", ca: "cat", cs: "ces", da: "dan", de: "deu",
  el: "ell", en: "eng", es: "spa", et: "est", eu: "eus", fa: "fas", ff: "ful", fi: "fin", fr: "fra", ga: "gle",
  ha: "hau", he: "heb", hi: "hin", hr: "hrv", ht: "hat", hu: "hun", hy: "hye", it: "ita", ja: "jpn", ka: "kat",
  ko: "kor", ku: "kur", ln: "lin", lt: "lit", lv: "lav", mg: "mlg", mk: "mkd", mt: "mlt", nl: "nld", oc: "oci",
  pl: "pol", ps: "pus", pt: "por", ro: "ron", ru: "rus", sk: "slk", sl: "slv", so: "som", sq: "sqi", sr: "srp",
  sv: "swe", sw: "swa", ta: "tam", ti: "tir", tr: "tur", uk: "ukr", ur: "urd", vi: "vie", wo: "wol", yo: "yor",
  zh: "zho",
};

/** Promise: the three-letter code for a BCP 47 tag ("fr", "fr-CA", "kab"), or `und` for one that is not known. */
export function toThreeLetterLanguage(tag: string): string {
  const primary = tag.toLowerCase().split("-")[0] ?? "";
  return threeLetters[primary] ?? (/^[a-z]{3}$/.test(primary) ? primary : "und");
}
