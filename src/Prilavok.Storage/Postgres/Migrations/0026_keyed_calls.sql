-- Calls that their callers have given a key, and how they were answered; without an answer they are under way until then.
CREATE TABLE keyed_calls (
    owner_id TEXT COLLATE "C" NOT NULL,
    caller   TEXT COLLATE "C" NOT NULL,
    call_key TEXT COLLATE "C" NOT NULL,
    print    BYTEA  NOT NULL,
    answer   TEXT,
    until    BIGINT NOT NULL,
    PRIMARY KEY (owner_id, caller, call_key)
);

CREATE INDEX keyed_calls_until ON keyed_calls (until);
