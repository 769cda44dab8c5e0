import type { PublishableEpisode } from "./publication.ts";

/** Documented. */
export const cast = (value: object) => value as PublishableEpisode; // fires: paroles/one-publishable-maker
/** Documented. */
export const twice = (value: string) => value as unknown as PublishableEpisode; // fires: paroles/one-publishable-maker
/** Documented. */
export const angled = (value: object) => <PublishableEpisode>value; // fires: paroles/one-publishable-maker
/** Documented. */
export const listed = (value: object) => value as readonly PublishableEpisode[]; // fires: paroles/one-publishable-maker

/** Documented. */
export const fine = (value: object) => value as { readonly id: string };
