/**
 * The sign of a project: four shapes out of a small set, chosen by its name, so
 * that each has one of its own for good and none needs a picture.
 */
const side = 32;

/** Drawn in the first quarter of the sign; turned by quarters of a circle around its middle. */
const shapes = [
  `M0 0H${side}A${side} ${side} 0 0 1 0 ${side}Z`,
  `M0 0H${side}V${side}A${side} ${side} 0 0 1 0 0Z`,
  `M0 0H${side}A${side / 2} ${side / 2} 0 0 1 0 0Z`,
  `M0 ${side}A${side} ${side} 0 0 1 ${side} 0A${side} ${side} 0 0 1 0 ${side}Z`,
  `M${side / 2} 0A${side / 2} ${side / 2} 0 0 1 ${side / 2} ${side}A${side / 2} ${side / 2} 0 0 1 ${side / 2} 0Z`,
  `M${side / 2} ${side / 4}A${side / 4} ${side / 4} 0 0 1 ${side / 2} ${(side * 3) / 4}A${side / 4} ${side / 4} 0 0 1 ${side / 2} ${side / 4}Z`,
] as const;

export type MarkPart = {
  readonly d: string;
  readonly transform: string;
  /** In the second colour of the project. */
  readonly second: boolean;
};

/** FNV-1a, 32 bits, then mixed: neighbouring bits must differ too. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Width and height of the sign in its own units. */
export const markSide = side * 2;

/** The four parts of a project's sign; always the same for the same slug. */
export function markOf(slug: string): readonly MarkPart[] {
  return [0, 1, 2, 3].map((quarter) => {
    const hash = hashOf(`${slug}/${quarter}`);
    const turn = (hash >>> 8) % 4;
    const [x, y] = [(quarter % 2) * side, Math.floor(quarter / 2) * side];
    return {
      d: shapes[hash % shapes.length] ?? shapes[0],
      transform: `translate(${x} ${y}) rotate(${turn * 90} ${side / 2} ${side / 2})`,
      second: (hash >>> 16) % 3 === 0,
    };
  });
}
