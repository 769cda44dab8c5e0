import { NameChoiceSchema, type Scope, ScopeSchema } from "#core/consent/consent";
import { DurationSchema } from "#core/consent/terms";
import { InstantSchema } from "#core/ids";
import { draftSort, episodePartition } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { asRead } from "#ports/records-rules";
import { z } from "zod";
import type { App } from "../app.ts";
import { retryOnConflict } from "../episode/episode-records.ts";
import type { Session } from "./session-records.ts";

const DraftAnswerSchema = z.object({
  scope: ScopeSchema,
  answer: z.enum(["yes", "no", "later"]),
  /** What the page showed (`shownHash`). */
  shownHash: z.string(),
  nameChoice: NameChoiceSchema.optional(),
  /** The notice that the page showed. */
  notice: z.object({ version: z.string(), locale: z.string(), hash: z.string() }),
  at: InstantSchema,
});
export type DraftAnswer = z.output<typeof DraftAnswerSchema>;

/** Answers that were given screen by screen and not confirmed yet; they decide nothing. */
const DraftSchema = z.object({
  answers: z.array(DraftAnswerSchema).default([]),
  duration: DurationSchema.optional(),
  understanding: z
    .array(z.object({ question: z.enum(["mind", "place", "copies"]), choice: z.string().max(60) }))
    .max(100)
    .default([]),
  spokenEvidenceKey: z.string().optional(),
});
export type Draft = z.output<typeof DraftSchema>;

type Whose = Pick<Session, "episodeId" | "speakerId" | "signatoryId">;
const placeOf = ({ episodeId, speakerId, signatoryId }: Whose) => ({
  partition: episodePartition(episodeId),
  sort: draftSort(speakerId, signatoryId),
});

/** The draft of a signatory, empty when there is none. */
export async function readDraft(
  app: App,
  whose: Whose,
): Promise<{ readonly draft: Draft; readonly version: number | undefined }> {
  const record = await app.records.get(placeOf(whose));
  return { draft: DraftSchema.parse(record?.body ?? {}), version: record?.version };
}

/** Changes the draft of a signatory, whatever another device of theirs has changed meanwhile. */
export async function changeDraft(
  app: App,
  whose: Whose,
  change: (draft: Draft) => Draft,
): Promise<Draft> {
  return retryOnConflict(async () => {
    const { draft, version } = await readDraft(app, whose);
    const body = DraftSchema.parse(change(draft));
    await app.records.commit([{ kind: "put", ...placeOf(whose), body, expect: asRead(version) }]);
    return body;
  });
}

/** The write that ends a draft, if it is still the one that was read. */
export function endDraft(whose: Whose, version: number | undefined): readonly RecordWrite[] {
  if (version === undefined) return [];
  return [{ kind: "delete", ...placeOf(whose), expect: { version } }];
}

/** The answer to one question, in place of an earlier one. */
export function withAnswer(draft: Draft, answer: DraftAnswer): Draft {
  const others = draft.answers.filter(({ scope }) => scope !== answer.scope);
  return { ...draft, answers: [...others, answer] };
}

/** The scopes that a draft says yes to. */
export const yesesOf = ({ answers }: Draft): readonly Scope[] =>
  answers.filter(({ answer }) => answer === "yes").map(({ scope }) => scope);
