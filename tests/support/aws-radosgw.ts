import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";

const run = promisify(execFile);

/** Debian's radosgw, ceph-mon and ceph-osd; scripts/bootstrap/debian-tools.mjs fetches them for the long tests where it can. */
export const hasRadosgw = (): boolean =>
  ["radosgw", "ceph-mon", "ceph-osd"].every((name) => spawnSync(name, ["--version"]).status === 0);

const readyWithinMs = 120_000;

/**
 * Ceph's own S3, with signatures, versions and conditions: a cluster of one
 * monitor and one store in memory, on free ports, gone with the test.
 */
export async function startRadosgw(credentials: { readonly id: string; readonly secret: string }) {
  const home = mkdtempSync(join(tmpdir(), "ceph-"));
  const [v2, v1, port] = await Promise.all([freePort(), freePort(), freePort()]);
  const conf = join(home, "ceph.conf");
  const [fsid, osdId] = [randomUUID(), randomUUID()];
  mkdirSync(join(home, "osd"));
  writeFileSync(conf, configuration({ home, fsid, v2, v1, port }));
  const keyring = join(home, "keyring");
  const map = join(home, "monmap");
  const tool = (name: string, ...args: string[]) => run(name, ["-c", conf, ...args]);
  const everything = ["mon", "osd", "mgr"].flatMap((kind) => ["--cap", kind, "allow *"]);
  const address = `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`;
  const started: ChildProcess[] = [];
  const start = (name: string, ...args: string[]) => {
    const child = spawn(name, ["-c", conf, "-f", ...args], { stdio: "ignore" });
    process.once("exit", () => child.kill("SIGKILL"));
    started.push(child);
  };
  const stop = async () => {
    const ends = started.map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const child of started) child.kill("SIGKILL");
    await Promise.all(ends);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await run("ceph-authtool", [
      "--create-keyring",
      keyring,
      "--gen-key",
      "-n",
      "mon.",
      "--cap",
      "mon",
      "allow *",
    ]);
    await run("ceph-authtool", [keyring, "--gen-key", "-n", "client.admin", ...everything]);
    await run("monmaptool", ["--create", "--fsid", fsid, "--addv", "a", address, map]);
    await tool("ceph-mon", "-i", "a", "--mkfs", "--monmap", map, "--keyring", keyring);
    start("ceph-mon", "-i", "a");
    const osdKey = [
      "mon",
      "allow profile osd",
      "osd",
      "allow *",
      "-o",
      join(home, "osd", "keyring"),
    ];
    await tool("ceph", "auth", "get-or-create", "osd.0", ...osdKey);
    await tool("ceph", "osd", "new", osdId);
    await tool("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osdId);
    start("ceph-osd", "-i", "0");
    const user = ["--uid", "test", "--display-name", "test", "--access-key", credentials.id];
    await tool("radosgw-admin", "user", "create", ...user, "--secret-key", credentials.secret);
    start("radosgw", "-n", "client.admin");
    await answering(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint: `http://s3.localhost:${port}`, stop };
}

const configuration = (of: {
  readonly home: string;
  readonly fsid: string;
  readonly v2: number;
  readonly v1: number;
  readonly port: number;
}) => `[global]
fsid = ${of.fsid}
mon host = [v2:127.0.0.1:${of.v2},v1:127.0.0.1:${of.v1}]
mon initial members = a
mon allow pool size one = true
mon data = ${of.home}/mon
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${of.home}/keyring
run dir = ${of.home}
log file = ${of.home}/$name.log
admin socket = ${of.home}/$name.asok
osd data = ${of.home}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
rgw frontends = beast endpoint=127.0.0.1:${of.port}
rgw dns name = s3.localhost
[osd]
keyring = ${of.home}/osd/keyring
`;

async function answering(port: number): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer !== undefined && answer.status < 500) return;
    if (Date.now() > deadline) throw new Error("radosgw does not answer");
    await pause(200);
  }
}
