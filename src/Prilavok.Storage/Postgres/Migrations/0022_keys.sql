-- Keys that secrets are protected with, each wrapped by the master key that it names.
CREATE TABLE data_keys (
    key_id     TEXT COLLATE "C" NOT NULL,
    master_id  TEXT COLLATE "C" NOT NULL,
    wrapped    BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (key_id)
);

-- The master key that opens the database, and former ones, each of which leads on to its successor until the change is finished.
CREATE TABLE master_keys (
    master_id    TEXT COLLATE "C" NOT NULL,
    successor_id TEXT COLLATE "C",
    successor    BYTEA,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (master_id)
);

-- A known text, kept as secrets are, for each of the keys in turn: where one does not open, secrets do not either.
CREATE TABLE canaries (
    name TEXT NOT NULL,
    kept TEXT NOT NULL,
    PRIMARY KEY (name)
);
