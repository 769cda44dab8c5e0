import type { PublishableEpisode } from "../../infra/core/publication.ts";

export const cast = (value: object) => value as PublishableEpisode; // fires: paroles/one-publishable-maker
