import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { frontMatter, npmInstall, outputFolder, type Peer, put, versionOf } from "./bench-peer.ts";

/** Eleventy with the feed plugin of its makers: the podcaster plugin is not on npm. */
let eleventyHome = "";
export const eleventy: Peer = {
  name: "Eleventy with its RSS plugin",
  async prepare(folder) {
    eleventyHome = join(folder, "eleventy");
    const packages = ["@11ty/eleventy@3", "@11ty/eleventy-plugin-rss"];
    if (!(await npmInstall(eleventyHome, packages))) return undefined;
    return versionOf(eleventyHome, "@11ty/eleventy");
  },
  async write(folder, stories, sheet) {
    await mkdir(join(folder, "src", "episodes"), { recursive: true });
    await mkdir(join(folder, "src", "_includes"), { recursive: true });
    await symlink(join(eleventyHome, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
    await writeFile(
      join(folder, "eleventy.config.js"),
      `import { feedPlugin } from "@11ty/eleventy-plugin-rss";
export default function (config) {
  const collection = { name: "newest", limit: 300 };
  const metadata = { language: "fr", title: "Bench", subtitle: "Bench", base: "https://bench.example/", author: { name: "Bench" } };
  config.addPlugin(feedPlugin, { type: "rss", outputPath: "/feed.xml", collection, metadata });
  const stories = (api) => api.getFilteredByGlob("src/episodes/*.md");
  config.addCollection("newest", (api) => stories(api).sort((a, b) => a.date - b.date));
  config.addCollection("months", (api) => [...Map.groupBy(stories(api), ({ data }) => data.month)].map(([month, list]) => ({ month, list })));
  return { dir: { input: "src", output: "public" } };
}`,
    );
    await writeFile(
      join(folder, "src", "_includes", "story.njk"),
      sheet.story({
        title: "{{ title }}",
        description: "{{ description }}",
        ring: "{{ ring }}",
        content: "{{ content | safe }}",
      }),
    );
    await writeFile(
      join(folder, "src", "months.njk"),
      `---\npagination:\n  data: collections.months\n  size: 1\n  alias: entry\npermalink: "archives/{{ entry.month }}/index.html"\n---\n{% for post in entry.list %}<p><a href="{{ post.url }}">{{ post.data.title }}</a></p>{% endfor %}`,
    );
    for (const story of stories) await put(eleventy.source(folder, story));
  },
  source: (folder, story) => ({
    path: join(folder, "src", "episodes", `${story.episode.id}.md`),
    text: `${frontMatter(story)}\nlayout: story.njk\n---\n${story.cues}\n`,
  }),
  page: (folder, { episode }) => join(folder, outputFolder, "episodes", episode.id, "index.html"),
  build: () => ({ program: process.execPath, args: [program(), "--quiet"] }),
  watch: () => ({ program: process.execPath, args: [program(), "--quiet", "--watch"] }),
};

const program = () => join(eleventyHome, "node_modules", "@11ty", "eleventy", "cmd.cjs");
