/** A story of six seconds, as the kill tests take it in again and again. */
import { join } from "node:path";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation, type LocalInstallation } from "#compose/local";
import { type NewEpisode, receiveEpisode } from "#pipeline/episode/receive-episode";
import type { App } from "#pipeline/app";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";
import { shortWords } from "./short-recording.ts";

/** Where everything that one installation needs lies, beside its data. */
export type KilledPlace = { readonly data: string; readonly recording: string };
export const placeIn = (folder: string): KilledPlace => ({
  data: join(folder, "data"),
  recording: join(folder, "minute.mp3"),
});

export const killedOrigin = "https://killed.example";
export const scan = { path: join(import.meta.dirname, "../../content/demo/consent-form.png") };
export const killedScopes = ["voice", "transcript", "name", "platforms"] as const;

const intake = (title: string): NewEpisode => ({
  showSlug: "paroles-de-talents",
  title,
  language: "fr",
  speakers: [{ id: "s1", role: "talent", firstName: "Awa", situation: { kind: "adult" } }],
  knownText: [{ speakerId: "s1", text: shortWords }],
});

export const receive = (app: App, { recording }: KilledPlace, title: string): Promise<string> =>
  receiveEpisode(app, intake(title), { path: recording });

/** One more process on the same data, as every command is. */
export async function openKilled(
  { data }: KilledPlace,
  more: { readonly toRestore?: boolean } = {},
): Promise<LocalInstallation> {
  const { folder: siteFolder } = await ensureSiteBuilt();
  const environment = { ...process.env, PAROLES_DATA: data, PAROLES_ORIGIN: killedOrigin };
  return createLocalInstallation({ ...readLocalConfig(environment), siteFolder, ...more });
}
