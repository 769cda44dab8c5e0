/**
 * How every program of ours is run. V8 would let the young generation grow to
 * 3 × 16 MB, and the heap with it, whatever is alive in it: a press of a hundred
 * stories held 346 MB for the 51 MB that it needed, and with 4 MB it holds 209.
 * And it lets a heap that may become larger than 2 GB grow to four times of what is
 * alive before it looks again, a smaller one to twice at most: a press of ten thousand
 * stories held 500 MB and holds 360, in the same time. Nothing here needs 2 GB.
 * @type {readonly string[]}
 */
export const nodeFlags = ["--max-semi-space-size=4", "--max-old-space-size=2000"];

/**
 * What the C library is told, whatever the person's own environment does not say:
 * glibc keeps memory apart for every thread, and pictures are drawn on many. With
 * two such places a press of a thousand stories held 345 MB, with all of them 394
 * (sharp's documentation advises the same; other C libraries do not read it).
 * @type {Readonly<Record<string, string>>}
 */
export const memoryEnv = { MALLOC_ARENA_MAX: "2" };
