-- What goes wrong on purpose in a sandbox.
CREATE TABLE chaos (
    owner_id TEXT NOT NULL PRIMARY KEY,
    details  BLOB NOT NULL
) WITHOUT ROWID;
