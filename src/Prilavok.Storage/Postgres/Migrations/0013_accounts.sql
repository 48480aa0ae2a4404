-- How people get in, whatever they are. An administrator belongs to no owner.
CREATE TABLE accounts (
    account_id     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind           BIGINT NOT NULL,
    owner_id       TEXT COLLATE "C" NOT NULL,
    subject_id     TEXT COLLATE "C" NOT NULL,
    login          TEXT COLLATE "C" NOT NULL,
    password_hash  TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    factor_secret  TEXT,
    factor_step    BIGINT,
    recovery       TEXT,
    pending_secret TEXT,
    reset_hash     TEXT,
    reset_until    BIGINT
);

CREATE UNIQUE INDEX accounts_login ON accounts (kind, login);
CREATE UNIQUE INDEX accounts_person ON accounts (kind, subject_id);
CREATE INDEX accounts_owner ON accounts (owner_id);

INSERT INTO accounts (account_id, kind, owner_id, subject_id, login, password_hash, created_at)
SELECT '0 owner ' || owner_id, 1, owner_id, owner_id, login, password_hash, created_at FROM owners;
INSERT INTO accounts (account_id, kind, owner_id, subject_id, login, password_hash, created_at)
SELECT '0 publisher ' || publisher_id, 2, '', publisher_id, login, password_hash, created_at FROM publishers;

ALTER TABLE owners DROP COLUMN password_hash;
ALTER TABLE publishers DROP COLUMN password_hash;

-- An owner's log-in stands for the owner, as a publisher's does for the publisher.
UPDATE tokens SET subject_id = owner_id, expires_at = created_at + 2592000000 WHERE kind = 3;

-- Of tokens that people make for programs.
ALTER TABLE tokens ADD COLUMN token_id TEXT COLLATE "C";
ALTER TABLE tokens ADD COLUMN name TEXT;
ALTER TABLE tokens ADD COLUMN scopes TEXT;

-- Wrong passwords and codes in a row, under the hash of whose they would have been.
CREATE TABLE sign_in_failures (
    failure_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    failed      BIGINT NOT NULL,
    last_at     BIGINT NOT NULL
);

CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);
