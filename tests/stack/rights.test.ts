/** What each function may do, in the words of one table. */
import { expect, test } from "vitest";

import { all, inputs, named, type Statement, statementsOf } from "../support/stack-graph.ts";

const records = "table: get query update delete check";
const files = (bucket: string) =>
  `${bucket}: s3 GetObject PutObject DeleteObject DeleteObjectVersion ListBucket ListBucketVersions`;
const gate = "AllowList: kvs describe get list put delete";
const press = [records, files("PrivateBucket"), files("PublicBucket"), gate, "invalidate", "keys"];
const send = "send: ProcessQueue PressQueue";
const mail = "mail only ses:FromAddress StringEquals paroles@example.org";
const rights: Readonly<Record<string, readonly string[]>> = {
  SoundRole: [
    records,
    files("PrivateBucket"),
    "keys",
    "invoke: Media",
    "words",
    "send: PressQueue",
    "settle: ProcessQueue",
  ],
  JobsRole: [...press, "invoke: Media", "words", mail, send, "settle: PressQueue"],
  PagesRole: [...press, "invoke: Media", mail, send],
  UploadedRole: ["send: ProcessQueue", "settle: UploadsQueue"],
  WordsRole: ["send: PressQueue"],
  DeadLettersRole: [records, "settle: DeadQueue ProcessQueue PressQueue"],
  SweepRole: [...press, send],
  PressAllRole: [...press, "invoke: Media", send],
};

test("every function may do exactly what its part of the work needs", () => {
  const found = Object.fromEntries(
    all("iam/role")
      .filter(({ name }) => name !== "MediaRole")
      .map((role) => [role.name, rightsOf(inputs(role).inlinePolicies?.[0]?.policy ?? "{}")]),
  );
  const wanted = Object.fromEntries(
    Object.entries(rights).map(([name, list]) => [name, [...list].sort()]),
  );
  expect(found).toEqual(wanted);
});

test("only Lambda may take a role, and none has more than its logs beside its own rights", () => {
  for (const role of all("iam/role")) {
    const { assumeRolePolicy, managedPolicyArns } = inputs(role);
    const trust =
      typeof assumeRolePolicy === "string" ? JSON.parse(assumeRolePolicy) : assumeRolePolicy;
    expect(JSON.stringify(trust), role.name).not.toContain("root");
    expect(trust.Statement, role.name).toEqual([
      expect.objectContaining({ Principal: { Service: "lambda.amazonaws.com" } }),
    ]);
    expect(managedPolicyArns, role.name).toEqual([
      role.name === "MediaRole"
        ? "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"
        : "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    ]);
  }
});

test("the sound machine reads and writes one folder, and reaches nothing but S3", () => {
  const statements = statementsOf(inputs(named("iam/rolePolicy", "MediaPolicy")).policy);
  expect(statements.map(({ actions, resources }) => [actions, resources])).toEqual([
    [["s3:GetObject"], [expect.stringMatching(/PrivateBucket\/media\/\*$/)]],
    [["s3:PutObject"], [expect.stringMatching(/PrivateBucket\/media\/\*\/out\/\*$/)]],
    [["s3:ListBucket"], [expect.stringMatching(/PrivateBucket$/)]],
    [["logs:CreateLogStream", "logs:PutLogEvents"], [expect.stringContaining("MediaLogs")]],
  ]);
  const group = inputs(named("ec2/securityGroup", "MediaGroup"));
  expect(group.ingress).toEqual([]);
  expect(group.egress).toEqual([
    { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: ["pl-0"] },
  ]);
  expect(inputs(named("ec2/routeTable", "MediaRoutes")).routes).toEqual([]);
  for (const type of ["ec2/natGateway", "ec2/internetGateway"]) expect(all(type)).toEqual([]);
  expect(inputs(named("lambda/function", "Media")).vpcConfig.subnetIds).toHaveLength(1);
});

/** The statements of a policy in the words of the table above; one that is not in it stays as it is, and so fails. */
function rightsOf(policy: string): readonly string[] {
  const lines = statementsOf(policy).map(({ actions, resources, conditions }) => {
    const what = actions.map((action) => action.split(":")[1]).join(" ");
    const where = resources.map((arn) => arn.split(":").slice(5).join(":")).join(" ");
    return spoken(`${what} @ ${where}`, conditionsOf(conditions));
  });
  return lines.flat().sort();
}

/** ` only …` for each condition, to be read after the right. */
const conditionsOf = (conditions: Statement["conditions"] = []) =>
  conditions
    .map(({ test: how, variable, values }) => ` only ${variable} ${how} ${values.join(" ")}`)
    .join("");

function spoken(line: string, own: string): readonly string[] {
  const [what = "", where = ""] = line.split(" @ ");
  if (what === "ListBucket ListBucketVersions") return [];
  if (what === "GetItem Query UpdateItem DeleteItem ConditionCheckItem")
    return where === "RecordsTable RecordsTable/index/listings" ? [records] : [line];
  if (what === "GetObject PutObject DeleteObject DeleteObjectVersion")
    return [files(where.replace("/*", ""))];
  if (what === "DescribeKeyValueStore GetKey ListKeys PutKey DeleteKey")
    return where === "AllowList" ? [gate] : [line];
  if (what === "CreateInvalidation") return where === "distribution/*" ? ["invalidate"] : [line];
  if (what === "GetParameter PutParameter")
    return where === "parameter/paroles/production/*" ? ["keys"] : [line];
  if (what === "SendEmail")
    return where === "identity/* configuration-set/*" ? [`mail${own}`] : [line];
  if (/^StartTranscriptionJob .*Vocabulary$/.test(what)) return ["words"];
  if (what === "InvokeFunction") return [`invoke: ${where}`];
  if (what === "SendMessage") return [`send: ${where}`];
  if (what === "ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes")
    return [`settle: ${where}`];
  return [line];
}
