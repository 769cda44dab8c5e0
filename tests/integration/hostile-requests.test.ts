/** Nonsense at every door of the real server, which is a process of its own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { studioAccess } from "#core/studio/access";
import { feedPath } from "#core/press/plan";
import { episodeStatus } from "#pipeline/episode/episode-status";
import { aMess, type Answer, type Mess, sendMess } from "../support/http-mess.ts";
import { openKilled, placeIn } from "../support/killed-intake.ts";
import { layFoundation, startServer } from "../support/killed-site.ts";
import { storiesOf } from "../support/killed-acts.ts";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { seededRandom } from "../support/scheduler.ts";
import { aFolder } from "../support/store-folder.ts";
import { settledState, stateOf } from "../support/store-state.ts";

const slice = seedsToRun({ quick: 1_500, long: 30_000 });
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

function judge(seed: number, mess: Mess, answer: Answer): void {
  const note = `seed ${seed}: ${mess.method} ${mess.target.slice(0, 200)} ${JSON.stringify(mess.headers).slice(0, 400)} with ${mess.body.length} bytes: ${answer.text.slice(0, 300)}`;
  // 505 and the like are Node's own words for a request that is none.
  expect(answer.status, note).toBeLessThan(500);
  for (const leak of leaks) expect(answer.text, note).not.toMatch(leak);
  expect(answer.text.slice(0, answer.text.indexOf("\r\n\r\n")), note).not.toMatch(/^x-injected/im);
}

test("no request makes the server fail, tell of its insides, leave its folder, or change anything by asking", async () => {
  const folder = aFolder();
  await layFoundation(folder);
  const place = placeIn(folder);
  for (const name of [".env", "secret.txt", "public.txt"])
    writeFileSync(join(place.data, name), secret);
  const server = await startServer(folder);
  const installation = await openKilled(place);
  const { app } = installation;
  const port = Number(new URL(server.baseUrl).port);
  const [story] = await storiesOf(app);
  const { urls } = await episodeStatus(app, story?.id ?? "");
  const paths = [
    ...publicPaths,
    ...urls.map((url) => new URL(url).pathname),
    ...app.content.shows.map(({ slug }) => feedPath(slug)),
    ...voixPaths,
    ...studioPaths,
  ];
  const messes = seedsOf(slice).map((seed) => ({ seed, mess: aMess(seededRandom(seed), paths) }));
  const oneMore = progress("hostile requests", slice, 1_000);
  const isAsking = ({ mess }: (typeof messes)[number]) => /^(GET|HEAD)$/.test(mess.method);
  const statuses = new Map<number, number>();
  const sendAll = async (all: typeof messes) => {
    const waiting = [...all];
    const lane = async () => {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
        const answer = await sendMess(port, one.mess);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        judge(one.seed, one.mess, answer);
        oneMore();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  };
  const before = await settledState(place.data);
  await sendAll(messes.filter(isAsking));
  expect(stateOf(place.data)).toBe(before);
  await sendAll(messes.filter((one) => !isAsking(one)));
  tell(JSON.stringify(Object.fromEntries(statuses)));
  // Every door was found, by some of them: all refused would prove nothing.
  expect(statuses.get(200)).toBeGreaterThan(slice.count / 30);
  for (const status of [206, 404, 405])
    expect(statuses.get(status), String(status)).toBeGreaterThan(0);
  // Nobody came in, and nothing was published or closed.
  expect((await storiesOf(app)).map(({ isOpen }) => isOpen).sort()).toEqual([false, true, true]);
  expect(await (await fetch(`${server.baseUrl}/`)).text()).toContain("<html");
  expect(server.child.lines.join("\n")).not.toContain("stopping");
  await installation.close();
  await server.child.kill();
}, 1_800_000);
