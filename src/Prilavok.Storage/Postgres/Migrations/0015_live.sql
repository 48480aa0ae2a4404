-- When an attempt was written down, in real time: who follows the attempts of an app goes along it.
ALTER TABLE attempts ADD COLUMN kept_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX attempts_kept ON attempts (app_id, kept_at);

-- Open streams that take the deliveries of an app, of all owners or of one, instead of its addresses. Lease_until is real time.
CREATE TABLE forwards (
    app_id      TEXT COLLATE "C" NOT NULL,
    stream_id   TEXT COLLATE "C" NOT NULL,
    only_owner  TEXT COLLATE "C",
    opened_at   BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    PRIMARY KEY (app_id, stream_id)
);

-- Requests on their way through such a stream, until they are answered or nobody waits for them. Request and answer are encrypted.
CREATE TABLE forwarded (
    owner_id   TEXT COLLATE "C" NOT NULL,
    request_id TEXT COLLATE "C" NOT NULL,
    app_id     TEXT COLLATE "C" NOT NULL,
    stream_id  TEXT COLLATE "C" NOT NULL,
    request    TEXT NOT NULL,
    answer     TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (owner_id, request_id)
);

CREATE INDEX forwarded_stream ON forwarded (stream_id);
