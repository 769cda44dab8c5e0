import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Graph } from "./graph.ts";
import { platformFolder, root, synthFolder } from "./install-platform.ts";

const graphFile = join(synthFolder, "graph.json");

/** What an operator would have in the environment; no real address. */
const operator = {
  PAROLES_MAIL_FROM: "Paroles <paroles@example.org>",
  PAROLES_ALARM_MAIL: "alarm@example.org",
  PAROLES_DOMAIN: "paroles.example.org",
  PAROLES_MAIL_IDENTITY: "example.org",
};

/** Evaluates the stack for a stage; every resource that a deployment would make. Throws with what went wrong in it. */
export async function evaluateStack(options: { readonly stage: string }): Promise<Graph> {
  await mkdir(synthFolder, { recursive: true });
  const program = await bundleProgram(options.stage);
  const sst = await startSstServer();
  try {
    await run(program, {
      ...process.env,
      ...operator,
      SST_SERVER: sst.url,
      AWS_REGION: "eu-west-3",
      PATH: `${join(process.execPath, "..")}:${process.env["PATH"] ?? ""}`,
    });
  } finally {
    sst.close();
  }
  return JSON.parse(await readFile(graphFile, "utf8")) as Graph;
}

/** SST's globals stand before each of our files, as `sst deploy` puts them there. */
const globals: Plugin = {
  name: "sst-globals",
  setup({ onLoad }) {
    onLoad({ filter: /(sst\.config|infra\/stack\/[^/]+)\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const imports = [
        'import * as aws from "@pulumi/aws";',
        'import * as dockerbuild from "@pulumi/docker-build";',
        'import * as random from "@pulumi/random";',
        `import * as sst from ${JSON.stringify(join(platformFolder, "src", "components"))};`,
      ];
      return { contents: `${imports.join("")}${source}`, loader: "ts" };
    });
  },
};

async function bundleProgram(stage: string): Promise<string> {
  const entry = join(synthFolder, "entry.ts");
  await writeFile(entry, entrySource(stage));
  const outfile = join(platformFolder, "synth.mjs");
  const app = { name: "paroles", stage, removal: "retain", protect: true, providers: {} };
  const cli = {
    command: "deploy",
    rpc: "",
    paths: {
      home: synthFolder,
      root: root.replace(/\/$/, ""),
      work: join(root, ".sst"),
      platform: platformFolder,
    },
    env: {},
    state: { version: {} },
  };
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    external: ["@pulumi/*", "@aws-sdk/*", "esbuild", "archiver", "glob", "undici"],
    nodePaths: [join(platformFolder, "node_modules")],
    inject: [join(platformFolder, "src", "shim", "run.js")],
    define: {
      $app: JSON.stringify(app),
      $cli: JSON.stringify(cli),
      $dev: "false",
    },
    banner: {
      js: 'import { createRequire as topLevelCreateRequire } from "node:module";const require = topLevelCreateRequire(import.meta.url);',
    },
    plugins: [globals],
    logLevel: "error",
  });
  return outfile;
}

