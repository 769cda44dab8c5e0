import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createBundleRenderer } from "#adapters/astro/bundle-renderer";
import { projectFolder } from "../walls/bad-tree.ts";
import { aCard } from "../support/card-builder.ts";
import { aPage } from "../support/site-page-data.ts";

/** What a build is made of; recordings and demonstration stay where they are. */
const parts = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "infra",
  "scripts",
  "site",
  "tests/support",
];
const contentParts = ["pages", "projects", "calls", "vocabulary", "shows", "site.yaml"];
const made = /[/\\](dist|\.cache|\.astro)([/\\]|$)/;

/** A copy of everything that the site is built of, for tests that break it. */
async function aCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "broken-content-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const filter = (path: string) => !made.test(path.slice(projectFolder.length));
  const copy = (part: string) =>
    cp(join(projectFolder, part), join(folder, part), { recursive: true, filter });
  await Promise.all([...parts, ...contentParts.map((part) => `content/${part}`)].map(copy));
  await cp(
    join(projectFolder, "content/consent/pictograms"),
    join(folder, "content/consent/pictograms"),
    { recursive: true },
  );
  await symlink(join(projectFolder, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

test("a site of which authors broke six files goes out without those, and says of each what to mend", async () => {
  const folder = await aCopy();
  const at = (file: string) => join(folder, "content", file);
  const edit = async (file: string, from: string | RegExp, to: string) => {
    const text = await readFile(at(file), "utf8");
    expect(text, file).toMatch(from);
    await writeFile(at(file), text.replace(from, to));
  };
  // A tag that is never closed, a page without a title, names of what does not exist.
  await writeFile(
    at("pages/fr/contact.mdx"),
    "---\ntitle: Contact\ndescription: D\n---\n\n<Story\n",
  );
  await edit("pages/en/contact.mdx", /^title: .*\n/m, "");
  await edit("pages/fr/a-propos.mdx", "<Figures />", '<FactCard slug="audaces" />');
  await edit("pages/en/a-propos.mdx", "<Figures />", '<Story id="trop-court" />\n\n<Carousel />');
  // What a careful author writes stays whole beside it.
  const card = aCard();
  await edit("pages/fr/centres-d-espoir.mdx", /$/, `\n\n<Story id="${card.id}" />\n`);
  // YAML that is none, and a picture as a camera makes it.
  await edit("projects/focale.md", /^holder: /m, "holder: [unfinished\n  - : ");
  const photo = "photo:\n  credit: C. Photo\n  file: grande.jpg\n  alt: Un atelier\nsource:";
  await edit("projects/audace.md", /^source:/m, photo);
  await mkdir(at("pictures"));
  await writeFile(at("pictures/grande.jpg"), Buffer.alloc(40_000_000));

  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(folder, "tests/support/build-site-into.ts"), join(folder, "site/dist")],
    { cwd: folder },
  );
  const bundle = JSON.parse(stdout) as { folder: string };
  const told = JSON.parse(await readFile(join(bundle.folder, "problems.json"), "utf8")) as string[];
  for (const start of [
    /^content\/pages\/fr\/contact\.mdx, line \d+: la page ne peut pas être lue/,
    /^content\/pages\/en\/contact\.mdx, title: /,
    /^content\/pages\/fr\/a-propos\.mdx, line \d+, <FactCard slug>: « audaces » n’existe pas/,
    /^content\/pages\/en\/a-propos\.mdx, line \d+, <Story id>: « trop-court »/,
    /^content\/pages\/en\/a-propos\.mdx, line \d+, <Carousel>: /,
    /^content\/projects\/focale\.md, /,
    /^content\/projects\/audace\.md, photo\.file: « grande\.jpg » pèse 40\.0 Mo/,
  ]) {
    expect(
      told.filter((line) => start.test(line)),
      String(start),
    ).toHaveLength(1);
  }
  expect(told).toHaveLength(7);

  const site = await createBundleRenderer({ folder: bundle.folder });
  for (const gone of ["/contact/", "/en/contact/", "/projets/focale/"])
    expect(site.plainPaths, gone).not.toContain(gone);
  expect(site.assets.filter(({ key }) => key.startsWith("pictures/"))).toEqual([]);
  for (const path of ["/a-propos/", "/en/a-propos/", "/projets/audace/", "/projets/"]) {
    const page = aPage({ kind: "plain" }, { path, locale: path.startsWith("/en/") ? "en" : "fr" });
    const { status, body } = await site.render(path, page);
    expect(status, path).toBe(200);
    expect(new TextDecoder().decode(body), path).not.toContain("grande.jpg");
  }
  const prose = async (named: Readonly<Record<string, typeof card>>) => {
    const asked = { named, shelves: {} };
    const page = aPage({ kind: "plain", asked }, { path: "/centres-d-espoir/", locale: "fr" });
    return new TextDecoder().decode((await site.render(page.path, page)).body);
  };
  const playable = await prose({ [card.id]: card });
  expect(playable).toMatch(/<audio controls preload="none" aria-label="[^"]+">/);
  expect(playable).toContain(`src="${card.path}${card.publicationKey}.mp3"`);
  expect(playable).not.toContain("autoplay");
  expect(await prose({})).not.toMatch(/<audio|\.mp3/);
}, 120_000);
