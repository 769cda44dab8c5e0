import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { KeyRing } from "#ports/key-ring";
import { awsErrorName, translating } from "./aws-errors.ts";

export type SsmKeys = {
  /** A plain value that the deployment wrote there. Throws `cloud-refused` when there is none. */
  readText(name: string): Promise<string>;
  /**
   * The key of this name, made once: of two functions that start together both
   * get the one that was first. Read once for each process.
   */
  readOrCreate(name: string, make: () => Uint8Array | string): Promise<Buffer>;
  /** The same keys for carrying them elsewhere. */
  readonly ring: KeyRing;
};

/**
 * Keys as encrypted parameters under one path. The installation makes them
 * itself, so they are in nobody's deployment state, and only the functions that
 * need one may read it.
 */
export function openSsmKeys(config: { readonly path: string }): SsmKeys {
  const client = new SSMClient({});
  const read = async (name: string): Promise<Buffer | undefined> => {
    try {
      const { Parameter } = await client.send(
        new GetParameterCommand({ Name: `${config.path}/${name}`, WithDecryption: true }),
      );
      return Buffer.from(Parameter?.Value ?? "", "base64");
    } catch (error) {
      if (awsErrorName(error) === "ParameterNotFound") return undefined;
      throw error;
    }
  };
  const write = (name: string, key: Uint8Array | string, Overwrite: boolean) =>
    client.send(
      new PutParameterCommand({
        Name: `${config.path}/${name}`,
        Value: Buffer.from(key).toString("base64"),
        Type: "SecureString",
        Overwrite,
      }),
    );
  const create = async (name: string, key: Uint8Array | string) => {
    try {
      await write(name, key, false);
    } catch (error) {
      // Somebody else was first: theirs counts.
      if (awsErrorName(error) !== "ParameterAlreadyExists") throw error;
    }
  };
  const known = new Map<string, Promise<Buffer>>();
  const readOrCreate = (name: string, make: () => Uint8Array | string) =>
    translating("ssm", async () => {
      const existing = await read(name);
      if (existing !== undefined) return existing;
      await create(name, make());
      const made = await read(name);
      if (made === undefined) throw new TypeError(`the key ${name} was made and is not there`);
      return made;
    });
  return {
    readText: (name) =>
      translating("ssm", async () => {
        const command = new GetParameterCommand({ Name: `${config.path}/${name}` });
        return (await client.send(command)).Parameter?.Value ?? "";
      }),
    readOrCreate(name, make) {
      const key = known.get(name) ?? readOrCreate(name, make);
      known.set(name, key);
      // A failure is not remembered: the next one asks again.
      key.catch(() => known.delete(name));
      return key;
    },
    ring: {
      name: "ssm-keys",
      read: (name) => translating("ssm", () => read(name)),
      replace: (name, value) =>
        translating("ssm", async () => {
          await write(name, value, true);
          known.delete(name);
        }),
    },
  };
}
