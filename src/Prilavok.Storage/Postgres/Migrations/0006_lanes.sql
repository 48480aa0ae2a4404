-- A paused lane keeps its place and is not due, whatever happens.
-- Resumed at is when it was last resumed, on the owner's clock: what waited till then is not too old.
-- Refusals are the failures in a row that were about what was sent and not about the receiver.
-- Parked is the event a lane was made for, which its receiver refused; 0 of the lanes that follow the log.
CREATE TABLE lanes_next (
    owner_id   TEXT COLLATE "C" NOT NULL,
    app_id     TEXT COLLATE "C" NOT NULL,
    channel    BIGINT NOT NULL,
    parked     BIGINT NOT NULL DEFAULT 0,
    cursor     BIGINT NOT NULL,
    batch_end  BIGINT,
    due_at     BIGINT,
    leased     BIGINT NOT NULL DEFAULT 0,
    paused     BIGINT NOT NULL DEFAULT 0,
    generation BIGINT NOT NULL DEFAULT 0,
    failures   BIGINT NOT NULL DEFAULT 0,
    refusals   BIGINT NOT NULL DEFAULT 0,
    resumed_at BIGINT,
    last_error TEXT,
    PRIMARY KEY (owner_id, app_id, channel, parked)
);

INSERT INTO lanes_next (owner_id, app_id, channel, cursor, batch_end, due_at, leased, generation, failures, last_error)
SELECT owner_id, app_id, channel, cursor, batch_end, due_at, leased, generation, failures, last_error FROM lanes;

DROP TABLE lanes;
ALTER TABLE lanes_next RENAME TO lanes;

CREATE INDEX lanes_due ON lanes (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX lanes_app ON lanes (app_id);
