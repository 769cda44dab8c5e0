import type { SiteData } from "#core/press/page-data";
import { type Show, ShowSchema } from "#core/content/show";

/** A show that lacks nothing; every field can be set. */
export function aShow(changes: Partial<Show> = {}): Show {
  return ShowSchema.parse({
    slug: "paroles-de-talents",
    title: "Paroles de Talents",
    language: "fr",
    author: "Atelier des voix",
    ownerName: "Atelier des voix",
    ownerEmail: "contact@voix.example",
    subtitle: "Une minute, une voix",
    description:
      "Des personnes racontent, en une minute, un moment de leur chemin.\n\nChacune a dit oui.",
    descriptionEn: "People tell, in one minute, a moment of their way.",
    category: "Society & Culture",
    subcategory: "Personal Journals",
    explicit: false,
    copyright: "© 2026 Atelier des voix",
    license: { identifier: "CC-BY-NC-ND-4.0" },
    funding: { url: "https://voix.example/soutenir", text: "Soutenir l’atelier" },
    updateFrequency: "Chaque mois",
    location: "Île-de-France",
    demonstration: false,
    ...changes,
  });
}

/** A site with the shows given. */
export function aSite(...shows: readonly Show[]): SiteData {
  return {
    name: "Paroles",
    origin: "https://paroles.example",
    shows: shows.length === 0 ? [aShow()] : shows,
    demonstration: shows.some(({ demonstration }) => demonstration),
  };
}
