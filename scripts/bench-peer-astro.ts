import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  frontMatter,
  isThere,
  npmInstall,
  outputFolder,
  type Peer,
  put,
  type Story,
  versionOf,
} from "./bench-peer.ts";
import { page, type SheetWords } from "./bench-sheet.ts";

let astroHome = "";

/** Astro's static build, from nothing each time, or with its own incremental mode. */
const astroPeer = (isIncremental: boolean): Peer => ({
  name: isIncremental ? "Astro incremental" : "Astro static",
  async prepare(folder) {
    astroHome = join(folder, "astro");
    // Both modes are the same packages.
    if (!(await isThere(astroHome)) && !(await npmInstall(astroHome, ["astro@7", "@astrojs/rss"])))
      return undefined;
    return versionOf(astroHome, "astro");
  },
  async write(folder, stories, sheet) {
    const source = join(folder, "src");
    await mkdir(join(source, "content", "episodes"), { recursive: true });
    await mkdir(join(source, "pages", "episodes"), { recursive: true });
    await mkdir(join(source, "pages", "archives"), { recursive: true });
    await symlink(join(astroHome, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
    await writeFile(
      join(folder, "astro.config.mjs"),
      `export default { site: "https://bench.example", outDir: "./public", publicDir: "./static", experimental: { incrementalBuild: ${isIncremental} } };`,
    );
    await writeFile(
      join(source, "content.config.ts"),
      `import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
export const collections = { episodes: defineCollection({ loader: glob({ pattern: "*.md", base: "./src/content/episodes" }) }) };`,
    );
    await writeFile(
      join(source, "pages", "episodes", "[id].astro"),
      `---
import { getCollection, render } from "astro:content";
export async function getStaticPaths() {
  return (await getCollection("episodes")).map((story) => ({ params: { id: story.id }, props: { story }, cacheKey: story.digest }));
}
const { story } = Astro.props;
const { Content } = await render(story);
---
${sheet.story(astroWords)}`,
    );
    await writeFile(
      join(source, "pages", "archives", "[month].astro"),
      `---
import { getCollection } from "astro:content";
export async function getStaticPaths() {
  const months = Map.groupBy(await getCollection("episodes"), ({ data }) => data.month);
  return [...months].map(([month, list]) => ({ params: { month }, props: { list } }));
}
const { list } = Astro.props;
---
${page("archives", "{list.map((story) => <p><a href={`/episodes/${story.id}/`}>{story.data.title}</a></p>)}")}`,
    );
    await writeFile(
      join(source, "pages", "feed.xml.ts"),
      `import rss from "@astrojs/rss";
import { getCollection } from "astro:content";
export async function GET(context) {
  const all = (await getCollection("episodes")).sort((a, b) => (a.data.date < b.data.date ? 1 : -1)).slice(0, 300);
  return rss({ title: "Bench", description: "Bench", site: context.site, items: all.map(({ id, data }) => ({ title: data.title, description: data.description, link: "/episodes/" + id + "/", pubDate: new Date(data.date) })) });
}`,
    );
    for (const story of stories) await put(sourceOf(folder, story));
  },
  source: sourceOf,
  page: (folder, { episode }) => join(folder, outputFolder, "episodes", episode.id, "index.html"),
  build: () => ({
    program: process.execPath,
    args: [join(astroHome, "node_modules", "astro", "bin", "astro.mjs"), "build", "--silent"],
  }),
});

const astroWords: SheetWords = {
  title: "{story.data.title}",
  description: "{story.data.description}",
  ring: "{story.data.ring}",
  content: "<Content />",
  attribute: (value) => `{\`${value.replaceAll("{", "${")}\`}`,
};

const sourceOf = (folder: string, story: Story) => ({
  path: join(folder, "src", "content", "episodes", `${story.episode.id}.md`),
  text: `${frontMatter(story)}\n---\n${story.cues}\n`,
});

export const astroStatic = astroPeer(false);
export const astroIncremental = astroPeer(true);
