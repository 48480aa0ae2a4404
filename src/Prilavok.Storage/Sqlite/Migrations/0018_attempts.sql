-- Attempts lie in the order in which they were written down: adding is appending, and the oldest are one run of pages, whatever their number.
CREATE TABLE attempts_next (
    id          INTEGER PRIMARY KEY,
    kept_at     INTEGER NOT NULL,
    owner_id    TEXT    NOT NULL,
    app_id      TEXT    NOT NULL,
    channel     INTEGER NOT NULL,
    delivery_id TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    first_seq   INTEGER NOT NULL,
    last_seq    INTEGER NOT NULL,
    took        INTEGER NOT NULL,
    status      INTEGER,
    error       TEXT,
    url         TEXT,
    response    TEXT,
    address     TEXT,
    reused      INTEGER,
    dns         INTEGER,
    connect     INTEGER,
    tls         INTEGER,
    first_byte  INTEGER
);

INSERT INTO attempts_next (kept_at, owner_id, app_id, channel, delivery_id, number, at, first_seq, last_seq, took, status, error, url, response,
    address, reused, dns, connect, tls, first_byte)
SELECT CASE WHEN kept_at = 0 THEN day * 86400000 ELSE kept_at END, owner_id, app_id, channel, delivery_id, number, at, first_seq, last_seq, took, status, error, url, response,
    address, reused, dns, connect, tls, first_byte
FROM attempts ORDER BY day, kept_at;

DROP TABLE attempts;
ALTER TABLE attempts_next RENAME TO attempts;

CREATE INDEX attempts_app ON attempts (app_id, at);
CREATE INDEX attempts_kept ON attempts (app_id, kept_at);
CREATE UNIQUE INDEX attempts_delivery ON attempts (delivery_id, number, at, owner_id);
