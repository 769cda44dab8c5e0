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

  // One's own account.
  "GET /studio": team,
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
  { key: "account", route: "GET /studio/compte", path: "/studio/compte" },
] as const satisfies readonly {
  readonly key: string;
  readonly route: StudioRoute;
  readonly path: string;
}[];
export type StudioArea = (typeof studioAreas)[number]["key"];
