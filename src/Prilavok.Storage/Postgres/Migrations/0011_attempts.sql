-- Attempts lie by the day on which they were made (real time, days since 1970), so that old days are dropped as they lie. Url and response
-- are kept of those that failed.
CREATE TABLE attempts_next (
    day         BIGINT NOT NULL,
    owner_id    TEXT COLLATE "C" NOT NULL,
    app_id      TEXT COLLATE "C" NOT NULL,
    channel     BIGINT NOT NULL,
    delivery_id TEXT COLLATE "C" NOT NULL,
    number      BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    first_seq   BIGINT NOT NULL,
    last_seq    BIGINT NOT NULL,
    took        BIGINT NOT NULL,
    status      BIGINT,
    error       TEXT,
    url         TEXT,
    response    TEXT,
    PRIMARY KEY (day, owner_id, app_id, channel, delivery_id, number, at)
);

INSERT INTO attempts_next (day, owner_id, app_id, channel, delivery_id, number, at, first_seq, last_seq, took, status, error)
SELECT at / 86400000, owner_id, app_id, channel, delivery_id, number, at, MIN(first_seq), MIN(last_seq), MIN(took), MIN(status), MIN(error)
FROM attempts GROUP BY owner_id, app_id, channel, delivery_id, number, at;

DROP TABLE attempts;
ALTER TABLE attempts_next RENAME TO attempts;

CREATE INDEX attempts_app ON attempts (app_id, at);
CREATE INDEX attempts_delivery ON attempts (delivery_id);
