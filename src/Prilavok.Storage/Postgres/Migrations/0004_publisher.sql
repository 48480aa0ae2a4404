-- Who develops apps, and what they get in with.
CREATE TABLE publishers (
    publisher_id  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    login         TEXT COLLATE "C" NOT NULL UNIQUE,
    password_hash TEXT   NOT NULL,
    created_at    BIGINT NOT NULL
);

CREATE INDEX apps_publisher ON apps (publisher_id, created_at);

-- Real time after which a token opens nothing; null: never.
ALTER TABLE tokens ADD COLUMN expires_at BIGINT;

CREATE INDEX tokens_over ON tokens (expires_at) WHERE expires_at IS NOT NULL;

-- Secrets inside the settings are unreadable without the keys.
CREATE TABLE hooks (
    app_id     TEXT COLLATE "C" NOT NULL,
    version_id TEXT COLLATE "C" NOT NULL,
    hook_id    TEXT COLLATE "C" NOT NULL,
    settings   BYTEA  NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (app_id, version_id, hook_id)
);

-- One row for each terminal a push goes to. What it says stands in the owner's log.
CREATE TABLE push_details (
    owner_id    TEXT COLLATE "C" NOT NULL,
    push_id     TEXT COLLATE "C" NOT NULL,
    device_id   TEXT COLLATE "C" NOT NULL,
    shown_id    TEXT COLLATE "C" NOT NULL,
    app_id      TEXT COLLATE "C" NOT NULL,
    place       BIGINT NOT NULL,
    status      BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    active_till BIGINT NOT NULL,
    sent_at     BIGINT,
    answered_at BIGINT,
    reply       BYTEA,
    PRIMARY KEY (owner_id, push_id, device_id)
);

CREATE INDEX push_details_push ON push_details (push_id);

-- A publisher names terminals without their owners.
CREATE INDEX terminals_id ON terminals (terminal_id);
CREATE INDEX terminals_imei ON terminals (imei) WHERE imei IS NOT NULL;

-- When the owner's last event happened. Time never runs backwards along a log, so places in it can be found by time.
ALTER TABLE owners ADD COLUMN log_at BIGINT NOT NULL DEFAULT 0;

UPDATE owners SET log_at = COALESCE((SELECT MAX(at) FROM events WHERE events.owner_id = owners.owner_id), 0);
