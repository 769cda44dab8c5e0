import type { Person } from "#core/studio/person";
import type { App } from "#pipeline/app";
import { listPeople } from "#pipeline/studio/person-records";
import { invitePerson } from "#pipeline/studio/people";

/** Addresses that belong to nobody (RFC 2606): codes for them are read on this machine. */
const demonstrationTeam = [
  { email: "admin@example.org", name: "Camille", role: "administrator", language: "fr" },
  { email: "coach@example.org", name: "Sacha", role: "coach", language: "fr" },
] as const;

/**
 * Makes up a team for the demonstration, where nobody is of the team yet and the
 * site shows demonstration recordings only. Returns whoever of it is there.
 */
export async function ensureDemonstrationTeam(
  app: App,
): Promise<readonly Pick<Person, "email" | "role">[]> {
  const isDemonstration = app.content.shows.every(({ demonstration }) => demonstration);
  const people = await listPeople(app);
  if (people.length === 0 && isDemonstration)
    for (const person of demonstrationTeam) await invitePerson(app, person);
  const emails = new Set<string>(demonstrationTeam.map(({ email }) => email));
  return (await listPeople(app))
    .map(({ person }) => person)
    .filter(({ email, leftAt }) => emails.has(email) && leftAt === undefined);
}
