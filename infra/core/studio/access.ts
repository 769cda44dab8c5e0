import { type StudioRole, studioRoles } from "./person.ts";

/**
 * Every address of the studio, with who may ask for it. The router registers
 * nothing that is not in this table, one guard reads it, and tests try every
 * role at every door. GET and HEAD change nothing; whatever changes something is
 * a POST of one of our own forms or scripts.
 */
export type Access = {
  /** `anyone` may be signed in or not; otherwise these roles, at this moment. */
  readonly who: "anyone" | readonly StudioRole[];
  /** The largest body, in bytes; `formBytesMax` unless told. */
  readonly bytesMax?: number;
};

/** A form holds a few lines of text. */
export const formBytesMax = 64_000;

const anyone = { who: "anyone" } as const;
const team = { who: studioRoles } as const;
/** Whoever records and asks. */
const coaches = { who: ["coach", "administrator"] } as const;
/** Whoever writes the pages of projects, gives stories out, and asks for them back. */
const communicators = { who: ["communications", "administrator"] } as const;
/** A card with all of its lists, and a photograph (core/studio/photo) in the same form. */
const projectBytesMax = 22_000_000;
const administrators = { who: ["administrator"] } as const;
/** Told as text with what a form cannot hold: a page of typed words for each voice. */
const storyBytesMax = 400_000;
/** A recording in a form, without scripts: a minute of uncompressed sound and more. */
const recordingBytesMax = 30_000_000;
/** Every line of a story's words, as forms write accents: six bytes for one. */
const wordsBytesMax = 600_000;
/** A file of captions. */
const textFileBytesMax = 1_000_000;
/** The scan of a signed form. */
const scanBytesMax = 15_000_000;

export const studioAccess = {
  // Coming in and going out.
  "GET /studio/entrer": anyone,
  "POST /studio/entrer": anyone,
  "GET /studio/code": anyone,
  "POST /studio/code": anyone,
  "POST /studio/cle/essai": anyone,
  "POST /studio/cle/entrer": anyone,
  "GET /studio/invitation/:token": anyone,
  "POST /studio/invitation/:token": anyone,
  "POST /studio/langue": anyone,
  /** Messages of a demonstration; only for whoever sits at the machine itself. */
  "GET /studio/courrier": anyone,
  "POST /studio/sortir": team,

  // Stories: everybody sees where they stand.
  "GET /studio": team,
  "GET /studio/recits/:story": team,
  "GET /studio/recits/:story/etat": team,
  "GET /studio/recits/:story/son/:which": team,
  "POST /studio/recits/:story/reprendre": coaches,
  "POST /studio/recits/:story/suivi/:months": coaches,
  "GET /studio/agenda": team,
  "POST /studio/agenda/adresse": team,
  /** The address is the secret; calendar apps have no session. */
  "GET /studio/calendrier/:token": anyone,

  /** What was seen of a story's addresses after it was closed; the proof of it as a file. */
  "GET /studio/recits/:story/retraits": team,
  "GET /studio/recits/:story/retraits/fichier": team,

  // Recording, and sending what was recorded.
  "GET /studio/enregistrer": coaches,
  "POST /studio/enregistrer": { ...coaches, bytesMax: recordingBytesMax },
  /** The page that a phone keeps for a workshop without network; it names nobody. */
  "GET /studio/hors-ligne": anyone,
  /** Who is signed in on this device, for the scripts of that page. */
  "GET /studio/moi": anyone,
  "POST /studio/envois": coaches,
  "GET /studio/envois/:upload": coaches,
  "POST /studio/envois/:upload/adresses": coaches,
  "POST /studio/envois/:upload/finir": { ...coaches, bytesMax: storyBytesMax },
  "POST /studio/envois/:upload/oublier": coaches,

  // Putting right what is said in a story.
  "GET /studio/recits/:story/texte": team,
  "POST /studio/recits/:story/texte": { ...team, bytesMax: wordsBytesMax },
  "POST /studio/recits/:story/texte/revenir": team,
  "POST /studio/recits/:story/texte/relu": team,
  "POST /studio/recits/:story/texte/remplacer": { ...team, bytesMax: textFileBytesMax },
  "POST /studio/recits/:story/texte/traduction": { ...team, bytesMax: textFileBytesMax },

  // What a story is called, by what it is found, and from when.
  "GET /studio/recits/:story/fiche": team,
  "POST /studio/recits/:story/fiche": team,
  "POST /studio/recits/:story/date": team,
  /** The public page as it would be, for the team's eyes. */
  "GET /studio/recits/:story/apercu": team,
  "GET /studio/recits/:story/apercu/:file": team,

  // Asking for a yes. No route says it in anybody's stead: a signed paper is its person's own word.
  "POST /studio/recits/:story/demander": coaches,
  "POST /studio/recits/:story/remettre": coaches,
  "POST /studio/recits/:story/papier": { ...coaches, bytesMax: scanBytesMax },
  /** Closing is open to the whole team. */
  "POST /studio/recits/:story/retirer": team,

  // Pages of projects.
  "GET /studio/projets": communicators,
  "GET /studio/projets/nouveau": communicators,
  "POST /studio/projets/nouveau": { ...communicators, bytesMax: projectBytesMax },
  /** Shows Markdown as the page will; keeps nothing. */
  "POST /studio/projets/apercu": communicators,
  "POST /studio/projets/importer": { ...communicators, bytesMax: 4_000_000 },
  "GET /studio/projets/exporter": communicators,
  "GET /studio/projets/:project": communicators,
  "POST /studio/projets/:project": { ...communicators, bytesMax: projectBytesMax },
  "GET /studio/projets/:project/apercu": communicators,
  "GET /studio/projets/:project/photo": communicators,
  "GET /studio/projets/:project/fichier": communicators,
  "POST /studio/projets/:project/publier": communicators,
  "POST /studio/projets/:project/depublier": communicators,
  "POST /studio/projets/:project/revenir": communicators,
  "POST /studio/projets/:project/copier": communicators,
  "GET /studio/projets/:project/choisir": communicators,
  "POST /studio/projets/:project/choisir": { ...communicators, bytesMax: 400_000 },

  // What others take away of what is public.
  "GET /studio/recits/:story/kit": team,
  "GET /studio/recits/:story/kit/:file": team,
  "GET /studio/projets/:project/kit": team,
  "GET /studio/projets/:project/kit/:file": team,

  // Running the place.
  "GET /studio/equipe": administrators,
  "POST /studio/equipe": administrators,
  "POST /studio/equipe/:person": administrators,
  "GET /studio/destinataires": communicators,
  "POST /studio/destinataires": communicators,
  "POST /studio/destinataires/:recipient/retirer": communicators,
  "POST /studio/destinataires/taches/:task": { ...communicators, bytesMax: scanBytesMax },
  "GET /studio/accords": coaches,
  "POST /studio/accords/:story/rappel": coaches,
  "POST /studio/accords/:story/effacer": administrators,
  "POST /studio/reglages": administrators,
  // Shows: what they are called and look like wherever they are listed.
  "GET /studio/series/nouvelle": administrators,
  "POST /studio/series/nouvelle": { ...administrators, bytesMax: projectBytesMax },
  "GET /studio/series/:show": administrators,
  "POST /studio/series/:show": { ...administrators, bytesMax: projectBytesMax },
  "POST /studio/series/:show/revenir": administrators,
  "GET /studio/series/:show/image": administrators,
  "GET /studio/series/:show/fichier": administrators,
  "GET /studio/series/:show/choisir": administrators,
  "POST /studio/series/:show/choisir": { ...administrators, bytesMax: 400_000 },
  "GET /studio/exploitation": administrators,
  "POST /studio/exploitation/registre": administrators,
  "POST /studio/exploitation/stockage": administrators,
  "POST /studio/exploitation/sauvegarde": administrators,
  "POST /studio/exploitation/sauvegarde/fichier": administrators,
  "POST /studio/exploitation/rejouer/:job": administrators,

  // One's own account.
  "GET /studio/compte": team,
  "POST /studio/compte": team,
  "POST /studio/compte/cle/demande": team,
  "POST /studio/compte/cle": team,
  "POST /studio/compte/cle/:key/retirer": team,
  "POST /studio/compte/sessions/:session/fermer": team,
  "POST /studio/compte/sessions/fermer": team,
} as const satisfies Readonly<Record<string, Access>>;

