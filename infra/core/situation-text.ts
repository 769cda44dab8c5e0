import { adultOnOf } from "./consent/terms.ts";
import { AppError } from "./errors.ts";
import { type Situation, SituationSchema } from "./speaker.ts";

/** How a situation is written on one line: its kind, then what it needs, with commas. */
export const situationForms = [
  "adult",
  "minor,born=2009-05-04,holders=2",
  "minor,born=2009-05-04,holders=1,proof=<reference>",
  "emancipated-minor,proof=<reference>",
  "protected-adult,proof=<reference>",
  "detained",
  "detained,authorisation=<reference>",
  "minor-in-criminal-proceedings",
] as const;

/**
 * Reads a voice's legal situation from one line. A minor's day of birth becomes
 * the day on which they are of age, and is not kept; holders of parental authority
 * become g1, g2, …, and one alone needs the reference of what says so (a judgment,
 * a delegation). The written consent of a detained person comes with its scan.
 * Throws `situation-unknown`, with what was written and the forms there are.
 */
export function parseSituation(text: string): Situation {
  const [kind = "", ...parts] = text.split(",").map((part) => part.trim());
  const told = new Map(
    parts.map((part): [string, string] => {
      const at = part.indexOf("=");
      return at < 0 ? [part, ""] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
  const proof = told.get("proof");
  const known = SituationSchema.safeParse(detailsOf(kind, told, proof));
  const keys = allowedKeys[kind] ?? [];
  if (known.success && [...told.keys()].every((key) => keys.includes(key))) return known.data;
  throw new AppError("situation-unknown", {
    field: "situation",
    params: { text: text.slice(0, 100), known: situationForms.join("; ") },
  });
}

const allowedKeys: Readonly<Record<string, readonly string[]>> = {
  adult: [],
  minor: ["born", "holders", "proof"],
  "emancipated-minor": ["proof"],
  "protected-adult": ["proof"],
  detained: ["authorisation"],
  "minor-in-criminal-proceedings": [],
};

function detailsOf(kind: string, told: ReadonlyMap<string, string>, proof: string | undefined) {
  switch (kind) {
    case "minor": {
      const count = Number(told.get("holders") ?? "2");
      const born = told.get("born") ?? "";
      return {
        kind,
        holders: Array.from(
          { length: count >= 1 && count <= 4 ? count : 0 },
          (_, i) => `g${i + 1}`,
        ),
        // Without it nobody would be asked again on the day on which they decide alone.
        adultOn:
          /^\d{4}-\d{2}-\d{2}$/.test(born) && !Number.isNaN(Date.parse(born))
            ? adultOnOf(born)
            : "unknown",
        ...(proof === undefined ? {} : { soleAuthorityProof: proof }),
      };
    }
    case "protected-adult":
      return { kind, guardian: "g1", proof };
    case "detained": {
      const authorisation = told.get("authorisation");
      return { kind, ...(authorisation === undefined ? {} : { authorisation }) };
    }
    default:
      return { kind, ...(proof === undefined ? {} : { proof }) };
  }
}
