/**
 * The tables, as the steps that made them: a database remembers in
 * `user_version` how many it has taken, and takes the rest when it is opened.
 * Steps are only ever added. Text compares by the bytes of its UTF-8 (SQLite's
 * BINARY), which is the order that the ports promise.
 */
export const schemaSteps: readonly string[] = [
  `
  CREATE TABLE records (
    partition TEXT NOT NULL,
    sort TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    body TEXT NOT NULL,
    list TEXT,
    list_order TEXT,
    PRIMARY KEY (partition, sort),
    CHECK ((list IS NULL) = (list_order IS NULL))
  ) STRICT;
  CREATE INDEX records_by_listing ON records (list, list_order, partition, sort)
    WHERE list IS NOT NULL;

  CREATE TABLE jobs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    job TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    receipt TEXT UNIQUE
  ) STRICT;
  CREATE INDEX jobs_by_due ON jobs (due_ms, sequence);

  CREATE TABLE dead_jobs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    job TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT NOT NULL,
    died_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE allow_entries (
    episode_id TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    publication TEXT -- NULL when denied
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE allow_tag (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    etag TEXT NOT NULL
  ) STRICT;
  INSERT INTO allow_tag VALUES (1, lower(hex(randomblob(16))));
  `,
];
