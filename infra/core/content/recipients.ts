import { z } from "zod";
import { SlugSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";

/** The places where most copies are, with what to do there in the language of those who do it. */
export const UsualRecipientsSchema = z.array(
  z.strictObject({
    /** Also its id in the register: entered twice, it is one. */
    key: SlugSchema,
    kind: z.enum(["app", "directory", "search", "partner"]),
    name: lineSchema(120),
    followsFeeds: z.boolean(),
    dueDays: z.int().min(1).max(30),
    how: z.strictObject({ fr: lineSchema(500), en: lineSchema(500) }),
  }),
);
export type UsualRecipients = z.output<typeof UsualRecipientsSchema>;
