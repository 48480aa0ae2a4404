-- What publishers want sent once more. Due_at is real time: when somebody should work on it; of a leased one the end of the lease.
CREATE TABLE replays (
    app_id     TEXT    NOT NULL,
    replay_id  TEXT    NOT NULL,
    settings   BLOB    NOT NULL,
    state      INTEGER NOT NULL,
    events     INTEGER NOT NULL,
    sent       INTEGER NOT NULL DEFAULT 0,
    failed     INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    due_at     INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, replay_id)
) WITHOUT ROWID;

CREATE INDEX replays_due ON replays (due_at) WHERE due_at IS NOT NULL;

-- How far they have come in each lane. Exceptions is a JSON array of first and last events that had not arrived.
CREATE TABLE replay_lanes (
    owner_id   TEXT    NOT NULL,
    app_id     TEXT    NOT NULL,
    replay_id  TEXT    NOT NULL,
    channel    INTEGER NOT NULL,
    cursor     INTEGER NOT NULL,
    last_seq   INTEGER NOT NULL,
    delivered  INTEGER NOT NULL,
    exceptions TEXT    NOT NULL,
    PRIMARY KEY (owner_id, app_id, replay_id, channel)
) WITHOUT ROWID;

CREATE INDEX replay_lanes_replay ON replay_lanes (app_id, replay_id, owner_id, channel);
