/** A small fact card that fits its schema, as read from a file; tests change what they are about. */
export function aCard(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    slug: "un-projet",
    title: { fr: "Un projet", en: "A project" },
    holder: "Une association",
    call: "un-appel",
    wave: 1,
    waveDate: "2018-11",
    summary: { fr: "Ce que fait le projet.", en: "What the project does." },
    themes: ["sport"],
    objectives: [
      {
        text: "Accompagner 40 jeunes.",
        figures: [{ value: 40, kind: "people", label: { fr: "jeunes", en: "young people" } }],
      },
    ],
    addedValues: [{ text: "On essaie, puis on améliore." }],
    partners: [{ name: "Une association", kind: "member" }],
    territories: [{ label: "Lille", regionCodes: ["32"] }],
    regions: ["32"],
    publics: { text: "Jeunes", keys: ["jeunes"] },
    pathwayLength: { text: { fr: "6 mois", en: "6 months" }, monthsMin: 6, monthsMax: 6 },
    source: { document: "Une brochure", where: "1er projet" },
    presentation: "Le projet commence **ici**.",
    ...changes,
  };
}
