import { ringSide, type RingPaths } from "./ring-path.ts";

const radius = ringSide * 0.39;
const half = `a ${radius} ${radius} 0 0 1 0`;
/** Clockwise, as a minute goes. */
const circleFromTop = `M ${ringSide / 2} ${ringSide / 2 - radius} ${half} ${2 * radius} ${half} ${-2 * radius}`;
const heard = `<path class="ring-heard" d="${circleFromTop}" stroke="#fff" stroke-width="${ringSide * 0.24}" stroke-linecap="butt" pathLength="1"></path>`;

/** What stands in the drawing of a ring; with the id of a mask, a second ring that uncovers what was heard. */
export function ringHtml({ first, second }: RingPaths, heardMaskId: string | undefined): string {
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
