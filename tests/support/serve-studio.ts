import { readLocalConfig } from "#compose/config";
import { createLocalInstallation } from "#compose/local";
import { invitePerson } from "#pipeline/studio/people";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";

/**
 * The real server with the studio and one coach, on the data folder that the
 * environment names: started by browser tests as a process of its own. Nothing is
 * pressed but what its pages are drawn with. It prints one line of JSON with its
 * address and the coach's invitation.
 */
const installation = await createLocalInstallation({
  ...readLocalConfig({ ...process.env, PAROLES_ORIGIN: "" }),
  siteFolder: (await ensureSiteBuilt()).folder,
});
const { app } = installation;
for (const { key, path } of app.renderer.assets) await app.publicStore.put(key, { path });
const { baseUrl } = await installation.listen(Number(process.env["PORT"]));
const { url } = await invitePerson(app, {
  email: "coach@example.org",
  name: "Sacha",
  role: "coach",
  language: "fr",
});
process.stdout.write(`${JSON.stringify({ baseUrl, invitation: new URL(url).pathname })}\n`);