export type StudioRoute = keyof typeof studioAccess;
/** Routes that need nobody to be signed in. */
export type OpenRoute = {
  [Route in StudioRoute]: (typeof studioAccess)[Route]["who"] extends "anyone" ? Route : never;
}[StudioRoute];
export type TeamRoute = Exclude<StudioRoute, OpenRoute>;

/** Whether somebody of this role may ask for an address. */
export function mayUse(route: StudioRoute, role: StudioRole | undefined): boolean {
  const { who }: Access = studioAccess[route];
  return who === "anyone" || (role !== undefined && who.includes(role));
}

/** The entries of the menu, in order; a role sees those whose page it may open. */
export const studioAreas = [
  // With its slash: the page that a phone keeps for later stands in for what is below it.
  { key: "stories", route: "GET /studio", path: "/studio/" },
  { key: "record", route: "GET /studio/enregistrer", path: "/studio/enregistrer" },
  { key: "projects", route: "GET /studio/projets", path: "/studio/projets" },
  { key: "agenda", route: "GET /studio/agenda", path: "/studio/agenda" },
  { key: "consents", route: "GET /studio/accords", path: "/studio/accords" },
  { key: "copies", route: "GET /studio/destinataires", path: "/studio/destinataires" },
  { key: "team", route: "GET /studio/equipe", path: "/studio/equipe" },
  { key: "upkeep", route: "GET /studio/exploitation", path: "/studio/exploitation" },
  { key: "account", route: "GET /studio/compte", path: "/studio/compte" },
] as const satisfies readonly {
  readonly key: string;
  readonly route: StudioRoute;
  readonly path: string;
}[];
export type StudioArea = (typeof studioAreas)[number]["key"];
