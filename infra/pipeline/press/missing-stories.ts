import type { ContentProblem } from "#core/content/check";
import { reasonInWords } from "#core/content/reasons";
import { episodePartition, episodeSort } from "#core/record-keys";
import type { App } from "../app.ts";
import { withContent } from "../current-content.ts";

/**
 * What authors have to mend in pages and cards that name stories which never were
 * here: an address copied short, another installation's story. A story that is
 * here and not public is none of these: whether it is, is nobody's business.
 */
export async function missingStories(anyApp: App): Promise<readonly ContentProblem[]> {
  const app = await withContent(anyApp);
  const named = [
    ...app.renderer.needs.flatMap(({ path, stories }) =>
      stories.map((id) => ({ file: path, field: "<Story id>", id })),
    ),
    ...app.content.projects.flatMap(({ slug, stories }) =>
      stories.map((id) => ({ file: `content/projects/${slug}.md`, field: "stories", id })),
    ),
  ];
  const problems: ContentProblem[] = [];
  for (const { file, field, id } of named) {
    const key = { partition: episodePartition(id), sort: episodeSort };
    if ((await app.records.get(key)) !== undefined) continue;
    problems.push({ file, field, reason: reasonInWords("storyGone", { value: id }) });
  }
  return problems;
}
