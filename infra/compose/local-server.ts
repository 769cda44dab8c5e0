import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createPublicServer, listenOn } from "#adapters/http/public-server";
import { redirectsOf } from "#core/press/redirects";
import type { Show } from "#core/content/show";
import { decideAtGate } from "#edge/gate";
import type { Logger } from "#ports/logger";
import type { LocalStores } from "./local-stores.ts";
import { announceServer, instancePath, runningServer } from "./server-address.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The web server of this installation, with the edge gate in front of it. */
export function createLocalServer(config: {
  readonly stores: LocalStores;
  readonly dataFolder: string;
  readonly origin: string;
  readonly logger: Logger;
  readonly shows: readonly Show[];
}) {
  const { allowList, publicStore } = config.stores.ports;
  const instance = randomUUID();
  const lookUp = async (episodeId: string) => {
    const entry = await allowList.get(episodeId);
    return entry?.state === "allowed" ? `allowed ${entry.publication}` : entry?.state;
  };
  const onDemand = new Map<string, Listener>();
  const open = () =>
    createPublicServer({
      store: publicStore,
      root: config.stores.publicRoot,
      gate: (path) => decideAtGate(path, lookUp),
      ownAnswers: new Map([[instancePath, instance]]),
      redirects: redirectsOf(config.shows),
      onDemand: (path) => onDemand.get(/^\/[^/]*/.exec(path)?.[0] ?? ""),
      logger: config.logger,
    });
  const server = open();
  let ownUrl: Promise<string> | undefined;
  // Another one than ours, which has yet to come to the port that people know.
  let forProbes: { readonly server: Server; readonly url: Promise<string> } | undefined;
  const listenForProbes = () => {
    if (forProbes === undefined) {
      const other = open();
      forProbes = { server: other, url: listenOn(other, 0) };
    }
    return forProbes.url;
  };
  return {
    /** Lets pages that are made on demand answer below a folder (`/voix`); until then its addresses lead nowhere. */
    mount(folder: string, pages: Listener): void {
      onDemand.set(folder, pages);
    },
    async listen(port: number) {
      ownUrl ??= listenOn(server, port);
      const baseUrl = await ownUrl;
      await announceServer(config.dataFolder, { origin: config.origin, baseUrl, instance });
      return { baseUrl };
    },
    /** Where a stranger's look goes: our server, another process's on this data, or else one like ours on a free port, unannounced. */
    async probedAt(): Promise<string> {
      const running = ownUrl ?? (await runningServer(config.dataFolder))?.baseUrl;
      return running ?? listenForProbes();
    },
    async close() {
      if (ownUrl !== undefined) await end(server);
      if (forProbes !== undefined) await end(forProbes.server);
    },
  };
}

async function end(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
