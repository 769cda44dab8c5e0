import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { createBundleRenderer } from "#adapters/astro/bundle-renderer";
import { createWebListener } from "#adapters/http/web-listener";
import { noticeLocales } from "#core/consent/notice";
import { contentTypeOf, securityHeaders } from "#core/press/public-headers";
import { shownNotice, withNoticeRecordings } from "#compose/notice-assets";
import { openNotices } from "#compose/notices";
import { requestConsent } from "#pipeline/participant/request-consent";
import { createWebApp } from "../../infra/web/web-app.ts";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";
import { consentMeans } from "./consent-means.ts";
import { memoryApp } from "./memory-app.ts";
import { aReadyStory, grantAll } from "./story.ts";

/**
 * The participant's pages as they are drawn, on stories in memory: started by browser
 * tests as a process of its own. It prints its address on a line, and at `/next` invites
 * somebody new to a story of their own, told in JSON; at `/next-published` the story is public.
 */
const notices = openNotices();
const site = withNoticeRecordings(await createBundleRenderer(await ensureSiteBuilt()), notices);
const files = new Map(site.assets.map(({ key, path }) => [`/${key}`, path]));
const memory = memoryApp();
const tags = { fr: "fr-FR", en: "en-GB", ar: "ar" };
const means = consentMeans({
  notice: (locale) => {
    const { version, hash, words } = shownNotice(
      notices,
      noticeLocales.find((known) => known === locale) ?? "fr",
    );
    return { version, hash, words };
  },
  day: (instant, locale) =>
    new Intl.DateTimeFormat(tags[locale as keyof typeof tags] ?? "fr-FR", {
      dateStyle: "long",
      timeZone: "Europe/Paris",
    }).format(new Date(instant)),
});
const server = createServer((request, response) => {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (path.startsWith("/voix")) return void listener(request, response);
  if (path.startsWith("/next"))
    return void inviteNext({ isPublished: path === "/next-published" }).then((invitation) =>
      // Asked seldom: a connection that is kept would be closed just when it is used again.
      response.writeHead(200, { Connection: "close" }).end(JSON.stringify(invitation)),
    );
  const file = files.get(path);
  if (file === undefined) return void response.writeHead(404).end();
  readFile(file).then(
    (body) =>
      response
        .writeHead(200, {
          "Content-Type": contentTypeOf(path),
          ...securityHeaders({ embeddable: false }),
        })
        .end(body),
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((resolve) => server.listen(0, resolve));
const address = server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
const app = {
  ...memory,
  origin: `http://localhost:${port}`,
  consent: means,
  // Public pages are not what is looked at here; participants' pages are drawn by the real site.
  renderer: {
    ...memory.renderer,
    render: (path: string, page: Parameters<typeof site.render>[1]) =>
      page.kind === "voix-screen" ? site.render(path, page) : memory.renderer.render(path, page),
  },
};
const listener = createWebListener(
  createWebApp({ app, notice: (locale) => shownNotice(notices, locale) }),
  { ...app.logger, error: (code, error) => console.error(code, error) },
);
async function inviteNext({ isPublished }: { readonly isPublished: boolean }) {
  const episodeId = await aReadyStory(app);
  // A sound that a browser really plays.
  const sound = await readFile(join(notices.folder, "audio", "fr", "opening-minute.mp3"));
  const { keys } = await memory.privateStore.list(`renditions/${episodeId}/`);
  for (const key of keys) if (key.endsWith("mp3")) await memory.privateStore.put(key, sound);
  const [invitation] = await requestConsent(app, { episodeId, by: "coach-1" });
  if (isPublished) await grantAll(app, episodeId);
  return { path: invitation?.link.path, card: invitation?.card };
}
process.stdout.write(`${app.origin}\n`);
