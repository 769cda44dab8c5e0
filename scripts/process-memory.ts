import { readFile } from "node:fs/promises";

export type ProcessMemory = { readonly heldMb: number; readonly mostMb: number };

/**
 * What a process holds now, and held at most, in MB; Linux tells, other systems do
 * not. A process's own `maxRSS` begins with what its parent held when it was
 * started: 374 MB for a press of a hundred stories.
 */
export async function memoryOf(processId: number): Promise<ProcessMemory | undefined> {
  const status = await readFile(`/proc/${processId}/status`, "utf8").catch(() => "");
  const [heldMb, mostMb] = ["VmRSS", "VmHWM"].map((name) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  });
  return heldMb === undefined || mostMb === undefined ? undefined : { heldMb, mostMb };
}
