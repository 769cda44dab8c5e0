/** A voice as a ring of its own waveform: decoration, since the words beside it say the same. */
import { onceFor } from "../once-for.ts";
import { attribute } from "../ready-html.ts";
import type { EpisodeView } from "#core/press/catalogue";
import { playerRing, ringPaths, ringSide, type RingPaths, thumbnailRing } from "./ring-path.ts";

const radius = ringSide * 0.39;
const half = `a ${radius} ${radius} 0 0 1 0`;
/** Clockwise, as a minute goes. */
const circleFromTop = `M ${ringSide / 2} ${ringSide / 2 - radius} ${half} ${2 * radius} ${half} ${-2 * radius}`;
const heard = `<path class="ring-heard" d="${circleFromTop}" stroke="#fff" stroke-width="${ringSide * 0.24}" stroke-linecap="butt" pathLength="1"></path>`;

export type RingLook = {
  readonly strokeWidth: number;
  /** The id of the mask that uncovers what was heard; a thumbnail needs none. */
  readonly heardMaskId?: string | undefined;
};

/** The drawing of a ring; with the id of a mask, a second ring that uncovers what was heard. */
export const ringSvg = (paths: RingPaths, { strokeWidth, heardMaskId }: RingLook): string =>
  `<svg class="ring" viewBox="0 0 ${ringSide} ${ringSide}" fill="none"${attribute("stroke-width", strokeWidth)}` +
  ` stroke-linecap="round" aria-hidden="true" focusable="false">${barsHtml(paths, heardMaskId)}</svg>`;

/** The ring of a list. A card stands on the pages of every language with the same one: it is drawn once while its points live. */
export const thumbnailOf = onceFor((waveform: readonly number[]) =>
  ringSvg(ringPaths(waveform, thumbnailRing), { strokeWidth: 27 }),
);

/** The ring of a player. */
export const dialRing = (story: EpisodeView): string =>
  ringSvg(ringPaths(story.waveform, playerRing, story), {
    strokeWidth: 13,
    heardMaskId: `heard-${story.id}`,
  });

function barsHtml({ first, second }: RingPaths, heardMaskId: string | undefined): string {
  const voices =
    `<path class="ring-first" d="${first}"></path>` +
    (second === "" ? "" : `<path class="ring-second" d="${second}"></path>`);
  if (heardMaskId === undefined) return voices;
  return (
    `<mask id="${heardMaskId}">${heard}</mask>` +
    `<g class="ring-rest" id="${heardMaskId}-bars">${voices}</g>` +
    `<use href="#${heardMaskId}-bars" mask="url(#${heardMaskId})"></use>`
  );
}
