import { AppError } from "../errors.ts";
import type { Situation } from "../speaker.ts";

/** Fields of a form, by name; several of a name where a box can be ticked more than once. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/** As many voices as a story can have. */
export const speakersMax = 6;
export const situationKinds = [
  "adult",
  "minor",
  "emancipated-minor",
  "protected-adult",
  "detained",
  "minor-in-criminal-proceedings",
] as const satisfies readonly Situation["kind"][];

/** The name of a field about one voice, counted from 1. */
export const voiceField = (
  number: number,
  field:
    | "prenom"
    | "role"
    | "langue"
    | "situation"
    | "preuve"
    | "titulaires"
    | "majorite"
    | "autorisation",
) => `voix-${number}-${field}`;

const textOf = (fields: FormFields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value.trim() : "";
};

const listOf = (fields: FormFields, name: string): readonly string[] => {
  const value = fields[name] ?? [];
  return (typeof value === "string" ? [value] : value).filter((one) => one !== "");
};

const ifGiven = <Name extends string>(name: Name, value: string) =>
  (value === "" ? {} : { [name]: value }) as { readonly [Key in Name]?: string };

/**
 * What the coach's form tells about a story, as `receiveEpisode` takes it; that
 * checks lengths and values. A voice without a first name is not one. Lines of
 * the typed text that start with "Name:" change who speaks. Throws `bad-field`
 * when no voice is named, or a situation lacks what the law asks to be told.
 */
export function readStoryForm(fields: FormFields) {
  const language = textOf(fields, "langue") || "fr";
  const speakers = Array.from({ length: speakersMax }, (_, index) => index + 1)
    .filter((number) => textOf(fields, voiceField(number, "prenom")) !== "")
    .map((number, index) => ({
      id: `s${index + 1}`,
      role: roleOf(textOf(fields, voiceField(number, "role"))),
      firstName: textOf(fields, voiceField(number, "prenom")),
      ...ifGiven("language", otherThan(language, textOf(fields, voiceField(number, "langue")))),
      situation: readSituation(fields, number),
    }));
  if (speakers.length === 0) throw missing(voiceField(1, "prenom"));
  const text = textOf(fields, "texte");
  return {
    title: textOf(fields, "titre"),
    summary: textOf(fields, "resume"),
    showSlug: textOf(fields, "serie"),
    language,
    themes: [...listOf(fields, "themes")],
    speakers,
    ...ifGiven("projectSlug", textOf(fields, "projet")),
    ...ifGiven("followUpOf", textOf(fields, "suite-de")),
    ...ifGiven("pairedWith", textOf(fields, "duo-avec")),
    ...ifGiven("trade", textOf(fields, "metier")),
    ...ifGiven("place", textOf(fields, "lieu")),
    ...ifGiven("recordedOn", textOf(fields, "enregistre-le")),
    ...(text === "" ? {} : { knownText: turnsOf(text, speakers) }),
  };
}

/** Said only where it says something: a voice that speaks the story's language has none of its own. */
const otherThan = (language: string, own: string): string => (own === language ? "" : own);

const missing = (field: string) =>
  new AppError("bad-field", { field, params: { field, problem: "missing" } });

const roles = ["talent", "professional", "apprentice", "coach"] as const;
const roleOf = (text: string) => roles.find((role) => role === text) ?? "talent";

function readSituation(fields: FormFields, number: number): Situation {
  const of = (field: Parameters<typeof voiceField>[1]) => textOf(fields, voiceField(number, field));
  const proof = () => {
    const given = of("preuve");
    if (given === "") throw missing(voiceField(number, "preuve"));
    return given;
  };
  const kind = situationKinds.find((one) => one === of("situation")) ?? "adult";
  switch (kind) {
    case "adult":
    case "minor-in-criminal-proceedings":
      return { kind };
    case "minor":
      // One holder alone needs a proof; without it, core keeps the story closed and says why.
      return {
        kind,
        holders: of("titulaires") === "1" ? ["g1"] : ["g1", "g2"],
        ...ifGiven("soleAuthorityProof", of("titulaires") === "1" ? of("preuve") : ""),
        ...ifGiven("adultOn", of("majorite")),
      };
    case "emancipated-minor":
      return { kind, proof: proof() };
    case "protected-adult":
      return { kind, guardian: "g1", proof: proof() };
    case "detained":
      return { kind, ...ifGiven("authorisation", of("autorisation")) };
  }
}

/** Turns of a typed text: a line that starts with a voice's first name and a colon begins that voice's turn. */
function turnsOf(
  text: string,
  speakers: readonly { readonly id: string; readonly firstName: string }[],
): { speakerId?: string; text: string }[] {
  const turns: { speakerId?: string; text: string }[] = [];
  const alone = speakers.length === 1 ? speakers[0]?.id : undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, name = "", rest = ""] = /^\s*([^:]{1,80}?)\s*:\s*(.*)$/.exec(line) ?? [];
    const speaker = speakers.find(
      ({ firstName }) => firstName.toLowerCase() === name.toLowerCase(),
    );
    const last = turns.at(-1);
    if (speaker !== undefined) turns.push({ speakerId: speaker.id, text: rest });
    else if (last !== undefined) last.text += `\n${line}`;
    else turns.push({ text: line, ...(alone === undefined ? {} : { speakerId: alone }) });
  }
  return turns
    .map((turn) => ({ ...turn, text: turn.text.trim() }))
    .filter((turn) => turn.text !== "");
}
