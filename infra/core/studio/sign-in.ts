import type { BucketPolicy } from "../consent/rate-limit.ts";
import { z } from "zod";
import { InstantSchema } from "../ids.ts";
import type { StudioRole } from "./person.ts";

/**
 * Numbers of signing in. Eight digits, five tries a code and the limits below
 * leave whoever guesses at one person's codes 745 tries a day in 10^8 (ASVS 5.0,
 * 6.5.4 and 6.6.3 ask for 20 bits and a limit); a code lives for ten minutes (6.5.5).
 */
const codeDigits = 8;
export const codeMinutes = 10;
export const codeTriesMax = 5;
export const invitationDays = 7;

/** A whole office sits behind one address: twenty in a row, then one every three minutes. */
export const staffAddressPolicy: BucketPolicy = { capacity: 20, refillPerHour: 20 };
/** Codes that one mailbox is sent: five in a row, then one every ten minutes. */
export const staffEmailPolicy: BucketPolicy = { capacity: 5, refillPerHour: 6 };

/** Hours without a sign of life after which a session ends, and days after which it ends in any case. */
const sessionIdleHours: Readonly<Record<StudioRole, number>> = {
  // A workshop week with days without network: the recordings wait on the phone meanwhile.
  coach: 72,
  communications: 24,
  administrator: 12,
};
export const sessionDaysMax = 30;

/** One browser's way in, from the request of a code on; found by a hash of what that browser holds. */
export const SignInSchema = z.object({
  /** Absent where nobody has that address; everything else goes the same way. */
  personId: z.string().optional(),
  expiresAt: InstantSchema,
  triesLeft: z.int().nonnegative(),
  /** From the hasher port; absent until the code was made and sent. */
  codeHash: z.string().optional(),
});
export type SignIn = z.output<typeof SignInSchema>;

export const StaffSessionSchema = z.object({
  personId: z.string(),
  openedAt: InstantSchema,
  seenAt: InstantSchema,
  how: z.enum(["code", "passkey", "invitation"]),
  /** What a person recognises it by: browser and system, no more. */
  device: z.string().max(60),
});
export type StaffSession = z.output<typeof StaffSessionSchema>;

/** Whether a session has ended. In doubt (a clock that went back, an unreadable moment) it is over. */
export function isSessionOver(
  { openedAt, seenAt }: StaffSession,
  role: StudioRole,
  now: string,
): boolean {
  const idleMs = Date.parse(now) - Date.parse(seenAt);
  const ageMs = Date.parse(now) - Date.parse(openedAt);
  const idleMsMax = sessionIdleHours[role] * 3_600_000;
  return !(idleMs >= 0 && idleMs <= idleMsMax && ageMs <= sessionDaysMax * 86_400_000);
}

/** The digits of a code from six random bytes; 2^48 is so much more than 10^8 that no code is likelier by a millionth. */
export function codeOf(randomBytes: Uint8Array): string {
  const number = randomBytes.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 10 ** codeDigits).padStart(codeDigits, "0");
}

/** What was typed, without the spaces and signs that people and keyboards add. */
export const readCode = (typed: string): string => typed.slice(0, 40).replace(/\D/g, "");

/** In two halves, as it is read and typed. */
export const spacedDigits = (code: string): string =>
  `${code.slice(0, codeDigits / 2)} ${code.slice(codeDigits / 2)}`;

/** Browser and system in a word each, from what a browser says of itself; nothing that tells two phones apart. */
export function deviceOf(userAgent: string): string {
  const first = (known: Readonly<Record<string, RegExp>>) =>
    Object.entries(known).find(([, pattern]) => pattern.test(userAgent))?.[0];
  const browser = first({
    Edge: /Edg\//,
    Firefox: /Firefox\/|FxiOS/,
    Samsung: /SamsungBrowser/,
    Chrome: /Chrom(e|ium)\/|CriOS/,
    Safari: /Safari\//,
  });
  const system = first({
    Android: /Android/,
    iPhone: /iPhone|iPod/,
    iPad: /iPad/,
    Windows: /Windows/,
    macOS: /Mac OS X/,
    Linux: /Linux/,
  });
  return [browser, system].filter((part) => part !== undefined).join(", ");
}
