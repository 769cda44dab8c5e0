import { mkdtemp, rm } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation } from "#compose/local";
import type { App } from "#pipeline/app";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";
import { demoPath } from "./audio-tools.ts";
import { evenly } from "./evenly.ts";

/** One request as it came over the wire, and what was answered. */
export type Heard = {
  readonly method: string;
  readonly path: string;
  readonly agent: string;
  readonly conditional: boolean;
  readonly status: number;
};

export type ListenedServer = {
  readonly app: App;
  readonly origin: string;
  /** Everything that was asked so far. */
  readonly heard: readonly Heard[];
  /** The stories' ids, oldest first. */
  readonly stories: readonly string[];
  close(): Promise<void>;
};

/** Passes every request on and keeps what was asked: a program's own word for it is not needed. */
async function listener(heard: Heard[], target: () => string) {
  const server = createServer((incoming, outgoing) => {
    const { method = "", url = "/", headers } = incoming;
    const onward = request(new URL(target()), { method, path: url, headers }, (answer) => {
      const status = answer.statusCode ?? 0;
      heard.push({
        method,
        path: url,
        agent: headers["user-agent"] ?? "",
        conditional: "if-none-match" in headers || "if-modified-since" in headers,
        status,
      });
      outgoing.writeHead(status, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

/** The real server on stories with real sound, published through the real pipeline. */
export async function aListenedServer(): Promise<ListenedServer> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-readers-"));
  const heard: Heard[] = [];
  let baseUrl = "";
  const { server, origin } = await listener(heard, () => baseUrl);
  const { folder: siteFolder } = await ensureSiteBuilt();
  const environment = { ...process.env, PORT: "0", PAROLES_DATA: folder, PAROLES_ORIGIN: origin };
  const installation = await createLocalInstallation({
    ...readLocalConfig(environment),
    siteFolder,
  });
  const app = { ...installation.app, transcriber: evenly };
  ({ baseUrl } = await installation.listen(0));
  await pressAll(app);
  const stories = [await oneVoice(app), await twoVoices(app)];
  return {
    app,
    origin,
    heard,
    stories,
    async close() {
      server.closeAllConnections();
      server.close();
      await installation.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Intake = Parameters<typeof receiveEpisode>[1];

async function publish(app: App, intake: Intake): Promise<string> {
  const id = await receiveEpisode(app, intake, { path: demoPath("marie.mp3") });
  await processEpisode(app, id);
  const scan = { path: demoPath("../consent-form.png") };
  const scopes = ["voice", "transcript", "name", "platforms"] as const;
  const { status } = await grantOnPaper(app, { episodeId: id, scan, scopes });
  if (status !== "publishable") throw new Error(`the story is ${status}`);
  return id;
}

const speaker = (id: string, role: "talent" | "professional" | "apprentice", name: string) => ({
  id,
  role,
  firstName: name,
  situation: { kind: "adult" as const },
});

const oneVoice = (app: App) =>
  publish(app, {
    showSlug: "paroles-de-talents",
    title: "Le mètre, l’outil & la main ]]> 🎙️",
    summary: "Elle montre : 2 < 3 & 4 > 3.",
    language: "fr",
    speakers: [speaker("s1", "talent", "Marie")],
    knownText: ["Je montre le geste.", "Encore une fois, doucement."].map((text) => ({
      speakerId: "s1",
      text,
    })),
  });

const twoVoices = (app: App) =>
  publish(app, {
    showSlug: "paroles-de-talents",
    title: "À deux",
    summary: "L’un montre, l’autre apprend.",
    language: "fr",
    speakers: [speaker("s1", "professional", "Bernard"), speaker("s2", "apprentice", "Inès")],
    knownText: [
      { speakerId: "s1", text: "Voilà comment on fait." },
      { speakerId: "s2", text: "À mon tour." },
    ],
  });
