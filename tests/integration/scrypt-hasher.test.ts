import type * as NodeCrypto from "node:crypto";
import { expect, test, vi } from "vitest";
import { createScryptHasher } from "#adapters/node/scrypt-hasher";

/** What each call of scrypt was asked for. */
const slowHashes = vi.hoisted((): { N?: number; r?: number; p?: number }[] => []);

vi.mock("node:crypto", async (importOriginal) => {
  const real = await importOriginal<typeof NodeCrypto>();
  const scrypt = (...args: Parameters<typeof real.scrypt>) => {
    const { N, r, p } = args[3] as { N: number; r: number; p: number };
    slowHashes.push({ N, r, p });
    real.scrypt(...args);
  };
  return { ...real, scrypt };
});

const pepper = (id: string, byte = 1) => ({ id, key: new Uint8Array(32).fill(byte) });
/** Cheap, because these tests are not about how slow it is. */
const cheap = (...peppers: [ReturnType<typeof pepper>, ...ReturnType<typeof pepper>[]]) =>
  createScryptHasher({ peppers, costLog2: 4 });

test("the right verifier is recognised, any other one is not", async () => {
  const hasher = cheap(pepper("a"));
  const stored = await hasher.hash("0123456789");
  expect(await hasher.verify("0123456789", stored)).toBe(true);
  expect(await hasher.verify("0123456788", stored)).toBe(false);
});

test("the stored text holds neither the verifier nor the pepper, and differs each time", async () => {
  const hasher = cheap(pepper("a"));
  const [one, other] = [await hasher.hash("0123456789"), await hasher.hash("0123456789")];
  expect(one).not.toBe(other);
  expect(one).toMatch(/^scrypt\$4\$a\$[\w-]{22}\$[\w-]{43}$/);
});

test("another pepper does not recognise it, an older one kept beside a new one does", async () => {
  const stored = await cheap(pepper("a", 1)).hash("0123456789");
  expect(await cheap(pepper("a", 2)).verify("0123456789", stored)).toBe(false);
  expect(await cheap(pepper("b", 2)).verify("0123456789", stored)).toBe(false);
  expect(await cheap(pepper("b", 2), pepper("a", 1)).verify("0123456789", stored)).toBe(true);
});

test("what is unknown or damaged is answered with no, like any wrong code", async () => {
  const hasher = cheap(pepper("a"));
  const damaged = [
    undefined,
    "",
    "plain",
    "scrypt$4$a$AA$AA",
    "scrypt$40$a$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  ];
  for (const stored of damaged) expect(await hasher.verify("0123456789", stored)).toBe(false);
});

test("an unknown code costs the same slow hash as a known one", async () => {
  const hasher = cheap(pepper("a"));
  const stored = await hasher.hash("0123456789");
  const costs: unknown[] = [];
  for (const against of [stored, undefined, "damaged"]) {
    slowHashes.length = 0;
    await hasher.verify("9876543210", against);
    costs.push([...slowHashes]);
  }
  expect(costs).toEqual([
    [{ N: 16, r: 8, p: 5 }],
    [{ N: 16, r: 8, p: 5 }],
    [{ N: 16, r: 8, p: 5 }],
  ]);
});

test("a short pepper is refused", () => {
  expect(() => createScryptHasher({ peppers: [{ id: "a", key: new Uint8Array(16) }] })).toThrow(
    RangeError,
  );
});
