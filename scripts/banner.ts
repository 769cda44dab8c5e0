import { feedPath } from "#core/press/task";
import type { Show } from "#core/content/show";

/** The addresses to open, once everything runs. */
export function bannerLines(site: {
  readonly origin: string;
  /** Where this machine answers, which differs from the origin behind a proxy. */
  readonly baseUrl: string;
  readonly shows: readonly Show[];
  /** Address of one published story, where there is one. */
  readonly storyUrl: string | undefined;
  /** The link of the person whose voice that story is: it opens their own pages. */
  readonly participantUrl: string | undefined;
  /** People made up for the demonstration, by what they do. */
  readonly team: readonly { readonly email: string; readonly role: string }[];
  /** Their messages are shown on a page of this machine. */
  readonly hasOutbox: boolean;
}): readonly string[] {
  const rows: [string, string][] = [
    ["site", `${site.origin}/`],
    ...site.shows.map((show): [string, string] => ["feed", `${site.origin}${feedPath(show.slug)}`]),
    ...(site.storyUrl === undefined ? [] : [["a story", site.storyUrl] satisfies [string, string]]),
    ...(site.participantUrl === undefined
      ? []
      : [["its voice", site.participantUrl] satisfies [string, string]]),
    ["studio", `${site.origin}/studio`],
    ...site.team.map(({ email, role }): [string, string] => ["", `  ${email} (${role})`]),
    ...(site.hasOutbox
      ? [["codes", `${site.origin}/studio/courrier`] satisfies [string, string]]
      : []),
    ...(site.baseUrl === site.origin
      ? []
      : [["answers at", site.baseUrl] satisfies [string, string]]),
  ];
  return ["", ...rows.map(([name, url]) => `  ${name.padEnd(10)} ${url}`), ""];
}
