import type { PublishableEpisode } from "./publication.ts";

export const cast = (value: object) => value as PublishableEpisode; // fires: paroles/one-publishable-maker
export const twice = (value: string) => value as unknown as PublishableEpisode; // fires: paroles/one-publishable-maker
export const angled = (value: object) => <PublishableEpisode>value; // fires: paroles/one-publishable-maker
export const listed = (value: object) => value as readonly PublishableEpisode[]; // fires: paroles/one-publishable-maker

export const fine = (value: object) => value as { readonly id: string };
