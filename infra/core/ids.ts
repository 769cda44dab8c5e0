import { z } from "zod";

/** Crockford's base 32 in lower case: no i, l, o, u, so an id can be read out over the phone. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 100 bits: not to be guessed, short enough for an address. */
export const episodeIdLength = 20;
/** 130 bits, as the consent note's I5 asks of every public media address (at least 128). */
export const publicationKeyLength = 26;

const idPattern = (length: number) => new RegExp(`^[${alphabet}]{${length}}$`);

export const EpisodeIdSchema = z.string().regex(idPattern(episodeIdLength));
/** Within an episode: s1, s2, …; it says nothing about the person. */
export const SpeakerIdSchema = z.string().regex(/^s[1-9][0-9]?$/);
/** `self`, or g1, g2, … for those who must agree beside the speaker. */
export const SignatoryIdSchema = z.string().regex(/^(self|g[1-9])$/);
/** Names of shows, projects and themes in addresses. */
export const SlugSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(80);
/** UTC, with seconds or milliseconds, as `Date.prototype.toISOString` writes it. */
export const InstantSchema = z.iso.datetime();

/** Turns random bytes (one per character is read) into an id of that many characters; each byte gives five unbiased bits. */
export function encodeId(randomBytes: Uint8Array): string {
  return Array.from(randomBytes, (byte) => alphabet.charAt(byte & 31)).join("");
}

/**
 * The readable part of an address: ASCII letters, digits and hyphens, at most 60
 * characters (Apple asks for ASCII file names), `recit` when nothing readable is left.
 */
export function slugOf(text: string): string {
  const plain = text
    .replace(/œ/gi, "oe")
    .replace(/æ/gi, "ae")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "recit" : plain;
}
