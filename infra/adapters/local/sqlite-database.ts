import { chmodSync, closeSync, fsyncSync, openSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "#core/errors";
import { makeFolder } from "./local-folder.ts";
import { isBusy, translateSqliteError } from "./sqlite-errors.ts";
import { schemaSteps } from "./sqlite-schema.ts";

export type SqliteValue = string | number | null;
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** Statements by their text; each is prepared once. */
export type Sql = {
  get(text: string, ...values: SqliteValue[]): SqliteRow | undefined;
  all(text: string, ...values: SqliteValue[]): readonly SqliteRow[];
  /** Returns how many rows it changed. */
  run(text: string, ...values: SqliteValue[]): number;
};

export type SqliteDatabase = {
  readonly path: string;
  /** Runs statements that change nothing, each on the newest committed state. */
  read<T>(work: (sql: Sql) => T): Promise<T>;
  /**
   * Runs `work` in one transaction: all of it or nothing, on the disk when it
   * returns. `work` is run again when another process was in the way, so it
   * changes nothing but the database.
   */
  write<T>(work: (sql: Sql) => T): Promise<T>;
  /** Copies the whole database, as it stands at one moment, to a new file that needs no other beside it. */
  copyTo(path: string): Promise<void>;
  close(): void;
};

/** SQLite's own wait for a lock stops the whole process; beyond it, `retrying` waits without. */
const busyTimeoutMs = 20;
/** So many times longer than any commit takes that only a stuck process can use it up. */
const waitMsMax = 10_000;
const retryPauseMs = 15;
/** What a burst of commits left behind is given back to the disk beyond this size. */
const journalBytesMax = 16 * 1024 * 1024;
const pageCacheKb = 16 * 1024;

/**
 * Opens the database file of this machine, makes its tables and what is missing
 * of its folder (for its owner only). Any number of processes may have it open.
 * Throws `database-busy`, `database-damaged`, `database-newer` (a later version
 * of the program wrote it) or `database-failed`.
 */
export function openSqliteDatabase(config: { readonly path: string }): SqliteDatabase {
  const path = resolve(config.path);
  makeFolder(dirname(path), { durable: true, mode: 0o700 });
  const connection = retryingSync(path, () => connect(path));
  const sql = statementsOf(connection);
  return {
    path,
    read: (work) => retrying(path, () => work(sql)),
    write: (work) => retrying(path, () => transact(connection, () => work(sql))),
    copyTo: (copyPath) =>
      retrying(path, () => {
        // One read transaction: what others commit meanwhile is not in it, and deleted content neither.
        connection.prepare("VACUUM INTO ?").run(copyPath);
        keepPrivate(copyPath);
      }),
    close: () => connection.close(),
  };
}

/** For its owner only, and on the disk. */
function keepPrivate(path: string): void {
  chmodSync(path, 0o600);
  const descriptor = openSync(path, "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function connect(path: string): DatabaseSync {
  const connection = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    // Readers never wait for a writer, and a commit is one append and one sync.
    connection.exec("PRAGMA journal_mode = WAL");
    // FULL syncs at every commit: what was answered survives a power cut. On macOS only a full sync leaves the drive's cache.
    connection.exec(
      "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1",
    );
    // Deleted content is overwritten: an erasure that leaves the bytes in the file is none.
    connection.exec("PRAGMA secure_delete = ON");
    // Ten thousand stories take 270 MB; with SQLite's own 2 MB of memory the tables' upper pages would be read for every record.
    connection.exec(`PRAGMA cache_size = -${pageCacheKb}`);
    connection.exec(`PRAGMA journal_size_limit = ${journalBytesMax}`);
    transact(connection, () => takeSchemaSteps(connection, path));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function takeSchemaSteps(connection: DatabaseSync, path: string): void {
  const taken = Number(connection.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (taken > schemaSteps.length)
    throw new AppError("database-newer", { params: { file: basename(path) } });
  if (taken === schemaSteps.length) return;
  for (const step of schemaSteps.slice(taken)) connection.exec(step);
  connection.exec(`PRAGMA user_version = ${schemaSteps.length}`);
}

function statementsOf(connection: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>();
  const statement = (text: string): StatementSync => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const fresh = connection.prepare(text);
    prepared.set(text, fresh);
    return fresh;
  };
  return {
    // Columns are TEXT, INTEGER or NULL in strict tables: what SQLite could give beyond SqliteValue never occurs.
    get: (text, ...values) => statement(text).get(...values) as SqliteRow | undefined,
    all: (text, ...values) => statement(text).all(...values) as SqliteRow[],
    run: (text, ...values) => Number(statement(text).run(...values).changes),
  };
}

/** Takes the write lock first: a transaction that reads and then wants to write could find it taken. */
function transact<T>(connection: DatabaseSync, work: () => T): T {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back by itself.
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

async function retrying<T>(path: string, work: () => T): Promise<T> {
  const deadline = performance.now() + waitMsMax;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw translateSqliteError(error, path);
    }
    await pause(retryPauseMs * (0.5 + Math.random()));
  }
}

/** As `retrying`, standing still meanwhile: only for opening, before there is anything else to do. */
function retryingSync<T>(path: string, work: () => T): T {
  const deadline = performance.now() + waitMsMax;
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw translateSqliteError(error, path);
    }
    Atomics.wait(never, 0, 0, retryPauseMs * (0.5 + Math.random()));
  }
}

export type LockFile = {
  /** Whether the lock is ours now; false when someone else has it. */
  tryLock(): boolean;
  /** Gives the lock back. The operating system does it when the process dies. */
  release(): void;
};

/**
 * An empty database file as a lock between processes: SQLite locks bytes of it
 * with what the operating system has for that, on every system that Node.js
 * knows, and frees them with the process.
 */
export function openLockFile(path: string): LockFile {
  const connection = translating(path, () => new DatabaseSync(path, { timeout: 0 }));
  return {
    tryLock: () => {
      try {
        connection.exec("BEGIN EXCLUSIVE");
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        throw translateSqliteError(error, path);
      }
    },
    release: () => connection.close(),
  };
}

function translating<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}
