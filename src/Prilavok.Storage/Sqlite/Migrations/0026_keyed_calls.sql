-- Calls that their callers have given a key, and how they were answered; without an answer they are under way until then.
CREATE TABLE keyed_calls (
    owner_id TEXT    NOT NULL,
    caller   TEXT    NOT NULL,
    call_key TEXT    NOT NULL,
    print    BLOB    NOT NULL,
    answer   TEXT,
    until    INTEGER NOT NULL,
    PRIMARY KEY (owner_id, caller, call_key)
) WITHOUT ROWID;

CREATE INDEX keyed_calls_until ON keyed_calls (until);
