-- Keys that secrets are protected with, each wrapped by the master key that it names.
CREATE TABLE data_keys (
    key_id     TEXT NOT NULL,
    master_id  TEXT NOT NULL,
    wrapped    BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (key_id)
) WITHOUT ROWID;

-- The master key that opens the database, and former ones, each of which leads on to its successor until the change is finished.
CREATE TABLE master_keys (
    master_id    TEXT NOT NULL,
    successor_id TEXT,
    successor    BLOB,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (master_id)
) WITHOUT ROWID;

-- A known text, kept as secrets are, for each of the keys in turn: where one does not open, secrets do not either.
CREATE TABLE canaries (
    name TEXT NOT NULL,
    kept TEXT NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID;
