-- What publishers want sent once more. Due_at is real time: when somebody should work on it; of a leased one the end of the lease.
CREATE TABLE replays (
    app_id     TEXT COLLATE "C" NOT NULL,
    replay_id  TEXT COLLATE "C" NOT NULL,
    settings   BYTEA   NOT NULL,
    state      BIGINT NOT NULL,
    events     BIGINT NOT NULL,
    sent       BIGINT NOT NULL DEFAULT 0,
    failed     BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    due_at     BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (app_id, replay_id)
);

CREATE INDEX replays_due ON replays (due_at) WHERE due_at IS NOT NULL;

-- How far they have come in each lane. Exceptions is a JSON array of first and last events that had not arrived.
CREATE TABLE replay_lanes (
    owner_id   TEXT COLLATE "C" NOT NULL,
    app_id     TEXT COLLATE "C" NOT NULL,
    replay_id  TEXT COLLATE "C" NOT NULL,
    channel    BIGINT NOT NULL,
    cursor     BIGINT NOT NULL,
    last_seq   BIGINT NOT NULL,
    delivered  BIGINT NOT NULL,
    exceptions TEXT    NOT NULL,
    PRIMARY KEY (owner_id, app_id, replay_id, channel)
);

CREATE INDEX replay_lanes_replay ON replay_lanes (app_id, replay_id, owner_id, channel);
