import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "#ports/clock";

/** How long an address may be used; the page asks for a new one then. */
const addressSeconds = 900;

export type PartPlace = {
  readonly reference: string;
  readonly number: number;
  readonly bytes: number;
};

/**
 * Addresses that say for themselves which part may be sent there, of how many
 * bytes, and until when: only whoever has the key can make one.
 */
export function createPartAddresses(config: {
  readonly key: Uint8Array;
  readonly path: string;
  readonly clock: Clock;
}) {
  const { key, path, clock } = config;
  const sign = ({ reference, number, bytes }: PartPlace, until: number) =>
    createHmac("sha256", key)
      .update(`${reference}/${number}/${bytes}/${until}`)
      .digest("base64url");
  const nowSeconds = () => Math.floor(Date.parse(clock.now()) / 1000);
  return {
    make(place: PartPlace): string {
      const until = nowSeconds() + addressSeconds;
      const query = `octets=${place.bytes}&jusque=${until}&signe=${sign(place, until)}`;
      return `${path}/${place.reference}/${place.number}?${query}`;
    },
    /** What an address allows; undefined when it was not made here, or has run out. */
    read(url: string): PartPlace | undefined {
      const { pathname, searchParams } = new URL(url);
      const found = /^\/([0-9a-z]{1,64})\/([1-9]\d{0,4})$/.exec(pathname.slice(path.length));
      if (found === null) return undefined;
      const place = {
        reference: found[1] ?? "",
        number: Number(found[2]),
        bytes: Number(searchParams.get("octets")),
      };
      const until = Number(searchParams.get("jusque"));
      const isOurs = isSame(searchParams.get("signe") ?? "", sign(place, until));
      return isOurs && nowSeconds() <= until ? place : undefined;
    },
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
