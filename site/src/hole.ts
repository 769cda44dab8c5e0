/**
 * A hole in the frame of a page: where a thing goes that each of thousands of pages
 * has of its own, while Astro makes what they have alike once (site/press/frame.ts).
 */

/** A noncharacter, which no cleaned text (core/text.ts) and so nothing that anyone wrote can hold. */
export const holeMark = "\uFFFE";

/** What is a page's own, by the name of its hole: HTML that is ready for the place where it goes; a long one in pieces. */
export type Parts = { readonly [name: string]: string | readonly string[] };

/** Stands in the frame for the part of this name. */
export const hole = (name: string): string => `${holeMark}${name}${holeMark}`;

/** A text with its parts in their holes, for a page that has it once. */
export const filled = (frame: string, parts: { readonly [name: string]: string }): string =>
  frame
    .split(holeMark)
    .map((piece, index) => (index % 2 === 0 ? piece : (parts[piece] ?? "")))
    .join("");
