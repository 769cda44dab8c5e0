import { expect, test } from "vitest";

import {
  checkMeasuredLength,
  checkUploadSize,
  chooseSoundStream,
  type StreamFacts,
} from "#core/audio/verdict";
import { AppError } from "#core/errors";

const sound = (facts: Partial<StreamFacts> = {}): StreamFacts => ({
  index: 0,
  kind: "audio",
  codec: "mp3",
  sampleRateHz: 44_100,
  channels: 1,
  isPicture: false,
  ...facts,
});
const picture = (isPicture: boolean): StreamFacts => ({
  index: 1,
  kind: "video",
  codec: "mjpeg",
  isPicture,
});

function refusalOf(check: () => unknown): {
  code: string;
  params: object;
  field: string | undefined;
} {
  try {
    check();
  } catch (error) {
    if (error instanceof AppError)
      return { code: error.code, params: error.params, field: error.field };
    throw error;
  }
  throw new Error("nothing was refused");
}

test("an empty file and one byte too many are refused, the largest allowed is not", () => {
  expect(refusalOf(() => checkUploadSize(0))).toEqual({
    code: "media-empty",
    params: {},
    field: "file",
  });
  expect(refusalOf(() => checkUploadSize(200_000_001))).toMatchObject({
    code: "media-too-large",
    params: { bytes: 200_000_001, maxBytes: 200_000_000 },
  });
  expect(() => checkUploadSize(200_000_000)).not.toThrow();
});

test("the one sound stream is chosen, wherever it stands and whatever pictures lie beside it", () => {
  expect(chooseSoundStream([picture(true), sound({ index: 1 })])).toMatchObject({
    index: 1,
    codec: "mp3",
  });
  expect(
    chooseSoundStream([picture(false), sound({ index: 1, durationSeconds: 12 })]),
  ).toMatchObject({
    index: 1,
    claimedSeconds: 12,
  });
});

test("a second sound stream is refused, unless nobody could play it", () => {
  const unknown: StreamFacts = { index: 2, kind: "audio", isPicture: false };
  expect(refusalOf(() => chooseSoundStream([sound(), sound({ index: 1 })]))).toMatchObject({
    code: "media-many-streams",
    params: { streams: 2 },
  });
  expect(chooseSoundStream([sound(), unknown]).index).toBe(0);
});

test("a film without sound is told apart from a file without any", () => {
  expect(refusalOf(() => chooseSoundStream([picture(false)])).code).toBe("media-no-audio");
  expect(refusalOf(() => chooseSoundStream([picture(true)])).code).toBe("media-not-audio");
  expect(refusalOf(() => chooseSoundStream([])).code).toBe("media-not-audio");
});

test("a codec that is not on the list is refused by name, even one named like a property of every object", () => {
  expect(refusalOf(() => chooseSoundStream([sound({ codec: "sonic" })]))).toMatchObject({
    code: "media-not-audio",
    params: { codec: "sonic" },
  });
  expect(refusalOf(() => chooseSoundStream([sound({ codec: "constructor" })])).code).toBe(
    "media-not-audio",
  );
});

test.for([
  { sampleRateHz: 1 },
  { sampleRateHz: 4_000_000_000 },
  { channels: 0 },
  { channels: 5_000 },
])("a stream that announces %o is broken", (facts) => {
  expect(refusalOf(() => chooseSoundStream([sound(facts)])).code).toBe("media-broken");
});

test("three seconds to three minutes pass, a little less or more does not", () => {
  expect(() => checkMeasuredLength({ measuredSeconds: 3, decodeErrors: 0 })).not.toThrow();
  expect(() => checkMeasuredLength({ measuredSeconds: 180, decodeErrors: 0 })).not.toThrow();
  expect(
    refusalOf(() => checkMeasuredLength({ measuredSeconds: 2.94, decodeErrors: 0 })),
  ).toMatchObject({
    code: "media-too-short",
    params: { durationSeconds: 2.9, minSeconds: 3 },
  });
  expect(
    refusalOf(() => checkMeasuredLength({ measuredSeconds: 180.5, decodeErrors: 0 })).code,
  ).toBe("media-too-long");
});

test("a long file is refused with the length it announces, since decoding stopped at the limit", () => {
  const refusal = refusalOf(() =>
    checkMeasuredLength({ measuredSeconds: 182, claimedSeconds: 7200, decodeErrors: 0 }),
  );
  expect(refusal).toMatchObject({
    code: "media-too-long",
    params: { durationSeconds: 7200, maxSeconds: 180 },
  });
});

test.for([
  { measuredSeconds: 22, claimedSeconds: 45 },
  { measuredSeconds: 60, claimedSeconds: 10 },
  { measuredSeconds: 10, claimedSeconds: 7200 },
  { measuredSeconds: 0 },
])("a length that contradicts the announced one is broken: %o", (facts) => {
  expect(refusalOf(() => checkMeasuredLength({ ...facts, decodeErrors: 0 })).code).toBe(
    "media-broken",
  );
});

test("rounding, padding and a stray tag at the end are no damage", () => {
  expect(() =>
    checkMeasuredLength({ measuredSeconds: 60, claimedSeconds: 61, decodeErrors: 2 }),
  ).not.toThrow();
  expect(() =>
    checkMeasuredLength({ measuredSeconds: 60, claimedSeconds: 59, decodeErrors: 20 }),
  ).not.toThrow();
  expect(refusalOf(() => checkMeasuredLength({ measuredSeconds: 60, decodeErrors: 21 })).code).toBe(
    "media-broken",
  );
});
