-- What an app was, is and will be. State is where a version stands in its life; revision is its present settings.
CREATE TABLE app_versions (
    app_id       TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    state        INTEGER NOT NULL,
    revision     INTEGER NOT NULL,
    review_since INTEGER,
    remarks      TEXT,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    PRIMARY KEY (app_id, number)
) WITHOUT ROWID;

-- All settings that a version had and that owners may still have.
CREATE TABLE app_revisions (
    app_id   TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    settings BLOB    NOT NULL,
    PRIMARY KEY (app_id, number, revision)
);

-- Owners who see an app before it is published.
CREATE TABLE app_testers (
    owner_id TEXT NOT NULL,
    app_id   TEXT NOT NULL,
    PRIMARY KEY (owner_id, app_id)
) WITHOUT ROWID;

CREATE INDEX app_testers_app ON app_testers (app_id);

-- So far an app had one version, and that was published.
INSERT INTO app_versions (app_id, number, state, revision, created_at, updated_at)
SELECT app_id, 1, 5, 1, created_at, updated_at FROM apps;

INSERT INTO app_revisions (app_id, number, revision, settings)
SELECT app_id, 1, 1, settings FROM apps;

ALTER TABLE apps DROP COLUMN settings;
ALTER TABLE apps DROP COLUMN updated_at;

ALTER TABLE installations ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE installations ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
