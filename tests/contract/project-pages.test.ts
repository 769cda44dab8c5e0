import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { frenchSpacing } from "#core/content/french-spacing";
import { type Locale, locales } from "#core/press/page-data";
import type { Project } from "#core/content/project";
import { requireProject } from "../support/project-files.ts";
import type { Figure } from "#core/content/project-parts";
import { figureAmount } from "../../site/src/projects/format-figure.ts";
import { contentFiles, readCard } from "../support/content-files.ts";
import { htmlOf, theSite } from "../support/site-bundle.ts";
import { aPage } from "../support/site-page-data.ts";

/** The first start builds the bundle, which takes longer than a test may. */
const buildTimeoutMs = 120_000;

const projects = contentFiles("projects", ".md").map((file) =>
  requireProject(readCard(file), file),
);
const prefix = { fr: "", en: "/en" } as const;
const pageAt = (path: string, locale: Locale = "fr") =>
  htmlOf(aPage({ kind: "plain" }, { locale, path: `${prefix[locale]}${path}` }));

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
};
/** What a reader sees of a piece of HTML. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, " ")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "")
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
const plain = (text: string) => textOf(text.replaceAll("<", "&lt;")).replaceAll("'", "’");

/** How many things of each kind the page marks as facts. */
function factsOn(html: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, kind = ""] of html.matchAll(/ data-fact="([^"]+)"/g))
    counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const figuresIn = (claims: readonly { readonly figures: readonly Figure[] }[]) =>
  claims.flatMap(({ figures }) => figures);

