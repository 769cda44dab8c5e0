import type { MDXInstance } from "astro";
import { localeFolder } from "#core/press/locale-paths";
import { typeset } from "../format/typeset.ts";
import { type PageHead, PageHeadSchema } from "./page-head.ts";
import { needsOfPage, strangersIn } from "#core/content/page-tags";
import { type Locale, locales, type PageNeeds } from "#core/press/page-data";

export type PlainPage = {
  readonly locale: Locale;
  /** File name, the same in both languages. */
  readonly slug: string;
  readonly path: string;
  readonly head: PageHead;
  readonly Content: MDXInstance<Record<string, unknown>>["Content"];
};

const files = import.meta.glob<MDXInstance<Record<string, unknown>>>(
  "../../../content/pages/*/*.mdx",
  {
    eager: true,
  },
);

const pathOf = (locale: Locale, slug: string) => `${localeFolder(locale)}/${slug}/`;

function headOf(frontmatter: Record<string, unknown>, locale: Locale): PageHead | undefined {
  const head = PageHeadSchema.safeParse(frontmatter).data;
  return (
    head && {
      ...head,
      title: typeset(head.title, locale),
      description: typeset(head.description, locale),
    }
  );
}

/** Every page of `content/pages`, in the order of their authors. */
const plainPages: readonly PlainPage[] = Object.entries(files)
  .flatMap(([file, page]) => {
    const [, folder, slug] = /\/([^/]+)\/([^/]+)\.mdx$/.exec(file) ?? [];
    const locale = locales.find((candidate) => candidate === folder);
    if (locale === undefined || slug === undefined) return [];
    // A page that does not hold is left out; the build tells its author why.
    const head = headOf(page.frontmatter, locale);
    if (head === undefined) return [];
    return [
      {
        locale,
        slug,
        path: pathOf(locale, slug),
        head,
        Content: page.Content,
      },
    ];
  })
  .sort(
    (a, b) =>
      (a.head.order ?? Infinity) - (b.head.order ?? Infinity) || a.slug.localeCompare(b.slug),
  );

export const plainPagesIn = (locale: Locale): readonly PlainPage[] =>
  plainPages.filter((page) => page.locale === locale);

export const plainPageAt = (path: string): PlainPage | undefined =>
  plainPages.find((page) => page.path === path);

/** The same page in each language; a page that was not translated stands for both. */
export function alternatesOf({ slug, path }: PlainPage): Readonly<Record<Locale, string>> {
  const pathFor = (locale: Locale) =>
    plainPages.find((page) => page.slug === slug && page.locale === locale)?.path ?? path;
  return { fr: pathFor("fr"), en: pathFor("en") };
}

const texts = import.meta.glob<string>("../../../content/pages/*/*.mdx", {
  eager: true,
  query: "?raw",
  import: "default",
});

const textOf = ({ locale, slug }: PlainPage): string =>
  Object.entries(texts).find(([file]) => file.endsWith(`/${locale}/${slug}.mdx`))?.[1] ?? "";

/** Which pages ask for stories, and for which. */
export const pageNeeds: readonly PageNeeds[] = plainPages.flatMap(
  (page) => needsOfPage(page.path, textOf(page)) ?? [],
);

/** Components that a page uses and that do not exist. */
export const strangersOf = (page: PlainPage): readonly string[] => strangersIn(textOf(page));

const notFoundPath = "/404.html";
const gonePath = "/410.html";
/** Shown by the service worker where there is no network. */
const offlinePath = "/hors-ligne.html";
const goneFramePath = "/410-embed.html";

/** What the press can ask for without any record. */
export const plainPaths: readonly string[] = [
  ...plainPages.map((page) => page.path),
  notFoundPath,
  gonePath,
  offlinePath,
  goneFramePath,
];
