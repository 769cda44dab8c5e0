import { z } from "zod";
import { AppError } from "../errors.ts";

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
  /** Other spellings met in documents: short forms, former names. */
  readonly spellings: readonly string[];
};

export const regions: readonly Region[] = [
  { code: "01", fr: "Guadeloupe", en: "Guadeloupe", overseas: true, spellings: [] },
  { code: "02", fr: "Martinique", en: "Martinique", overseas: true, spellings: [] },
  {
    code: "03",
    fr: "Guyane",
    en: "French Guiana",
    overseas: true,
    spellings: ["Guyane française"],
  },
  {
    code: "04",
    fr: "La Réunion",
    en: "Réunion",
    overseas: true,
    spellings: ["Réunion", "Île de La Réunion"],
  },
  { code: "06", fr: "Mayotte", en: "Mayotte", overseas: true, spellings: [] },
  {
    code: "11",
    fr: "Île-de-France",
    en: "Île-de-France",
    overseas: false,
    spellings: ["IDF", "Région parisienne"],
  },
  {
    code: "24",
    fr: "Centre-Val de Loire",
    en: "Centre-Val de Loire",
    overseas: false,
    spellings: ["Centre", "CVL"],
  },
  {
    code: "27",
    fr: "Bourgogne-Franche-Comté",
    en: "Bourgogne-Franche-Comté",
    overseas: false,
    spellings: ["Bourgogne", "Franche-Comté", "BFC"],
  },
  {
    code: "28",
    fr: "Normandie",
    en: "Normandy",
    overseas: false,
    spellings: ["Haute-Normandie", "Basse-Normandie"],
  },
  {
    code: "32",
    fr: "Hauts-de-France",
    en: "Hauts-de-France",
    overseas: false,
    spellings: ["HDF", "Nord-Pas-de-Calais", "Nord-Pas-de-Calais-Picardie", "Picardie"],
  },
  {
    code: "44",
    fr: "Grand Est",
    en: "Grand Est",
    overseas: false,
    spellings: ["Alsace", "Lorraine", "Champagne-Ardenne"],
  },
  {
    code: "52",
    fr: "Pays de la Loire",
    en: "Pays de la Loire",
    overseas: false,
    spellings: ["PDL", "Région Pays de la Loire"],
  },
  { code: "53", fr: "Bretagne", en: "Brittany", overseas: false, spellings: ["BZH"] },
  {
    code: "75",
    fr: "Nouvelle-Aquitaine",
    en: "Nouvelle-Aquitaine",
    overseas: false,
    spellings: ["Aquitaine", "Limousin", "Poitou-Charentes"],
  },
  {
    code: "76",
    fr: "Occitanie",
    en: "Occitanie",
    overseas: false,
    spellings: ["Languedoc-Roussillon", "Midi-Pyrénées"],
  },
  {
    code: "84",
    fr: "Auvergne-Rhône-Alpes",
    en: "Auvergne-Rhône-Alpes",
    overseas: false,
    spellings: ["ARA", "AURA", "Auvergne", "Rhône-Alpes", "Auvergne-Rhônes-Alpes"],
  },
  {
    code: "93",
    fr: "Provence-Alpes-Côte d’Azur",
    en: "Provence-Alpes-Côte d’Azur",
    overseas: false,
    spellings: ["PACA", "Région Sud", "Provence"],
  },
  { code: "94", fr: "Corse", en: "Corsica", overseas: false, spellings: [] },
];

/** Letters and digits only, without accents or case, so that "Ile de France" meets "Île-de-France". */
function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "");
}

const regionBySpelling = new Map(
  regions.flatMap((region) =>
    [region.code, region.fr, region.en, ...region.spellings].map(
      (spelling) => [folded(spelling), region] as const,
    ),
  ),
);

/** The region that a code or any known spelling means, in either language; undefined when none does. */
export function findRegion(spelling: string): Region | undefined {
  return regionBySpelling.get(folded(spelling));
}

/** As `findRegion`, but refuses what it does not know with `region-unknown` (param value). */
export function requireRegion(spelling: string): Region {
  const region = findRegion(spelling);
  if (region === undefined) throw new AppError("region-unknown", { params: { value: spelling } });
  return region;
}

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