/** How many there are in the data. */
function factsOf(project: Project): Record<string, number> {
  const { regionalNote: note, pathwayLength, publics, photo, source } = project;
  const counts = {
    title: 1,
    holder: 1,
    "holder-note": project.holderNote === undefined ? 0 : 1,
    wave: 1,
    summary: 1,
    people: project.peopleTarget.length,
    pathway: 1,
    "follow-up": pathwayLength.followUpMonthsMax === undefined ? 0 : 1,
    average: pathwayLength.average ? 1 : 0,
    part: pathwayLength.parts.length,
    public: 1,
    ages: publics.ageMin === undefined && publics.ageMax === undefined ? 0 : 1,
    "public-key": publics.keys.length,
    theme: project.themes.length,
    presentation: 1,
    "presentation-figure": project.figures.length,
    objective: project.objectives.length,
    "objective-figure": figuresIn(project.objectives).length,
    "added-value": project.addedValues.length,
    "added-value-figure": figuresIn(project.addedValues).length,
    partner: project.partners.length,
    "partners-note": project.partnersNote === undefined ? 0 : 1,
    place: project.territories.length,
    "territories-note": project.territoriesNote === undefined ? 0 : 1,
    "photo-credit": photo === undefined ? 0 : 1,
    "photo-caption": photo?.caption === undefined ? 0 : 1,
    source: 1,
    "source-note": source.note === undefined ? 0 : 1,
    "regional-title": note === undefined ? 0 : 1,
    "regional-holder": note === undefined ? 0 : 1,
    "regional-public": note === undefined ? 0 : 1,
    "regional-place": note?.territories.length ?? 0,
    difference: note?.differences.length ?? 0,
    "difference-figure": figuresIn(note?.differences ?? []).length,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Everything that must be read on the page, word for word. */
function wordsOf(project: Project, locale: Locale): readonly string[] {
  const { regionalNote: note, photo, source } = project;
  const own = (text: { readonly fr: string; readonly en: string }) => text[locale];
  const claims = [...project.objectives, ...project.addedValues, ...(note?.differences ?? [])];
  const places = [...project.territories, ...(note?.territories ?? [])];
  const figures = [...project.figures, ...figuresIn(claims)];
  return [
    own(project.title),
    own(project.summary),
    project.holder,
    own(project.pathwayLength.text),
    project.publics.text,
    ...project.pathwayLength.parts.map(({ label }) => own(label)),
    ...claims.map(({ text }) => text),
    ...figures.flatMap((figure) => [figureAmount(figure, locale), own(figure.label)]),
    ...project.partners.flatMap(({ name, about }) => [name, about ?? ""]),
    ...places.flatMap(({ label, period }) => [label, period === undefined ? "" : own(period)]),
    ...[project.holderNote, project.partnersNote, project.territoriesNote, source.note].map(
      (text) => text ?? "",
    ),
    source.document,
    source.where,
    ...(photo === undefined ? [] : [photo.credit, photo.caption ?? ""]),
    ...(note === undefined ? [] : [note.title, note.holder, note.publics]),
  ];
}

test(
  "the page of each project has every fact of its card, counted and word for word, in both languages",
  async () => {
    expect(projects).toHaveLength(20);
    for (const project of projects) {
      for (const locale of locales) {
        const html = await pageAt(`/projets/${project.slug}/`, locale);
        expect(factsOn(html), `${project.slug} ${locale}`).toEqual(factsOf(project));
        const main = textOf(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "");
        const missing = wordsOf(project, locale)
          .map((text) => plain(frenchSpacing(text)))
          .filter((text) => !main.includes(text));
        expect(missing, `${project.slug} ${locale}`).toEqual([]);
      }
    }
  },
  buildTimeoutMs,
);

test("English pages mark the words that stay in French", async () => {
  const html = await pageAt("/projets/audace/", "en");
  expect(html).toMatch(/class="prose" lang="fr"/);
  expect(html).toMatch(/<li data-fact="objective"><p lang="fr">/);
  expect(html).not.toMatch(/<h1[^>]*lang="fr"/);
  expect(textOf(html)).toContain("about 3,000 people to reach out to");
});

test("what machines read of a project has the required fields, and says what the page says", async () => {
  for (const project of projects) {
    for (const locale of locales) {
      const html = await pageAt(`/projets/${project.slug}/`, locale);
      const things = [
        ...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g),
      ].map(([, json = ""]) => JSON.parse(json) as Record<string, unknown>);
      const thing = things.find((each) => each["@type"] === "Project");
      const path = `${prefix[locale]}/projets/${project.slug}/`;
      expect(thing, path).toMatchObject({
        "@context": "https://schema.org",
        "@id": `https://paroles.example/projets/${project.slug}/#projet`,
        name: project.title[locale],
        description: project.summary[locale],
        url: `https://paroles.example${path}`,
        foundingDate: project.waveDate,
        parentOrganization: { "@type": "Organization", name: project.holder },
      });
      expect(thing?.["areaServed"]).toHaveLength(project.regions.length);
      const crumbs = things.find((each) => each["@type"] === "BreadcrumbList");
      const items = crumbs?.["itemListElement"] as { position: number; item: string }[];
      expect(items.map(({ position }) => position)).toEqual([1, 2, 3]);
      expect(items.at(-1)?.item).toBe(`https://paroles.example${path}`);
    }
  }
});

test("every link between the pages of projects leads to a page that is pressed", async () => {
  const { plainPaths } = await theSite();
  const pages = plainPaths.filter((path) => path.includes("/projets/"));
  expect(pages.length).toBeGreaterThan(150);
  for (const path of pages) {
    const locale = path.startsWith("/en/") ? "en" : "fr";
    const html = await htmlOf(aPage({ kind: "plain" }, { locale, path }));
    const links = [...html.matchAll(/ href="([^"]*\/projets\/[^"#?]*)/g)].map(([, link = ""]) =>
      link.replace("https://paroles.example", ""),
    );
    expect(
      links.filter((link) => !plainPaths.includes(link)),
      path,
    ).toEqual([]);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size, path).toBe(ids.length);
    expect(gzipSync(html).length, path).toBeLessThan(16_000);
  }
});

test("the national page lists all projects, and says who chooses and who answers for the call", async () => {
  const text = textOf(await pageAt("/projets/"));
  for (const { title } of projects) expect(text).toContain(plain(frenchSpacing(title.fr)));
  for (const fact of [
    "Comité des bénéficiaires",
    "Comité de sélection",
    "Comité d’engagement",
    "Muriel Pénicaud",
    "Jean-Marie Marx",
    "Eric Kayser",
    "novembre 2018",
    "avril 2019",
  ])
    expect(text).toContain(fact);
});

test("the regional page has its status, dates, funding, strands, examples and six laureates", async () => {
  const html = await pageAt("/projets/hauts-de-france/");
  const text = textOf(html);
  for (const fact of [
    "Clos",
    "1er février 2021",
    "15 avril 2021",
    "250 millions d’euros",
    "La confiance en soi",
    "La citoyenneté",
    "La mise en situation professionnelle",
    "DEST1",
    "Lesquin (base arrière)",
  ])
    expect(text).toContain(fact);
  expect(html.match(/data-fact="regional-title"/g)).toHaveLength(6);
  const examples = /<h3 id="exemples">[\s\S]*?<\/section>/.exec(html)?.[0] ?? "";
  expect(examples.match(/<li>/g)).toHaveLength(6);
});

test("the figures and the map say the numbers that the cards add up to", async () => {
  const figures = textOf(await pageAt("/projets/chiffres/"));
  for (const total of [
    "21 170 personnes à accompagner",
    "450 personnes de plus chaque année",
    "840",
  ])
    expect(figures).toContain(total);
  expect(figures).toContain("Sans nombre dans la fiche nationale : Agir pour les décrocheurs");
  const map = textOf(await pageAt("/projets/carte/"));
  expect(map).toContain("Hauts-de-France, 7 projets");
  expect(map).toContain("Mayotte, 1 projet");
  expect(map).toContain("Île-de-France, 13 projets");
});

test("the comparison holds every project without any script", async () => {
  const html = await pageAt("/projets/comparer/");
  expect(html.match(/<th[^>]* data-project=/g)).toHaveLength(20);
});

test("the pages of prose say what the operator filled in", async () => {
  const html = await pageAt("/mentions-legales/");
  expect(html).toContain("Association Exemple");
  expect(html).not.toContain("[[");
});
