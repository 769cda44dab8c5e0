import { z } from "zod";
import { InstantSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";

/**
 * What somebody of the team may do in the studio. A coach records and asks for
 * consent; communications writes and publishes project pages; an administrator
 * runs the place and may do what the others do. Nobody of them can say yes in a
 * participant's stead: no role has that.
 */
export const studioRoles = ["coach", "communications", "administrator"] as const;
const StudioRoleSchema = z.enum(studioRoles);
export type StudioRole = z.output<typeof StudioRoleSchema>;

/** Compared without case: nobody's mailbox differs from another's by a capital letter. */
export const EmailSchema = z
  .string()
  .transform((text) => text.normalize("NFC").trim().toLowerCase())
  .pipe(z.email().max(254));

export const PersonSchema = z.object({
  /** Opaque; it is what the consent ledger and statistics know of a member of staff. */
  id: z.string(),
  email: EmailSchema,
  name: lineSchema(80),
  role: StudioRoleSchema,
  language: z.enum(["fr", "en"]),
  invitedAt: InstantSchema,
  /** Absent until the invitation was accepted. */
  joinedAt: InstantSchema.optional(),
  /** Since when this person may not come in any more; their id stays where they acted. */
  leftAt: InstantSchema.optional(),
});
export type Person = z.output<typeof PersonSchema>;

/** Whether somebody may come in at all. */
export const isActive = ({ leftAt }: Person): boolean => leftAt === undefined;