/** Answers for AWS where the stack asks it something while it is put together, and notes what is to be made. */
const entrySource = (stage: string) => `
import * as pulumi from "@pulumi/pulumi";
import { writeFileSync } from "node:fs";
import { run } from ${JSON.stringify(join(platformFolder, "src", "auto", "run"))};
import config from ${JSON.stringify(join(root, "sst.config"))};

const resources: { type: string; name: string; inputs: unknown }[] = [];
const region = "eu-west-3";
const answers: Record<string, (inputs: any) => object> = {
  "aws:index/getRegion:getRegion": () => ({ region, name: region, id: region }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "000000000000", id: "0" }),
  "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (inputs) => ({ ...inputs, json: JSON.stringify(inputs), id: "0" }),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": () => ({ userName: "AWS", password: "p" }),
  "aws:route53/getZone:getZone": (inputs) => ({ zoneId: "Z0", name: inputs.name }),
};
await pulumi.runtime.setAllConfig({ "aws:region": region });
await pulumi.runtime.setMocks(
  {
    newResource({ type, name, inputs, id }) {
      resources.push({ type, name, inputs });
      const own = inputs.name ?? inputs.bucket ?? name;
      return {
        id: id || \`\${name}-id\`,
        state: {
          arn: \`arn:aws:mock:\${region}:000000000000:\${name}\`,
          name: own,
          url: \`https://sqs.\${region}.amazonaws.com/000000000000/\${name}\`,
          functionUrl: "https://mock.lambda-url.eu-west-3.on.aws/",
          bucketRegionalDomainName: \`\${own}.s3.\${region}.amazonaws.com\`,
          domainName: "d0.cloudfront.net",
          result: "x".repeat(48),
          base64: "eA==",
          ref: "000000000000.dkr.ecr.eu-west-3.amazonaws.com/media@sha256:0",
          repositoryUrl: "000000000000.dkr.ecr.eu-west-3.amazonaws.com/media",
          prefixListId: "pl-0",
          domainValidationOptions: [{ domainName: own, resourceRecordName: "r", resourceRecordType: "CNAME", resourceRecordValue: "v" }],
          ...inputs,
        },
      };
    },
    call: ({ token, inputs }) => answers[token]?.(inputs) ?? {},
  },
  "paroles",
  ${JSON.stringify(stage)},
  false,
);
await pulumi.runtime.runInPulumiStack(() => run((config as any).run));
// What waits for a built handler is asked for later than the program ends: every function has to be there, and then nothing new.
const isComplete = () => resources
  .filter(({ type }) => type === "sst:aws:Function")
  .every(({ name }) => resources.some((made) => made.type === "aws:lambda/function:Function" && made.name === name + "Function"));
const deadline = Date.now() + 240_000;
for (let seen = -1; !isComplete() || seen !== resources.length;) {
  if (Date.now() > deadline) throw new Error("not every function was made");
  seen = resources.length;
  await new Promise((resolve) => setTimeout(resolve, 2_500));
}
writeFileSync(${JSON.stringify(graphFile)}, JSON.stringify({ stage: ${JSON.stringify(stage)}, resources }, null, 1));
`;

/** SST's own program, as far as its components ask it: where assets go, and a built handler for each function. */
async function startSstServer() {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, params } = JSON.parse(Buffer.concat(chunks).toString()) as {
        method: string;
        params: readonly { readonly handler?: string }[];
      };
      void answerRpc(method, params[0]).then(
        (result) => response.end(JSON.stringify({ result })),
        (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function answerRpc(method: string, asked?: { readonly handler?: string }): Promise<object> {
  if (method === "Provider.Aws.Bootstrap")
    return { asset: "assets", state: "state", appsyncHttp: "", appsyncRealtime: "" };
  if (method !== "Runtime.Build") throw new Error(`rpc: can't find method ${method}`);
  const handler = asked?.handler ?? "";
  return { handler, out: await buildHandler(handler), errors: [], sourcemaps: [] };
}

/** As SST builds a function: a handler that cannot be bundled is found here, and not while deploying. */
async function buildHandler(handler: string): Promise<string> {
  const file = handler.replace(/\.\w+$/, "");
  const out = join(synthFolder, "functions", file.replaceAll("/", "-"));
  await build({
    entryPoints: [join(root, `${file}.ts`)],
    outfile: join(out, `${file}.mjs`),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["main", "module"],
    external: ["sharp", "@ffmpeg-installer/*", "@ffprobe-installer/*"],
    banner: {
      js: 'import { createRequire as topLevelCreateRequire } from "node:module";const require = topLevelCreateRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  return out;
}

function run(program: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the stack cannot be evaluated:\n${said.slice(-6_000)}`));
    });
  });
}
