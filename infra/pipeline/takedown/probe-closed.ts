import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";

/** What a stranger got at an address, and when (ISO instant). */
export type Probe = { readonly path: string; readonly status: number; readonly at: string };
export type ProbeReport = {
  /** True when every address answered 410, seen from outside (I19). */
  readonly closed: boolean;
  readonly probes: readonly Probe[];
};

/** Asks for every address that a story ever had, as a stranger would, and reports what answered. */
export async function probeClosed(app: App, episodeId: string): Promise<ProbeReport> {
  const { publication } = await requireEpisode(app.records, episodeId);
  const probes = await Promise.all(
    publication.addresses.map(async (path) => {
      const status = await app.prober.status(path);
      return { path, status, at: app.clock.now() };
    }),
  );
  return { closed: probes.every(({ status }) => status === 410), probes };
}
