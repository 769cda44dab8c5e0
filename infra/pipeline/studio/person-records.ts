import { AppError } from "#core/errors";
import { EmailSchema, isActive, type Person, PersonSchema } from "#core/studio/person";
import {
  peopleListing,
  personOfEmailPartition,
  personOfSort,
  personPartition,
  personSort,
} from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { everyPage } from "../every-page.ts";

const PersonOfSchema = z.object({ personId: z.string() });

export type StoredPerson = { readonly person: Person; readonly version: number };

/** Records are found by a keyed hash of the address: no key holds anybody's name. */
export const emailHash = (app: App, email: string) => app.consent.hashAddress(`e-mail:${email}`);

/** An address as it is compared and kept. Throws `bad-email`. */
export function readEmail(typed: string): string {
  const email = EmailSchema.safeParse(typed);
  if (!email.success) throw new AppError("bad-email", { field: "email" });
  return email.data;
}

/** A member of staff by their id, with the version that a write expects; undefined when there is none. */
export async function readPerson(app: App, id: string): Promise<StoredPerson | undefined> {
  const stored = await app.records.get({ partition: personPartition(id), sort: personSort });
  return stored && { person: PersonSchema.parse(stored.body), version: stored.version };
}

/** As `readPerson`; throws `person-unknown`. */
export async function requirePerson(app: App, id: string): Promise<StoredPerson> {
  const found = await readPerson(app, id);
  if (found === undefined) throw new AppError("person-unknown");
  return found;
}

/** A member of staff by their e-mail address, however it is spelled; undefined when there is none. */
export async function findPerson(app: App, email: string): Promise<StoredPerson | undefined> {
  const partition = personOfEmailPartition(emailHash(app, email));
  const stored = await app.records.get({ partition, sort: personOfSort });
  return stored && readPerson(app, PersonOfSchema.parse(stored.body).personId);
}

/** Everybody, those who left too, in the order in which they were invited. */
export async function listPeople(app: App): Promise<readonly StoredPerson[]> {
  const people: StoredPerson[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(peopleListing, from)))
    for (const { body, version } of page.records)
      people.push({ person: PersonSchema.parse(body), version });
  return people;
}

/** The write that keeps a person, if their record is still the version that was read. */
export function personWrite(person: Person, version: number | "absent"): RecordWrite {
  return {
    kind: "put",
    partition: personPartition(person.id),
    sort: personSort,
    body: PersonSchema.parse(person),
    expect: version === "absent" ? "absent" : { version },
    listing: { list: peopleListing, order: `${person.invitedAt}#${person.id}` },
  };
}

/** Two writes of which only one can succeed for an address. */
export const newPersonWrites = (app: App, person: Person): readonly RecordWrite[] => [
  personWrite(person, "absent"),
  {
    kind: "put",
    partition: personOfEmailPartition(emailHash(app, person.email)),
    sort: personOfSort,
    body: PersonOfSchema.parse({ personId: person.id }),
    expect: "absent",
  },
];

/**
 * What makes sure that somebody can still run the place when this administrator
 * no longer does: another one, who must still be one when the change is written.
 * Throws `last-administrator`.
 */
export async function anotherAdministrator(app: App, id: string): Promise<RecordWrite> {
  const other = (await listPeople(app)).find(
    ({ person }) => person.id !== id && person.role === "administrator" && isActive(person),
  );
  if (other === undefined) throw new AppError("last-administrator");
  return {
    kind: "check",
    partition: personPartition(other.person.id),
    sort: personSort,
    expect: { version: other.version },
  };
}
