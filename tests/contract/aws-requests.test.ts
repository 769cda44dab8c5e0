/** What no double plays: the requests themselves, as the SDK sends them, and what is made of the answers. */
import { expect, test, vi } from "vitest";

import { createCloudFrontCache } from "#adapters/aws/cloudfront-cache";
import { createSesMailer } from "#adapters/aws/ses-mailer";
import { openSsmKeys } from "#adapters/aws/ssm-keys";
import { createEd25519Signer } from "#adapters/node/ed25519-signer";

import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { startRecorder } from "../support/aws-recorder.ts";

stubAwsEnvironment(() => ({}));

const json = (body: unknown, status = 200) => ({
  status,
  body: JSON.stringify(body),
  headers: { "Content-Type": "application/x-amz-json-1.1" },
});

test("cloudfront: forgetting is one invalidation of everything, and each call is one of its own", async () => {
  const recorder = await startRecorder(() => ({ status: 201, body: "<Invalidation/>" }));
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFRONT", recorder.endpoint);
  const cache = createCloudFrontCache({ distributionId: "D1" });
  await cache.forget();
  await cache.forget();
  const references = recorder.requests.map(({ body }) => /<CallerReference>(.*?)</.exec(body)?.[1]);
  expect(new Set(references).size).toBe(2);
  for (const { method, path, body } of recorder.requests) {
    expect([method, path]).toEqual(["POST", "/2020-05-31/distribution/D1/invalidation"]);
    expect(body).toContain("<Quantity>1</Quantity><Items><Path>/*</Path></Items>");
  }
});

test("cloudfront: an invalidation that is refused for now is tried again later, not taken for done", async () => {
  const recorder = await startRecorder(() => ({
    status: 400,
    body: "<ErrorResponse><Error><Code>TooManyInvalidationsInProgress</Code></Error></ErrorResponse>",
  }));
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFRONT", recorder.endpoint);
  await expect(createCloudFrontCache({ distributionId: "D1" }).forget()).rejects.toMatchObject({
    code: "cloud-refused",
    params: { service: "cloudfront", name: "TooManyInvalidationsInProgress" },
    retryable: true,
  });
});

/** The parameters of one account, as SSM answers for them. */
async function aParameterStore() {
  const values = new Map<string, string>();
  const types: string[] = [];
  const recorder = await startRecorder(({ headers, body }) => {
    const action = String(headers["x-amz-target"]).split(".")[1];
    const { Name, Value, Type, Overwrite } = JSON.parse(body);
    if (action === "GetParameter") {
      const found = values.get(Name);
      if (found === undefined) return json({ __type: "ParameterNotFound" }, 400);
      return json({ Parameter: { Name, Value: found } });
    }
    if (values.has(Name) && Overwrite !== true)
      return json({ __type: "ParameterAlreadyExists" }, 400);
    types.push(Type);
    values.set(Name, Value);
    return json({ Version: 1 });
  });
  vi.stubEnv("AWS_ENDPOINT_URL_SSM", recorder.endpoint);
  return { values, types, requests: recorder.requests };
}

test("ssm: a key is made once, encrypted, and is the same for everyone who asks, also at the same moment", async () => {
  const { values, types } = await aParameterStore();
  let made = 0;
  const make = () => new Uint8Array(32).fill((made += 1));
  const doors = [1, 2, 3].map(() => openSsmKeys({ path: "/paroles/test" }));
  const keys = await Promise.all(doors.map((door) => door.readOrCreate("pepper", make)));
  expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
  expect([...values.keys()]).toEqual(["/paroles/test/pepper"]);
  expect(types).toEqual(["SecureString"]);
  expect(keys[0]).toHaveLength(32);
});

test("ssm: a key is read once for each process, and a failure is not remembered", async () => {
  const { requests } = await aParameterStore();
  const keys = openSsmKeys({ path: "/paroles/test" });
  await keys.readOrCreate("addresses", () => "key");
  const before = requests.length;
  await keys.readOrCreate("addresses", () => "other");
  expect(requests).toHaveLength(before);
  const refusing = await startRecorder(() => json({ __type: "AccessDeniedException" }, 400));
  vi.stubEnv("AWS_ENDPOINT_URL_SSM", refusing.endpoint);
  const denied = openSsmKeys({ path: "/paroles/test" });
  await expect(denied.readOrCreate("pepper", () => "key")).rejects.toMatchObject({
    code: "cloud-refused",
    params: { service: "ssm", name: "AccessDeniedException" },
  });
  await expect(denied.readOrCreate("pepper", () => "key")).rejects.toMatchObject({
    code: "cloud-refused",
  });
  expect(refusing.requests).toHaveLength(2);
});

test("ssm: the ledger's signing key is made there, and stays the same", async () => {
  await aParameterStore();
  const signer = () => {
    const keys = openSsmKeys({ path: "/paroles/test" });
    return createEd25519Signer({ readKey: (make) => keys.readOrCreate("ledger", make) });
  };
  const key = await signer().publicKey();
  expect(key).toHaveLength(32);
  expect(await signer().publicKey()).toEqual(key);
  expect(await signer().sign(new Uint8Array(3))).toHaveLength(64);
});

test("ses: a message goes out as written, to one person, as from a machine", async () => {
  const recorder = await startRecorder(() => json({ MessageId: "m1" }));
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", recorder.endpoint);
  const mailer = createSesMailer({ from: "Paroles <paroles@example.org>" });
  await mailer.send({ to: "léa@example.org", subject: "Votre code", text: "Le code :\n123" });
  const [request] = recorder.requests;
  expect(request?.path).toBe("/v2/email/outbound-emails");
  expect(JSON.parse(request?.body ?? "")).toMatchObject({
    FromEmailAddress: "Paroles <paroles@example.org>",
    Destination: { ToAddresses: ["léa@example.org"] },
    Content: {
      Simple: {
        Subject: { Data: "Votre code", Charset: "UTF-8" },
        Body: { Text: { Data: "Le code :\n123", Charset: "UTF-8" } },
      },
    },
  });
});

test("ses: a refusal says that nothing was sent, and nothing of whom", async () => {
  const recorder = await startRecorder(() => json({ __type: "MessageRejected" }, 400));
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", recorder.endpoint);
  const mailer = createSesMailer({ from: "paroles@example.org" });
  const sending = mailer.send({ to: "a@example.org", subject: "s", text: "t" });
  await expect(sending).rejects.toMatchObject({ code: "mail-not-sent", params: {} });
});
