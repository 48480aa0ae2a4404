-- What goes wrong on purpose in a sandbox.
CREATE TABLE chaos (
    owner_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    details  BYTEA NOT NULL
);
