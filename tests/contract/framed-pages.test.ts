import { expect, test, vi } from "vitest";
import { locales, type PageData } from "#core/press/page-data";
import { holeMark } from "../../site/src/hole.ts";
import { aCard } from "../support/card-builder.ts";
import { pagesIn } from "../support/page-of-each-kind.ts";
import { aShow, aSite } from "../support/show-builder.ts";
import { htmlOf, theSite } from "../support/site-bundle.ts";
import { aPage, aView, transcriptOf } from "../support/site-page-data.ts";

type View = ReturnType<typeof aView>;
type Around = Parameters<typeof aPage>[1];

/** The pages that a story has, and those of its month and of its place, in each language. */
const pagesOf = (episode: View, around: Around = {}, show = aShow()) => {
  const episodes = [episode];
  const label = episode.place ?? "Denain";
  const facet = { name: "place" as const, key: "denain", label, count: 1, hasMore: true };
  return locales.flatMap((locale): readonly PageData[] => [
    aPage({ kind: "episode", episode, show, thread: episodes }, { ...around, locale }),
    aPage({ kind: "embed", episode, show }, { ...around, locale }),
    aPage({ kind: "month", month: "2026-06", episodes, earlier: "2026-05" }, { ...around, locale }),
    aPage({ kind: "facet", facet, episodes }, { ...around, locale }),
  ]);
};

/** Those with menus, which name the site and its shows: a frame of another site has none. */
const menued = (pages: readonly PageData[]) => pages.filter(({ kind }) => kind !== "embed");

/** A block of data, in which nothing looks like a tag. */
const block = /<script type="application\/ld\+json">[^<]*<\/script>/g;

/** Where it was read: its kind and its language. */
const named = ({ kind, locale }: PageData) => `${kind} ${locale}`;

test("no page shows where its holes were", async () => {
  for (const page of [...locales.flatMap(pagesIn), ...pagesOf(aView())])
    expect(await htmlOf(page), named(page)).not.toContain(holeMark);
});

