/**
 * What the pages of other generators look like: bare, or with the weight of ours.
 * For the latter one of our own pages becomes a template: its title, its summary,
 * its words and its ring are the story's, all else is the template's, as an author
 * of one would write it. Words and ring come to them ready made (ours are computed).
 */
import type { Episode } from "#core/episode";

/** How a generator writes a story's own words in its template. */
export type SheetWords = {
  readonly title: string;
  readonly description: string;
  readonly ring: string;
  /** The story's text as the generator made it. */
  readonly content: string;
  /** An attribute's value with words in it; quoted text unless the generator wants it otherwise. */
  readonly attribute?: (value: string) => string;
};
export type Sheet = {
  readonly name: string;
  /** The template of a story's page. */
  story(words: SheetWords): string;
  /** The text of a story, in Markdown or as HTML. */
  content(episode: Episode): string;
};

/** A bare page of 1 KB. */
export const page = (title: string, body: string) =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

const textsOf = (episode: Episode) => (episode.transcript?.cues ?? []).map(({ text }) => text);

export const bareSheet: Sheet = {
  name: "bare pages",
  story: ({ title, description, content }) =>
    page(title, `<h1>${title}</h1><p>${description}</p>${content}`),
  content: (episode) => textsOf(episode).join("\n\n"),
};

/** Stands where a word of the story belongs; nothing that a page contains. */
const [titleMark, summaryMark, ringMark, wordsMark] = ["\u0001", "\u0002", "\u0003", "\u0004"];
const marks = /[\u0001-\u0004]/u;

/** Templates with the weight of `html`, our own page of `episode`. Throws when the page is not as it was: then this is to be mended. */
export function sheetLike(html: string, episode: Episode): Sheet {
  const marked = markedPage(html, episode);
  return {
    name: "pages like ours",
    story: ({ title, description, ring, content, attribute }) => {
      const values = new Map([
        [titleMark, title],
        [summaryMark, description],
        [ringMark, ring],
        [wordsMark, content],
      ]);
      const filled = (text: string) =>
        text.replace(new RegExp(marks, "gu"), (mark) => values.get(mark) ?? mark);
      return filled(
        marked.replace(/="([^"]*)"/g, (whole, value: string) =>
          marks.test(value) ? `=${attribute?.(filled(value)) ?? `"${filled(value)}"`}` : whole,
        ),
      );
    },
    content: wordsLikeOurs,
  };
}

function markedPage(html: string, { title, summary }: Episode): string {
  // What machines read is left as it is: each generator escapes there in its own way.
  const data = /<script type="application\/ld\+json">.*?<\/script>/s.exec(html)?.[0] ?? "";
  const [before = "", after = ""] = html.split(data);
  const from = after.indexOf('<div class="transcript"');
  const to = after.indexOf('<p class="small">', from);
  const ring = /(?<=class="ring-first" d=")[^"]+/.exec(after)?.[0];
  if (data === "" || from < 0 || to < 0 || ring === undefined)
    throw new Error("the page of a story has other parts than the measurement knows");
  const rest = `${after.slice(0, from)}${wordsMark}${after.slice(to)}`;
  const mark = (text: string) =>
    text.replaceAll(title, titleMark).replaceAll(summary, summaryMark).replaceAll(ring, ringMark);
  return `${mark(before)}${data}${mark(rest)}`;
}

const cuesPerPassage = 3;

/** The words of a story in the markup of our pages; without a line break, so that Markdown lets it be. */
function wordsLikeOurs(episode: Episode): string {
  const cues = episode.transcript?.cues ?? [];
  const passages = Array.from({ length: Math.ceil(cues.length / cuesPerPassage) }, (_, at) => {
    const own = cues.slice(at * cuesPerPassage, (at + 1) * cuesPerPassage);
    const seconds = own[0]?.startSeconds ?? 0;
    const time = `0:${String(seconds).padStart(2, "0")}`;
    const spans = own.map(
      ({ startSeconds, endSeconds, text }) =>
        `<span data-from="${startSeconds}" data-to="${endSeconds}">${text}</span> `,
    );
    return `<div class="passage" id="t=${seconds}"><a class="passage-time" href="#t=${seconds}" data-seek="${seconds}"><span aria-hidden="true">${time}</span><span class="visually-hidden">Écouter à partir de ${time}</span></a><p class="passage-words" lang="fr">${spans.join("")}</p></div>`;
  });
  return `<div class="transcript">${passages.join("")}</div>`;
}

/** A ring of 120 bars as one path, as ours is drawn; made beforehand. */
export function ringOf({ audio }: Episode): string {
  const waveform = audio?.waveform ?? [];
  return Array.from({ length: 120 }, (_, bar) => {
    const angle = ((bar + 0.5) / 120) * 2 * Math.PI;
    const length = 5 + 185 * (waveform[Math.floor((bar * waveform.length) / 120)] ?? 0);
    const at = (radius: number) =>
      `${Math.round(Math.sin(angle) * radius)} ${Math.round(-Math.cos(angle) * radius)}`;
    return `M${at(295)}l${at(length)}`;
  }).join("");
}
