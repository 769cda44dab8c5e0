/**
 * What authors write in `content/` is checked here and answered in sentences
 * that name the file and the field, because an author is no programmer. Reading
 * the file (YAML, Markdown) is the caller's work, so that this stays pure.
 */
import { z } from "zod";
import { reasonInWords, type ContentReason } from "./reasons.ts";
import { AppError } from "../errors.ts";
import { SlugSchema } from "../ids.ts";
import { lineSchema, textSchema } from "../text.ts";

/** Tags, comments and entities; "<3" and "a < b" are words that an author may want. */
const markup = /<[a-z/!?]|&(?:#\d+|#x[\da-f]+|[a-z]{2,31});/i;
/** A Markdown link to anything but the web, a mail address or a page of this site. */
const foreignLink = /\]\(\s*(?!https?:|mailto:|\/(?!\/)|#)/i;

/** The options of a zod refinement that is refused with one of our reasons. */
export function refusal(reason: ContentReason, params: Readonly<Record<string, unknown>> = {}) {
  return { params: { ...params, reason } };
}

/** One line of words for readers, without markup. */
export function plainLine(lengthMax: number) {
  return lineSchema(lengthMax).refine((text) => !markup.test(text), refusal("markup"));
}

/** The same words for French and for English readers. */
export function localizedLine(lengthMax: number) {
  return z.strictObject({ fr: plainLine(lengthMax), en: plainLine(lengthMax) });
}
export type LocalizedText = { readonly fr: string; readonly en: string };

/** Markdown without HTML in it, with links that lead to the web, to a mail address or within the site. */
export function markdownText(lengthMax: number) {
  return textSchema(lengthMax)
    .refine((text) => text !== "" && !markup.test(text), refusal("markup"))
    .refine((text) => !foreignLink.test(text), refusal("link"));
}

/** The name of a thing in addresses and files, refused in words: a pattern means nothing to an author. */
export const ContentSlugSchema = z
  .string()
  .refine((text) => SlugSchema.safeParse(text).success, refusal("slug"));

/** A year and a month, `2018-11`. */
export const MonthSchema = z
  .string()
  .refine((text) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text), refusal("month"));

/** Refuses the second of two equal entries, at its own place in the list. */
export function withoutDuplicates<T>(keyOf: (entry: T) => string) {
  return (entries: readonly T[], context: z.core.$RefinementCtx) => {
    const seen = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const key = keyOf(entry);
      if (seen.has(key)) {
        context.addIssue({
          code: "custom",
          path: [index],
          ...refusal("duplicate", { value: key }),
        });
      }
      seen.add(key);
    }
  };
}

type Language = keyof LocalizedText;
const zodWords = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };
/** Our own refusals carry a reason; the rest has zod's words in that language. */
function errorMapFor(language: Language): z.core.$ZodErrorMap {
  return (issue) => {
    const params = issue.code === "custom" ? issue.params : undefined;
    const reason = params?.["reason"] as ContentReason | undefined;
    return reason === undefined
      ? zodWords[language](issue)
      : reasonInWords(reason, params)[language];
  };
}

function pathInWords(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

export type ContentProblem = {
  readonly file: string;
  /** Where in the file: `objectives[1].figures[0].value`; empty when the whole file is meant. */
  readonly field: string;
  readonly reason: LocalizedText;
};

export type ContentResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ContentProblem[] };

/**
 * Checks data read from a content file and reports every problem at once, each
 * with its field and a reason in both languages. A bad file is a value, not an
 * exception, so that the rest of the site goes on without it.
 */
export function checkContent<S extends z.ZodType>(
  schema: S,
  data: unknown,
  file: string,
): ContentResult<z.output<S>> {
  const inFrench = schema.safeParse(data, { error: errorMapFor("fr") });
  if (inFrench.success) return { ok: true, value: inFrench.data };
  const inEnglish = schema.safeParse(data, { error: errorMapFor("en") });
  const problems = inFrench.error.issues.map((issue, index) => ({
    file,
    field: pathInWords(issue.path),
    reason: { fr: issue.message, en: inEnglish.error?.issues[index]?.message ?? issue.message },
  }));
  return { ok: false, problems };
}

/**
 * As `checkContent`, for callers that cannot go on without the file: throws
 * `content-invalid` for the first problem (params file, field, problem, problemEn,
 * count), with the list of all problems as its cause.
 */
export function requireContent<S extends z.ZodType>(
  schema: S,
  data: unknown,
  file: string,
): z.output<S> {
  const result = checkContent(schema, data, file);
  if (result.ok) return result.value;
  const [first] = result.problems;
  const field = first?.field ?? "";
  const problem = first?.reason.fr ?? "";
  const problemEn = first?.reason.en ?? "";
  throw new AppError("content-invalid", {
    params: { file, field, problem, problemEn, count: result.problems.length },
    field,
    cause: result.problems,
  });
}
