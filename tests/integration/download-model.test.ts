import { createHash } from "node:crypto";
import { readdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { downloadModel } from "#adapters/whisper/download-model";
import { AppError } from "#core/errors";

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));
const model = {
  name: "base",
  file: "ggml-base.bin",
  bytes: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
};

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function aHub(answer: Answer) {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response, ranges.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = await mkdtemp(join(tmpdir(), "paroles-model-"));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  const hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { folder, ranges, install: () => downloadModel({ model, folder, hub }) };
}

/** As a web server answers a range: from there to the end. */
const whole: Answer = ({ headers }, response) => {
  const [, start] = /^bytes=(\d+)-$/.exec(headers.range ?? "") ?? [];
  if (start === undefined) return response.end(content);
  response.writeHead(206, {
    "content-range": `bytes ${start}-${content.length - 1}/${content.length}`,
  });
  return response.end(content.subarray(Number(start)));
};

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "installed",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

test("a model comes whole, under its own name, and a second time nothing is asked for", async () => {
  const { folder, ranges, install } = await aHub(whole);
  const path = await install();
  expect((await readFile(path)).equals(content)).toBe(true);
  expect(await install()).toBe(path);
  expect(ranges).toEqual([undefined]);
  expect(await readdir(folder)).toEqual([model.file]);
});

test("a line that is cut again and again only costs what was missing", async () => {
  const { ranges, install } = await aHub((request, response, count) => {
    if (count > 3) return whole(request, response, count);
    const [, start = "0"] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
    const from = Number(start);
    const range = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(from === 0 ? 200 : 206, {
      "content-length": content.length - from,
      ...(from === 0 ? {} : { "content-range": range }),
    });
    response.write(content.subarray(from, from + 60_000), () =>
      setTimeout(() => response.destroy(), 50),
    );
  });
  expect((await readFile(await install())).equals(content)).toBe(true);
  const starts = ranges.map((range) => Number(/\d+/.exec(range ?? "0")?.[0]));
  expect(starts[0]).toBe(0);
  expect(starts.at(-1)).toBeGreaterThan(60_000);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});

test("what an interrupted install left is taken up, and a server without ranges is started over", async () => {
  const first = await aHub(whole);
  await writeFile(join(first.folder, `${model.file}.part`), content.subarray(0, 100_000));
  await first.install();
  expect(first.ranges).toEqual(["bytes=100000-"]);
  const second = await aHub((_request, response) => response.end(content));
  await writeFile(join(second.folder, `${model.file}.part`), content.subarray(0, 100_000));
  expect((await readFile(await second.install())).equals(content)).toBe(true);
});

test("another file of the same size, a longer one, and a spoilt beginning are refused and not kept", async () => {
  const other = Buffer.alloc(content.length, 1);
  const same = await aHub((_request, response) => response.end(other));
  expect(await codeOf(same.install())).toBe("model-not-genuine");
  expect(await readdir(same.folder)).toEqual([]);
  const longer = await aHub((_request, response) =>
    response.end(Buffer.concat([content, content])),
  );
  expect(await codeOf(longer.install())).toBe("model-not-genuine");
  expect(await readdir(longer.folder)).toEqual([]);
  const spoilt = await aHub(whole);
  await writeFile(join(spoilt.folder, `${model.file}.part`), other.subarray(0, 1_000));
  expect(await codeOf(spoilt.install())).toBe("model-not-genuine");
  expect(await codeOf(spoilt.install())).toBe("installed");
});

test("a hub that has no such file, gives too little, or sends another part is told as it is", async () => {
  const missing = await aHub((_request, response) => response.writeHead(404).end("no"));
  expect(await codeOf(missing.install())).toBe("model-download-failed");
  const short = await aHub((_request, response) => response.end(content.subarray(0, 0)));
  expect(await codeOf(short.install())).toBe("model-download-failed");
  const wrong = await aHub((_request, response) => {
    response.writeHead(206, { "content-range": `bytes 5-${content.length - 1}/${content.length}` });
    response.end(content.subarray(5));
  });
  await writeFile(join(wrong.folder, `${model.file}.part`), content.subarray(0, 1_000));
  expect(await codeOf(wrong.install())).toBe("model-download-failed");
});
