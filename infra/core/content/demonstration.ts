import { z } from "zod";
import { ScopeSchema } from "../consent/consent.ts";
import { SlugSchema } from "../ids.ts";
import { SpeakerSchema } from "../speaker.ts";
import { lineSchema, summaryLengthMax, textSchema, titleLengthMax } from "../text.ts";

/** content/demo/demo.yaml: the recordings that the first start runs through the production pipeline. */
export const DemonstrationSchema = z.object({
  /** What every speaker of the demonstration says yes to, on paper. */
  grants: z.array(ScopeSchema),
  recordings: z.array(
    z.object({
      file: z.string(),
      textKey: z.string(),
      show: SlugSchema,
      title: lineSchema(titleLengthMax),
      summary: textSchema(summaryLengthMax),
      speakers: z.array(SpeakerSchema.pick({ id: true, role: true, firstName: true })),
      /** The file of an earlier recording that this one follows up, or whose other half it is. */
      followUpOf: z.string().optional(),
      pairedWith: z.string().optional(),
      themes: z.array(SlugSchema),
      trade: z.object({ label: lineSchema(120) }).optional(),
      place: lineSchema(120).optional(),
      recordedOn: z.iso.date(),
    }),
  ),
});
export type Demonstration = z.output<typeof DemonstrationSchema>;

/** content/demo/texts.json: what is said, in one piece or by turns. */
export const SpokenTextsSchema = z.record(
  z.string(),
  z.union([z.string(), z.array(z.object({ speaker: z.string(), text: z.string() }))]),
);
export type SpokenTexts = z.output<typeof SpokenTextsSchema>;
