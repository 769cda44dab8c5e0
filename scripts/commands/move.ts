import { openCarriedFolder } from "#compose/carried-folder";
import type { Installation } from "#compose/installation";
import { AppError } from "#core/errors";
import { arrive, settleIn } from "#pipeline/move/move-in";
import { moveOut, stayAfterAll } from "#pipeline/move/move-out";
import type { Output } from "./output.ts";

/** `move out`: closes this site for good and writes all of it to a folder. */
export async function moveOutTo(
  { app, archive, ring, servedAt, quietSince }: Installation,
  path: string,
  { keys }: { readonly keys: "with" | "apart" },
  output: Output,
): Promise<void> {
  await requireNoServer(servedAt);
  output.progress(
    "closing this site, and waiting for what is under way (on AWS a quarter of an hour)",
  );
  const means = { archive, ring, quietSince, folder: openCarriedFolder(path) };
  const { move, records, files, deadJobs } = await moveOut(app, means, { keys });
  output.result({ folder: path, move, records: records.count, files: files.length, deadJobs }, [
    `${path}: ${records.count} records and ${files.length} files; this site is closed now`,
    keys === "with"
      ? "  the keys are in its folder “keys”: who has them can say yes for others. Delete the folder once it has arrived"
      : "  the keys are not in it: bring pepper, addresses and ledger yourself, or nothing takes it in",
    `  ${deadJobs} jobs that had died stay here`,
    "  go on with “paroles move in” elsewhere, or give it up with “paroles move cancel”",
  ]);
}

/** `move in`, first half: everything comes in, closed. The second half starts anew, with the keys that came. */
export async function moveInFrom(
  { app, archive, ring, servedAt, quietSince }: Installation,
  path: string,
  output: Output,
): Promise<void> {
  await requireNoServer(servedAt);
  const notes = await arrive(app, { archive, ring, quietSince, folder: openCarriedFolder(path) });
  output.progress(`${notes.records.count} records and ${notes.files.length} files are here`);
}

/** `move in`, second half: what may be open opens, and all of it is verified. */
export async function moveInSettle({ app }: Installation, output: Output): Promise<void> {
  const { verification, ...arrival } = await settleIn(app);
  const { ok, differences, chain, log } = verification;
  output.result({ ...arrival, verified: ok, differences, chain, log }, [
    `${arrival.stories} stories arrived, ${arrival.opened} of them open`,
    `  ${arrival.yesesClosed} yeses no longer stood, ${arrival.storiesHeld} stories held back`,
    ok ? "  verified: all is as it should be" : "  DIFFERENCES FOUND: run “paroles verify”",
    `  ${chain.leaves} consent events, ${log.published} entries of the ledger published`,
  ]);
  if (!ok) process.exitCode = 1;
}

/** `move cancel`: opens again what was closed to be carried. */
export async function moveCancel({ app, servedAt }: Installation, output: Output): Promise<void> {
  await requireNoServer(servedAt);
  const opened = await stayAfterAll(app);
  output.result({ opened }, [
    `this site stays: ${opened} stories are open again`,
    "  delete the folder: taken in anywhere, it would open stories that nobody there can take back",
  ]);
}

async function requireNoServer(servedAt: Installation["servedAt"]): Promise<void> {
  const url = await servedAt();
  if (url !== undefined) throw new AppError("server-running", { params: { url } });
}
