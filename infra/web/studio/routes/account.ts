import { changePerson } from "#pipeline/studio/people";
import { addPasskey, passkeysOf, removePasskey, startPasskey } from "#pipeline/studio/passkeys";
import { endSessionsOf, endStaffSession, sessionsOf } from "#pipeline/studio/staff-sessions";
import { field } from "../../desk.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";
import { jsonAnswer } from "../studio-problems.ts";

const account = "/studio/compte";

/** One's own account: where one is signed in, and with what keys. */
export function accountRoutes(desk: StudioDesk): void {
  const { app, cookies } = desk;
  desk.team("GET /studio/compte", async (here) => {
    const { person, session } = here;
    const [sessions, keys] = await Promise.all([
      sessionsOf(app, person.id),
      passkeysOf(app, person.id),
    ]);
    return here.show(
      {
        name: "account",
        email: person.email,
        personName: person.name,
        language: person.language,
        sessions: sessions.map(({ id, device, how, seenAt }) => ({
          id,
          device,
          how,
          seenAt,
          isThisOne: id === session.id,
        })),
        passkeys: keys.map(({ id, name, createdAt, usedAt }) => ({
          id,
          name,
          createdAt,
          ...(usedAt === undefined ? {} : { usedAt }),
        })),
      },
      { area: "account" },
    );
  });
  desk.team("POST /studio/compte", async ({ person, form }) => {
    await changePerson(app, person.id, { name: field(form, "nom") });
    return `${account}?m=saved`;
  });

  desk.team("POST /studio/compte/cle/demande", async ({ person, session }) =>
    jsonAnswer(await startPasskey(app, person, session.id)),
  );
  desk.team("POST /studio/compte/cle", async ({ person, session, json }) => {
    const name = session.device === "" ? person.name : session.device;
    await addPasskey(app, person, session.id, { answer: json, name });
    return jsonAnswer({ added: true });
  });
  desk.team("POST /studio/compte/cle/:key/retirer", async ({ context, person }) => {
    await removePasskey(app, person.id, context.req.param("key") ?? "");
    return `${account}?m=passkey-removed`;
  });

  desk.team("POST /studio/compte/sessions/:session/fermer", async (here) => {
    const id = here.context.req.param("session");
    const found = (await sessionsOf(app, here.person.id)).find((session) => session.id === id);
    if (found !== undefined) await endStaffSession(app, found);
    return found?.id === here.session.id ? signedOut(here) : `${account}?m=session-closed`;
  });
  desk.team("POST /studio/compte/sessions/fermer", async ({ person, session }) => {
    await endSessionsOf(app, person.id, session.id);
    return `${account}?m=sessions-closed`;
  });

  const signedOut = ({ context }: Here) =>
    desk.leave(context, "/studio/entrer?m=signed-out", () => cookies.forgetSession(context));
}
