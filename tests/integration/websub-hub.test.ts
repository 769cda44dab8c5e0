import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createWebSubHub } from "#adapters/http/websub-hub";

/** A hub that keeps what it is told and answers as it is bid. */
async function aHub(status: number) {
  const told: { method: string | undefined; type: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      told.push({ method: request.method, type: request.headers["content-type"], body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  return { hub: createWebSubHub({ url }), told, close: () => server.close() };
}

const topic = "https://paroles.example/feeds/all.xml";

test("a hub is told which feed has changed, in the form that hubs agreed on", async () => {
  const { hub, told, close } = await aHub(204);
  await hub.publish(topic);
  close();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ method: "POST" });
  expect(told[0]?.type).toMatch(/^application\/x-www-form-urlencoded/);
  const body = new URLSearchParams(told[0]?.body);
  expect(body.get("hub.mode")).toBe("publish");
  expect([body.get("hub.url"), body.get("hub.topic")]).toEqual([topic, topic]);
});

test("a hub that refuses, or is not there, is asked again later", async () => {
  const { hub, close } = await aHub(503);
  const refused = { code: "hub-failed", retryable: true, params: { status: 503 } };
  await expect(hub.publish(topic)).rejects.toMatchObject(refused);
  close();
  const gone = { code: "hub-failed", retryable: true, params: { status: 0 } };
  await expect(hub.publish(topic)).rejects.toMatchObject(gone);
});
