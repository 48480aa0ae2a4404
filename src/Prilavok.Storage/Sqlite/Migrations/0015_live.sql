-- When an attempt was written down, in real time: who follows the attempts of an app goes along it.
ALTER TABLE attempts ADD COLUMN kept_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX attempts_kept ON attempts (app_id, kept_at);

-- Open streams that take the deliveries of an app, of all owners or of one, instead of its addresses. Lease_until is real time.
CREATE TABLE forwards (
    app_id      TEXT NOT NULL,
    stream_id   TEXT NOT NULL,
    only_owner  TEXT,
    opened_at   INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    PRIMARY KEY (app_id, stream_id)
) WITHOUT ROWID;

-- Requests on their way through such a stream, until they are answered or nobody waits for them. Request and answer are encrypted.
CREATE TABLE forwarded (
    owner_id   TEXT NOT NULL,
    request_id TEXT NOT NULL,
    app_id     TEXT NOT NULL,
    stream_id  TEXT NOT NULL,
    request    TEXT NOT NULL,
    answer     TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (owner_id, request_id)
) WITHOUT ROWID;

CREATE INDEX forwarded_stream ON forwarded (stream_id);
