import type { Installation } from "#compose/installation";
import type { StudioRole } from "#core/studio/person";
import { AppError } from "#core/errors";
import { findPerson, listPeople, readEmail } from "#pipeline/studio/person-records";
import { invitePerson, removePerson } from "#pipeline/studio/people";
import type { Output } from "./output.ts";

export type PeopleAddOptions = {
  readonly role: StudioRole;
  readonly name?: string;
  readonly language: "fr" | "en";
};

/** `people add`: makes somebody one of the team; the link is printed, and sent where a mail server is named. */
export async function peopleAdd(
  { app }: Installation,
  email: string,
  options: PeopleAddOptions,
  output: Output,
): Promise<void> {
  const { role, language, name = email.split("@")[0] ?? email } = options;
  const { person, url, isSent } = await invitePerson(app, { email, role, language, name });
  output.result({ person, url, isSent }, [
    `${person.email} (${person.role})`,
    `  ${url}`,
    "  opens the studio once, within seven days: nobody can read it again",
  ]);
}

/** `people list`. */
export async function people({ app }: Installation, output: Output): Promise<void> {
  const all = (await listPeople(app)).map(({ person }) => person);
  output.result(
    { people: all },
    all.map(
      ({ email, role, joinedAt, leftAt }) =>
        `${role.padEnd(15)} ${email}${leftAt !== undefined ? "  left" : joinedAt === undefined ? "  invited" : ""}`,
    ),
  );
}

/** `people remove`: somebody leaves. */
export async function peopleRemove(
  { app }: Installation,
  email: string,
  output: Output,
): Promise<void> {
  const found = await findPerson(app, readEmail(email));
  if (found === undefined) throw new AppError("person-unknown");
  await removePerson(app, found.person.id);
  output.result({ removed: found.person.email }, [
    `${found.person.email} may not come in any more`,
  ]);
}
