/** Nonsense at every door of the real server, which is a process of its own, from strangers and from each role of the team. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { studioAccess } from "#core/studio/access";
import { studioRoles } from "#core/studio/person";
import { feedPath } from "#core/press/task";
import { isOpenState } from "#core/consent/states";
import type { LocalInstallation } from "#compose/local";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { invitePerson } from "#pipeline/studio/people";
import { signedIn, type StudioSession } from "../../scripts/studio-session.ts";
import { askAlone } from "../support/ask-alone.ts";
import { aMess, type Answer, type Mess, pick, sendMess } from "../support/http-mess.ts";
import { copyFoundation, theFoundation } from "../support/killed-foundation.ts";
import { openKilled, placeIn } from "../support/killed-intake.ts";
import { type KilledServer, startServer } from "../support/killed-site.ts";
import { storiesOf } from "../support/killed-acts.ts";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { seededRandom } from "../support/scheduler.ts";
import { aSignedInMess } from "../support/signed-in-mess.ts";
import { aFolder } from "../support/store-folder.ts";
import { settledState, stateOf } from "../support/store-state.ts";

const ofStrangers = seedsToRun({ quick: 300, long: 30_000 });
const ofTheTeam = seedsToRun({ quick: 200, long: 30_000 });
const atOnce = 8;
/** In a file beside the public folder: whoever reads it has left his own. */
const secret = "marsouin-hors-les-murs";

const voixPaths = [
  "/voix", "/voix/", "/voix/l/:token", "/voix/ouvrir", "/voix/langue", "/voix/debut", "/voix/duree", "/voix/voix-haute",
  "/voix/verifier", "/voix/question/:scope", "/voix/fini", "/voix/fin", "/voix/son/mp3", "/voix/son/:which", "/voix/carte",
  "/voix/retirer", "/voix/effacer", "/voix/mes-reponses", "/voix/quitter", "/voix/savoir", "/voix/compris",
]; // prettier-ignore
const publicPaths = [
  "/", "/robots.txt", "/sitemap.xml", "/404.html", "/410.html", "/oembed.json", "/oembed", "/.well-known/paroles-instance",
  "/assets/", "/search/", "/ledger/", "/projets/", "/appels/", "/episodes/", "/feeds/", "/series/", "/sw.js", "/manifest.webmanifest",
]; // prettier-ignore
const studioPaths = Object.keys(studioAccess).map((route) => route.split(" ")[1] ?? "/");

const leaks = [
  secret,
  /\bat .+\.(ts|mjs|js):\d+/,
  /node_modules/,
  /SQLITE_/,
  /root:x:0:0/,
  /ENOENT|EISDIR/,
];

type Sent = { readonly seed: number; readonly mess: Mess };
const isAsking = ({ mess }: Sent) => /^(GET|HEAD)$/.test(mess.method);

const noteOf = ({ seed, mess: { method, target, headers, body } }: Sent) =>
  `seed ${seed}: ${method} ${target.slice(0, 200)} ${JSON.stringify(headers).slice(0, 400)} with ${body.length} bytes ${body.toString("latin1").slice(0, 600)}`;

function judge(sent: Sent, answer: Answer): void {
  const note = `${noteOf(sent)}: ${answer.text.slice(0, 300)}`;
  // 505 and the like are Node's own words for a request that is none.
  expect(answer.status, note).toBeLessThan(500);
  for (const leak of leaks) expect(answer.text, note).not.toMatch(leak);
  expect(answer.text.slice(0, answer.text.indexOf("\r\n\r\n")), note).not.toMatch(/^x-injected/im);
}

beforeAll(() => theFoundation(), 900_000);

/** A server with stories that are open and one that is not, and a secret beside what it may show. */
async function aServer() {
  const folder = aFolder();
  await copyFoundation(folder);
  const place = placeIn(folder);
  for (const name of [".env", "secret.txt", "public.txt"])
    writeFileSync(join(place.data, name), secret);
  const server = await startServer(folder);
  const installation = await openKilled(place);
  const { app } = installation;
  const [story] = await storiesOf(app);
  const { urls } = await episodeStatus(app, story?.id ?? "");
  /** What is there and answers anybody who asks for it properly. */
  const open = [
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/sw.js",
    "/manifest.webmanifest",
    ...urls.map((url) => new URL(url).pathname),
    ...app.content.shows.map(({ slug }) => feedPath(slug)),
  ];
  return { place, server, installation, story: story?.id ?? "", open };
}

/** Sends them all, holds each answer to the judge, and counts the answers by status. */
async function sendAll(server: KilledServer, all: readonly Sent[], oneMore: () => void) {
  const port = Number(new URL(server.baseUrl).port);
  const waiting = [...all];
  const answers: (Sent & { readonly status: number })[] = [];
  const lane = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const answer = await sendMess(port, one.mess).catch((error: unknown) => {
        throw new Error(noteOf(one), { cause: error });
      });
      answers.push({ ...one, status: answer.status });
      judge(one, answer);
      oneMore();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return answers;
}

