// The one file that may: nothing fires here.
export type PublishableEpisode = { readonly id: string };

/** Documented. */
export const make = (id: string) => ({ id }) as PublishableEpisode;
