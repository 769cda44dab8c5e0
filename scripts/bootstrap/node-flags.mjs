/**
 * How every program of ours is run. V8 lets a heap that may become larger than 2 GB
 * grow to four times of what is alive before it looks again, a smaller one to twice at
 * most: a press of ten thousand stories held 500 MB and holds 370, in the same time.
 * Nothing here needs 2 GB. The young generation is what such a heap has anyway, said
 * so that no version of V8 thinks otherwise: with a quarter of it the same press held as
 * much, and publishing one story took a fifth longer, since whole feeds outlived it.
 * @type {readonly string[]}
 */
export const nodeFlags = ["--max-semi-space-size=16", "--max-old-space-size=2000"];

/**
 * What the C library is told, whatever the person's own environment does not say:
 * glibc keeps memory apart for every thread, and pictures are drawn on many. With
 * two such places a press of a thousand stories held 345 MB, with all of them 394
 * (sharp's documentation advises the same; other C libraries do not read it).
 * @type {Readonly<Record<string, string>>}
 */
export const memoryEnv = { MALLOC_ARENA_MAX: "2" };
