import { z } from "zod";

/**
 * The 18 French regions in force since 1 January 2016, five of them overseas,
 * with the codes of the Code officiel géographique (INSEE). Public fact, so it
 * lives in code: the map, the filters and the fact cards must never disagree.
 */
export type Region = {
  /** INSEE code, always two digits: "01" to "06" are overseas. */
  readonly code: string;
  readonly fr: string;
  readonly en: string;
  readonly overseas: boolean;
};

export const regions: readonly Region[] = [
  { code: "01", fr: "Guadeloupe", en: "Guadeloupe", overseas: true },
  { code: "02", fr: "Martinique", en: "Martinique", overseas: true },
  { code: "03", fr: "Guyane", en: "French Guiana", overseas: true },
  { code: "04", fr: "La Réunion", en: "Réunion", overseas: true },
  { code: "06", fr: "Mayotte", en: "Mayotte", overseas: true },
  { code: "11", fr: "Île-de-France", en: "Île-de-France", overseas: false },
  { code: "24", fr: "Centre-Val de Loire", en: "Centre-Val de Loire", overseas: false },
  { code: "27", fr: "Bourgogne-Franche-Comté", en: "Bourgogne-Franche-Comté", overseas: false },
  { code: "28", fr: "Normandie", en: "Normandy", overseas: false },
  { code: "32", fr: "Hauts-de-France", en: "Hauts-de-France", overseas: false },
  { code: "44", fr: "Grand Est", en: "Grand Est", overseas: false },
  { code: "52", fr: "Pays de la Loire", en: "Pays de la Loire", overseas: false },
  { code: "53", fr: "Bretagne", en: "Brittany", overseas: false },
  { code: "75", fr: "Nouvelle-Aquitaine", en: "Nouvelle-Aquitaine", overseas: false },
  { code: "76", fr: "Occitanie", en: "Occitanie", overseas: false },
  { code: "84", fr: "Auvergne-Rhône-Alpes", en: "Auvergne-Rhône-Alpes", overseas: false },
  {
    code: "93",
    fr: "Provence-Alpes-Côte d’Azur",
    en: "Provence-Alpes-Côte d’Azur",
    overseas: false,
  },
  { code: "94", fr: "Corse", en: "Corsica", overseas: false },
];

/** An INSEE code of one of the 18 regions, written exactly: two digits in quotes. */
export const RegionCodeSchema = z.string().superRefine((value, context) => {
  if (!regions.some((region) => region.code === value)) {
    context.addIssue({ code: "custom", params: { reason: "region", value } });
  }
});

/** The codes that "all of metropolitan France" or "all of overseas France" stand for. */
export function regionCodesOf(part: "metropolitan" | "overseas"): readonly string[] {
  return regions
    .filter((region) => region.overseas === (part === "overseas"))
    .map((region) => region.code);
}