test("what a story says opens no tag and closes no attribute, in whichever hole it stands", async () => {
  const hostile = '</script>]]>"><b>&';
  const file = aCard().files.map((each) => ({ ...each, name: each.name + hostile }));
  const changes = {
    title: hostile,
    headline: `${hostile} – ${hostile}`,
    summary: hostile,
    trade: hostile,
    place: hostile,
    language: hostile,
    themes: [hostile],
    demonstration: true,
    files: [...aCard().files, ...file],
    speakers: [{ id: hostile, role: "talent" as const, name: hostile }],
  };
  const transcript = { ...transcriptOf([hostile], { speakers: [hostile] }), language: hostile };
  const translation = { ...transcriptOf([hostile]), language: "en" };
  const view = { ...aView(changes), transcript, translations: [translation] };
  const episode = { ...view, path: `/episodes/${hostile}/` };
  const show = aShow({ title: hostile, author: hostile, license: { identifier: hostile } });
  const site = { ...aSite(show), name: hostile };
  for (const page of pagesOf(episode, { site }, { ...show, slug: hostile, language: hostile })) {
    const html = (await htmlOf(page)).replace(block, "");
    expect(html, named(page)).not.toContain('"><b>');
    // In the value of an attribute the signs of a tag are letters, and everywhere else there are none.
    expect(html.replace(/"[^"]*"/g, '""'), named(page)).not.toMatch(/<b>|<\/script>\]/);
    expect(html, named(page)).toContain("&lt;/script&gt;]]&gt;&quot;&gt;&lt;b&gt;&amp;");
  }
});

test("stories one after the other and side by side show nothing of each other", async () => {
  const words = ["alpha", "bravo", "charlie"];
  const pages = words.map((word) =>
    pagesOf(
      aView({
        word,
        title: `Titre ${word}`,
        summary: `Résumé ${word}.`,
        place: `Lieu ${word}`,
        speakers: [{ id: "s1", role: "talent", name: `Nom ${word}` }],
        transcript: transcriptOf([`Texte ${word}.`]),
      }),
    ),
  );
  const side = await Promise.all(pages.map((of) => Promise.all(of.map(htmlOf))));
  for (const [index, word] of words.entries())
    for (const [at, page] of (pages[index] ?? []).entries()) {
      const html = side[index]?.[at];
      expect(html, named(page)).toContain(`Titre ${word}`);
      for (const other of words.filter((candidate) => candidate !== word))
        expect(html, `${named(page)} of ${word}`).not.toContain(other);
      expect(await htmlOf(page), named(page)).toBe(html);
    }
});

test("what pages of one story share is what each of them says made alone, whatever the show and the site", async () => {
  const translation = { ...transcriptOf(["One.", "Two."]), language: "en" };
  const files = aCard().files.flatMap((file) => [file, { ...file, language: "en" }]);
  const speakers = [
    { id: "s1", role: "talent" as const, name: "Sandra" },
    { id: "s2", role: "coach" as const },
  ];
  const transcript = transcriptOf(["Un.", "Deux ?"], { speakers: ["s1", "s2"] });
  const episode = { ...aView({ speakers, files, transcript }), translations: [translation] };
  const arounds = [
    { site: aSite(), show: aShow() },
    { site: { ...aSite(), name: "Autre" }, show: aShow() },
    { site: { ...aSite(), origin: "https://autre.example" }, show: aShow() },
    { site: aSite(), show: aShow({ slug: "autre", title: "Une autre", author: "Autrice" }) },
  ];
  for (const { site, show } of [...arounds, ...arounds])
    for (const [at, page] of pagesOf(episode, { site }, show).entries()) {
      const [alone] = pagesOf(structuredClone(episode), { site }, show).slice(at);
      if (alone === undefined) throw new Error("as many pages as of the other");
      expect(await htmlOf(page), named(page)).toBe(await htmlOf(alone));
    }
});

test("another site makes another frame, and the first one again", async () => {
  const site = aSite();
  const others = [
    { ...site, name: "Une autre maison" },
    { ...site, origin: "https://autre.example" },
    { ...site, demonstration: !site.demonstration },
    { ...site, shows: [aShow({ slug: "autre", title: "Une autre série" })] },
  ];
  const pagesAt = async (at: typeof site) =>
    Promise.all(menued(pagesOf(aView(), { site: at })).map(htmlOf));
  const first = await pagesAt(site);
  for (const other of others)
    for (const [index, html] of (await pagesAt(other)).entries()) {
      expect(html).not.toBe(first[index]);
      expect(html).toContain(other.name);
      expect(html).toContain(other.origin);
      for (const { title } of other.shows) expect(html).toContain(title);
    }
  expect(await pagesAt(site)).toEqual(first);
});

test("a part or a frame that cannot be made refuses the page with its cause, and the next is whole", async () => {
  const site = await theSite();
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const whole = aSite();
  // Data that no record has: only a mistake in the code hands it over.
  const drawn = { ...aView(), waveform: undefined as unknown as number[] };
  const shown = { ...whole, name: `${holeMark}nobody${holeMark}` };
  const empty = { ...whole, shows: undefined as unknown as (typeof whole)["shows"] };
  const pagesAt = (at: typeof whole) => menued(pagesOf(aView(), { site: at }));
  const refused: readonly (readonly [readonly PageData[], string])[] = [
    [pagesOf(drawn), "length"],
    [pagesAt(shown), "nobody"],
    [pagesAt(empty), "reading 'map'"],
  ];
  for (const [pages, told] of refused)
    for (const page of pages)
      await expect(site.render(page.path, page), named(page)).rejects.toMatchObject({
        code: "page-not-rendered",
        params: { path: page.path, status: 500 },
        cause: expect.objectContaining({ message: expect.stringContaining(told) }),
      });
  // Astro tells the console of the frames that it could not make.
  expect(printed).toHaveBeenCalledTimes(pagesAt(empty).length);
  for (const page of pagesOf(aView(), { site: whole }))
    expect(await htmlOf(page), named(page)).toContain("Sandra");
});
