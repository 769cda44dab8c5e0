import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execute, frontMatter, outputFolder, type Peer, put } from "./bench-peer.ts";
import { page } from "./bench-sheet.ts";

/** Hugo as it is on the PATH; its output folder is not emptied between runs, as is its custom. */
export const hugo: Peer = {
  name: "Hugo",
  async prepare() {
    try {
      return /v([\d.]+)/.exec((await execute("hugo", ["version"])).stdout)?.[1];
    } catch {
      return undefined;
    }
  },
  async write(folder, stories, sheet) {
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
        // Text that comes as HTML is taken as it is.
        "[markup.goldmark.renderer]",
        "unsafe = true",
      ].join("\n"),
    );
    const layouts = join(folder, "layouts", "_default");
    await writeFile(
      join(layouts, "single.html"),
      sheet.story({
        title: "{{ .Title }}",
        description: "{{ .Description }}",
        ring: "{{ .Params.ring }}",
        content: "{{ .Content }}",
      }),
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
    for (const story of stories) await put(hugo.source(folder, story));
  },
  source: (folder, story) => ({
    path: join(folder, "content", "episodes", `${story.episode.id}.md`),
    text: `${frontMatter(story)
      .replace(/month: (.*)/, "months: [$1]\nmonth: [$1]")
      .replace(/show: (.*)/, "show: [$1]")}\n---\n${story.cues}\n`,
  }),
  page: (folder, { episode }) => join(folder, outputFolder, "episodes", episode.id, "index.html"),
  build: () => ({ program: "hugo", args: ["--quiet"] }),
  watch: () => ({ program: "hugo", args: ["--quiet", "--watch"] }),
};