function countsOf(answers: readonly { readonly status: number }[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

async function isUnhurt(server: KilledServer): Promise<void> {
  expect((await askAlone(server.baseUrl, "/")).text).toContain("<html");
  expect(server.child.lines.join("\n")).not.toContain("stopping");
}

test("no stranger's request makes the server fail, tell of its insides, leave its folder, or change anything by asking", async () => {
  const { place, server, installation, open } = await aServer();
  const paths = [...publicPaths, ...open, ...voixPaths, ...studioPaths];
  const all = seedsOf(ofStrangers).map((seed) => ({
    seed,
    mess: aMess(seededRandom(seed), paths),
  }));
  const oneMore = progress("strangers' requests", ofStrangers, 1_000);
  const before = await settledState(place.data);
  const asked = await sendAll(server, all.filter(isAsking), oneMore);
  expect(stateOf(place.data)).toBe(before);
  const sent = await sendAll(
    server,
    all.filter((one) => !isAsking(one)),
    oneMore,
  );
  const statuses = countsOf([...asked, ...sent]);
  tell(JSON.stringify(Object.fromEntries(statuses)));
  // Every door was found, by some of them: all refused would prove nothing. Counted where something
  // is open at all, since the share of those addresses shrinks with each that the studio gains; what
  // was not answered 200 there was asked in part, for another host, or for what the browser had.
  const openAsked = asked.filter(({ mess }) => open.includes(mess.target));
  const openAnswered = openAsked.filter(({ status }) => status === 200).length;
  tell(`${openAnswered} of ${openAsked.length} that asked for what is open were answered 200`);
  expect(openAnswered).toBeGreaterThan(openAsked.length / 2);
  expect(openAnswered).toBeGreaterThan(ofStrangers.count / 40);
  for (const status of [206, 404, 405])
    expect(statuses.get(status), String(status)).toBeGreaterThan(0);
  // Nobody came in, and nothing was published or closed.
  const { app } = installation;
  expect((await storiesOf(app)).map(({ isOpen }) => isOpen).sort()).toEqual([false, true, true]);
  await isUnhurt(server);
  await installation.close();
  await server.child.kill();
}, 3_600_000);

/** A session of each role. */
async function sessionsOf(
  { app }: LocalInstallation,
  { baseUrl }: KilledServer,
): Promise<readonly StudioSession[]> {
  const sessions: StudioSession[] = [];
  for (const role of studioRoles) {
    const person = { email: `${role}@example.org`, name: role, role, language: "fr" as const };
    const { url } = await invitePerson(app, person);
    sessions.push(await signedIn(baseUrl, new URL(url).pathname));
  }
  return sessions;
}

/** Where a session ends as it should: nobody would be left to try the rest. */
const exits = ["/studio/sortir", "/studio/compte/sessions/fermer", "/studio/compte/sessions/:session/fermer"]; // prettier-ignore

test("nobody of the team, whatever they send, makes the server fail, tell of its insides, or change anything by asking; and nobody says yes for somebody", async () => {
  const { place, server, installation, story } = await aServer();
  const sessions = await sessionsOf(installation, server);
  // Somebody who may be renamed or sent away without costing the test one of its sessions.
  const colleague = { email: "d@example.org", name: "D", role: "coach", language: "fr" } as const;
  const { person } = await invitePerson(installation.app, colleague);
  const project = installation.app.content.projects[0]?.slug ?? "";
  const real: Readonly<Record<string, string>> = {
    ":story": story,
    ":person": person.id,
    ":project": project,
  };
  const doors = [...studioPaths, ...voixPaths]
    .filter((path) => !exits.includes(path))
    .map((path) => path.replace(/:[a-z]+/, (name) => real[name] ?? name));
  const all = seedsOf(ofTheTeam).map((seed) => {
    const random = seededRandom(-seed);
    return { seed, mess: aSignedInMess(random, doors, pick(random, sessions)) };
  });
  const oneMore = progress("requests of the team", ofTheTeam, 1_000);
  const yesBefore = await yeses(installation);
  const before = await settledState(place.data);
  const asked = await sendAll(server, all.filter(isAsking), oneMore);
  expect(stateOf(place.data)).toBe(before);
  const sent = await sendAll(
    server,
    all.filter((one) => !isAsking(one)),
    oneMore,
  );
  const statuses = countsOf([...asked, ...sent]);
  tell(JSON.stringify(Object.fromEntries(statuses)));
  // Inside, by many doors: read, understood and refused (422), done (303), and not theirs (403).
  for (const status of [200, 303, 403, 404, 422])
    expect(statuses.get(status), String(status)).toBeGreaterThan(ofTheTeam.count / 200);
  // The team may close what is open, and has to leave the yes to whose it is.
  for (const yes of await yeses(installation)) expect(yesBefore).toContain(yes);
  await isUnhurt(server);
  await installation.close();
  await server.child.kill();
}, 3_600_000);

/** Every yes that stands in the records, by whose and for what. */
async function yeses({ app }: LocalInstallation): Promise<readonly string[]> {
  const all: string[] = [];
  for (const { id } of await storiesOf(app)) {
    const { consents } = await requireEpisode(app.records, id);
    for (const { speakerId, signatoryId, scope, state } of consents)
      if (isOpenState(state)) all.push([id, speakerId, signatoryId, scope].join(" "));
  }
  return all;
}
