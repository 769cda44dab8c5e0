/** The elements of a player, and the words that its markup brings for them. */
export type PlayerParts = {
  readonly player: HTMLElement;
  readonly audio: HTMLAudioElement;
  readonly dial: HTMLElement;
  readonly seek: HTMLInputElement;
  readonly status: HTMLElement;
  readonly speed: HTMLSelectElement;
  readonly volume: HTMLInputElement;
  readonly link: HTMLInputElement;
  /** Every button or text of a kind: some stand on the dial and in the deck. */
  readonly all: (
    name: "toggle" | "left" | "back" | "forward" | "share" | "next",
  ) => readonly HTMLElement[];
  readonly said: (
    name:
      | "story"
      | "page"
      | "list"
      | "bar"
      | "title"
      | "artist"
      | "artwork"
      | "play"
      | "pause"
      | "position"
      | "copied"
      | "failed",
  ) => string;
  readonly wholeSeconds: number;
};

/** Nothing when a part is missing: the browser's own controls then stay. */
export function partsOf(player: HTMLElement): PlayerParts | undefined {
  const one = <E extends Element>(selector: string) => player.querySelector<E>(selector);
  const audio = one<HTMLAudioElement>("audio");
  const dial = one<HTMLElement>(".dial");
  const seek = one<HTMLInputElement>(".seek");
  const status = one<HTMLElement>('[data-player="status"]');
  const speed = one<HTMLSelectElement>('[data-player="speed"]');
  const volume = one<HTMLInputElement>('[data-player="volume"]');
  const link = one<HTMLInputElement>('[data-player="link"]');
  const wholeSeconds = Number(player.dataset["seconds"]);
  if (!audio || !dial || !seek || !status || !speed || !volume || !link || !(wholeSeconds > 0))
    return undefined;
  const all: PlayerParts["all"] = (name) => [
    ...player.querySelectorAll<HTMLElement>(`[data-player="${name}"]`),
  ];
  const said: PlayerParts["said"] = (name) => player.dataset[name] ?? "";
  return { player, audio, dial, seek, status, speed, volume, link, all, said, wholeSeconds };
}

/** Puts the dial and the deck in the place of the browser's own controls. */
export function uncover({ player, audio }: PlayerParts): void {
  audio.controls = false;
  audio.hidden = true;
  for (const part of player.querySelectorAll<HTMLElement>("[hidden]:not(audio, .player-link)"))
    part.hidden = false;
  player.dataset["ready"] = "";
}
