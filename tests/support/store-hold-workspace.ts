/** Works in a scratch folder until it is killed: `store-hold-workspace.ts <folder>`. */
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";

const [folder = ""] = process.argv.slice(2);
await createTemporaryWorkspace(folder).withFolder(async (own) => {
  process.stdout.write(`${own}\n`);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
