/**
 * Invites people to the team of an installation that is at work: started by browser tests
 * as a process of its own, since a command for each of them would take a second and a
 * half. It prints its address on a line; at `/<role>/<address of mail>` it tells the path
 * of an invitation.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation } from "#compose/local";
import { studioRoles } from "#core/studio/person";
import { invitePerson } from "#pipeline/studio/people";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";

const { folder: siteFolder } = await ensureSiteBuilt();
const { app } = await createLocalInstallation({ ...readLocalConfig(process.env), siteFolder });

async function invite(path: string): Promise<string> {
  const [, wanted, email = ""] = path.split("/").map(decodeURIComponent);
  const role = studioRoles.find((one) => one === wanted);
  if (role === undefined) throw new RangeError(`there is no role ${wanted}`);
  const { url } = await invitePerson(app, { email, role, name: email, language: "fr" });
  return new URL(url).pathname;
}

const server = createServer((request, response) => {
  // Asked seldom: a connection that is kept would be closed just when it is used again.
  response.setHeader("Connection", "close");
  invite(request.url ?? "/").then(
    (path) => response.end(path),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
