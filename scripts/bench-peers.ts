/**
 * What the same stories cost with the site generators that people know, on the
 * lean workload: one page a story, a list of all by month, a feed of each show.
 * Hugo is used where it is on the PATH; Eleventy with its podcaster plugin and
 * Astro's static build are fetched from npm into a throwaway folder. Whatever is
 * not there is reported as not found.
 */
import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Episode } from "#core/episode";
import { benchEpisode } from "./bench-corpus.ts";

const execute = promisify(execFile);
export type PeerRun = { readonly seconds: number; readonly rssMb: number; readonly files: number };
export type Peer = {
  readonly name: string;
  /** Version, or undefined where it cannot be had on this machine. */
  prepare(folder: string): Promise<string | undefined>;
  write(folder: string, stories: number, now: number): Promise<void>;
  run(folder: string): Promise<PeerRun>;
};

const shows = 6;
const page = (title: string, body: string) =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

/** Runs a program to its end, and measures its time and its greatest memory. */
async function measured(command: string, args: readonly string[], cwd: string, output: string) {
  const startedAt = performance.now();
  // GNU time tells the greatest memory of the whole process; without it only the time is told.
  const timed = await has("/usr/bin/time");
  const [program, words] = timed
    ? ["/usr/bin/time", ["-f", "rss=%M", command, ...args]]
    : [command, args];
  const { stderr } = await execute(program, [...words], {
    cwd,
    maxBuffer: 1e9,
    env: { ...process.env, NODE_ENV: "production", ASTRO_TELEMETRY_DISABLED: "1" },
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const rssMb = Math.round(Number(/rss=(\d+)/.exec(stderr)?.[1] ?? 0) / 1024);
  return { seconds, rssMb, files: await countFiles(join(cwd, output)) };
}

const has = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

type Story = { readonly episode: Episode; readonly month: string; readonly cues: string };

function* storiesOf(count: number, now: number): Generator<Story> {
  for (let index = 0; index < count; index += 1) {
    const episode = benchEpisode(index, now);
    const cues = (episode.transcript?.cues ?? []).map(({ text }) => text);
    yield { episode, month: episode.createdAt.slice(0, 7), cues: cues.join("\n\n") };
  }
}

const frontMatter = ({ episode, month }: Story) =>
  [
    "---",
    `title: ${JSON.stringify(episode.title)}`,
    `date: ${episode.createdAt}`,
    `description: ${JSON.stringify(episode.summary)}`,
    `month: "${month}"`,
    `show: ${episode.showSlug}`,
  ].join("\n");

const hugo: Peer = {
  name: "Hugo",
  async prepare() {
    try {
      return /v([\d.]+)/.exec((await execute("hugo", ["version"])).stdout)?.[1];
    } catch {
      return undefined;
    }
  },
  async write(folder, stories, now) {
    await mkdir(join(folder, "content", "episodes"), { recursive: true });
    await mkdir(join(folder, "layouts", "_default"), { recursive: true });
    await mkdir(join(folder, "layouts", "month"), { recursive: true });
    await writeFile(
      join(folder, "config.toml"),
      [
        'baseURL = "https://bench.example/"',
        'disableKinds = ["sitemap", "robotsTXT", "404"]',
        "[taxonomies]",
        'month = "month"',
        'show = "show"',
        "[outputs]",
        'home = ["HTML", "RSS"]',
        'taxonomy = ["HTML"]',
        'term = ["HTML", "RSS"]',
        'section = ["HTML"]',
        "[services.rss]",
        "limit = 300",
      ].join("\n"),
    );
    const layouts = join(folder, "layouts", "_default");
    await writeFile(
      join(layouts, "single.html"),
      page("{{ .Title }}", "<h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}"),
    );
    await writeFile(
      join(layouts, "list.html"),
      page(
        "{{ .Title }}",
        '{{ range first 60 .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}',
      ),
    );
    await copyFile(join(layouts, "list.html"), join(layouts, "taxonomy.html"));
    await writeFile(
      join(layouts, "home.html"),
      page("home", "{{ range first 12 .Site.RegularPages }}<p>{{ .Title }}</p>{{ end }}"),
    );
    for (const story of storiesOf(stories, now)) {
      await writeFile(
        join(folder, "content", "episodes", `${story.episode.id}.md`),
        `${frontMatter(story)
          .replace(/month: (.*)/, "months: [$1]\nmonth: [$1]")
          .replace(/show: (.*)/, "show: [$1]")}\n---\n${story.cues}\n`,
      );
    }
  },
  run: (folder) => measured("hugo", ["--quiet"], folder, "public"),
};

/** Packages come from npm into a folder of their own, once for all sizes. */
async function npmInstall(folder: string, packages: readonly string[]): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
    await execute("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd: folder });
    return true;
  } catch {
    return false;
  }
}

const versionOf = async (folder: string, name: string): Promise<string | undefined> => {
  const { version } = (await import(join(folder, "node_modules", name, "package.json"), {
    with: { type: "json" },
  }).then(
    (module: { default: { version: string } }) => module.default,
    () => ({}),
  )) as {
    version?: string;
  };
  return version;
};

let eleventyHome = "";
const eleventy: Peer = {
  name: "Eleventy with podcaster",
  async prepare(folder) {
    eleventyHome = join(folder, "eleventy");
    const packages = ["@11ty/eleventy@3", "eleventy-plugin-podcaster"];
    if (!(await npmInstall(eleventyHome, packages))) return undefined;
    return versionOf(eleventyHome, "@11ty/eleventy");
  },
  async write(folder, stories, now) {
    await mkdir(join(folder, "src", "episode-posts"), { recursive: true });
    await mkdir(join(folder, "src", "_data"), { recursive: true });
    await mkdir(join(folder, "src", "_includes"), { recursive: true });
    await symlink(join(eleventyHome, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
    await writeFile(
      join(folder, "eleventy.config.js"),
      `import podcaster from "eleventy-plugin-podcaster";
export default function (config) {
  config.addPlugin(podcaster, { handleEpisodeData: false });
  config.addCollection("months", (api) => [...Map.groupBy(api.getFilteredByGlob("src/episode-posts/*.md"), ({ data }) => data.month)].map(([month, list]) => ({ month, list })));
  return { dir: { input: "src", output: "public" } };
}`,
    );
    await writeFile(
      join(folder, "src", "_data", "podcast.json"),
      JSON.stringify({
        title: "Bench",
        description: "Bench",
        siteUrl: "https://bench.example",
        author: "Bench",
        category: "Society & Culture",
        language: "fr",
        feedPath: "/feed.xml",
        owner: { name: "Bench", email: "bench@example.org" },
      }),
    );
    await writeFile(
      join(folder, "src", "_includes", "story.njk"),
      page("{{ title }}", "<h1>{{ title }}</h1><p>{{ description }}</p>{{ content | safe }}"),
    );
    await writeFile(
      join(folder, "src", "months.njk"),
      `---\npagination:\n  data: collections.months\n  size: 1\n  alias: entry\npermalink: "archives/{{ entry.month }}/index.html"\n---\n{% for post in entry.list %}<p><a href="{{ post.url }}">{{ post.data.title }}</a></p>{% endfor %}`,
    );
    for (const [index, story] of [...storiesOf(stories, now)].entries()) {
      const episode = `episode:\n  seasonNumber: 1\n  episodeNumber: ${index + 1}\n  filename: ${story.episode.id}.mp3\n  size: 700000\n  duration: 60`;
      await writeFile(
        join(folder, "src", "episode-posts", `${story.episode.id}.md`),
        `${frontMatter(story)}\nlayout: story.njk\n${episode}\n---\n${story.cues}\n`,
      );
    }
  },
  run: (folder) =>
    measured(
      process.execPath,
      [join(eleventyHome, "node_modules", "@11ty", "eleventy", "cmd.cjs"), "--quiet"],
      folder,
      "public",
    ),
};

let astroHome = "";
const astro: Peer = {
  name: "Astro static",
  async prepare(folder) {
    astroHome = join(folder, "astro");
    if (!(await npmInstall(astroHome, ["astro@7", "@astrojs/rss"]))) return undefined;
    return versionOf(astroHome, "astro");
  },
  async write(folder, stories, now) {
    const source = join(folder, "src");
    await mkdir(join(source, "content", "episodes"), { recursive: true });
    await mkdir(join(source, "pages", "episodes"), { recursive: true });
    await mkdir(join(source, "pages", "archives"), { recursive: true });
    await symlink(join(astroHome, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
    await writeFile(
      join(folder, "astro.config.mjs"),
      'export default { site: "https://bench.example", outDir: "./public", publicDir: "./static" };',
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
  return (await getCollection("episodes")).map((story) => ({ params: { id: story.id }, props: { story } }));
}
const { story } = Astro.props;
const { Content } = await render(story);
---
${page("{story.data.title}", "<h1>{story.data.title}</h1><p>{story.data.description}</p><Content />")}`,
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
    for (const story of storiesOf(stories, now)) {
      await writeFile(
        join(source, "content", "episodes", `${story.episode.id}.md`),
        `${frontMatter(story)}\n---\n${story.cues}\n`,
      );
    }
  },
  run: (folder) =>
    measured(
      process.execPath,
      [join(astroHome, "node_modules", "astro", "bin", "astro.mjs"), "build", "--silent"],
      folder,
      "public",
    ),
};

export const peers: readonly Peer[] = [hugo, eleventy, astro];
export const peerShows = shows;
