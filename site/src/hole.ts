/**
 * A hole in the frame of a page: where a thing goes that each of thousands of pages
 * has of its own, while Astro makes what they have alike once (site/press/frame.ts).
 */

/** A noncharacter, which no cleaned text (core/text.ts) and so nothing that anyone wrote can hold. */
export const holeMark = "\uFFFE";

/** Stands in the frame for the part of this name. */
export const hole = (name: string): string => `${holeMark}${name}${holeMark}`;
