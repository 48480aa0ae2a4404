-- A database as the program before the baseline leaves it, dumped by sqlite3: schema, journal and a few rows.
CREATE TABLE [SchemaVersions] (
    SchemaVersionID INTEGER CONSTRAINT [PK_SchemaVersions_Id] PRIMARY KEY AUTOINCREMENT NOT NULL,
    ScriptName TEXT NOT NULL,
    Applied DATETIME NOT NULL
);
INSERT INTO SchemaVersions VALUES(1,'Prilavok.Storage.Sqlite.Migrations.0001_foundation.sql','2026-11-30 17:56:16.7931615');
INSERT INTO SchemaVersions VALUES(2,'Prilavok.Storage.Sqlite.Migrations.0002_catalogue.sql','2026-11-30 17:56:16.8208265');
INSERT INTO SchemaVersions VALUES(3,'Prilavok.Storage.Sqlite.Migrations.0003_resources.sql','2026-11-30 17:56:16.8313324');
INSERT INTO SchemaVersions VALUES(4,'Prilavok.Storage.Sqlite.Migrations.0004_publisher.sql','2026-11-30 17:56:16.8402492');
INSERT INTO SchemaVersions VALUES(5,'Prilavok.Storage.Sqlite.Migrations.0005_revisions.sql','2026-11-30 17:56:16.8530627');
INSERT INTO SchemaVersions VALUES(6,'Prilavok.Storage.Sqlite.Migrations.0006_lanes.sql','2026-11-30 17:56:16.8639571');
INSERT INTO SchemaVersions VALUES(7,'Prilavok.Storage.Sqlite.Migrations.0007_subscriptions.sql','2026-11-30 17:56:16.8689473');
INSERT INTO SchemaVersions VALUES(8,'Prilavok.Storage.Sqlite.Migrations.0008_terminals.sql','2026-11-30 17:56:16.8738904');
INSERT INTO SchemaVersions VALUES(9,'Prilavok.Storage.Sqlite.Migrations.0009_chaos.sql','2026-11-30 17:56:16.8790004');
INSERT INTO SchemaVersions VALUES(10,'Prilavok.Storage.Sqlite.Migrations.0010_replays.sql','2026-11-30 17:56:16.8860802');
INSERT INTO SchemaVersions VALUES(11,'Prilavok.Storage.Sqlite.Migrations.0011_attempts.sql','2026-11-30 17:56:16.897883');
INSERT INTO SchemaVersions VALUES(12,'Prilavok.Storage.Sqlite.Migrations.0012_versions.sql','2026-11-30 17:56:16.9306091');
INSERT INTO SchemaVersions VALUES(13,'Prilavok.Storage.Sqlite.Migrations.0013_accounts.sql','2026-11-30 17:56:16.9570356');
INSERT INTO SchemaVersions VALUES(14,'Prilavok.Storage.Sqlite.Migrations.0014_observability.sql','2026-11-30 17:56:16.9888211');
INSERT INTO SchemaVersions VALUES(15,'Prilavok.Storage.Sqlite.Migrations.0015_live.sql','2026-11-30 17:56:16.9988871');
INSERT INTO SchemaVersions VALUES(16,'Prilavok.Storage.Sqlite.Migrations.0016_lists.sql','2026-11-30 17:56:17.0115388');
INSERT INTO SchemaVersions VALUES(17,'Prilavok.Storage.Sqlite.Migrations.0017_replays.sql','2026-11-30 17:56:17.0176137');
INSERT INTO SchemaVersions VALUES(18,'Prilavok.Storage.Sqlite.Migrations.0018_attempts.sql','2026-11-30 17:56:17.0329718');
INSERT INTO SchemaVersions VALUES(19,'Prilavok.Storage.Sqlite.Migrations.0019_removed_stores.sql','2026-11-30 17:56:17.0433476');
INSERT INTO SchemaVersions VALUES(20,'Prilavok.Storage.Sqlite.Migrations.0020_identity.sql','2026-11-30 17:56:17.1188656');
INSERT INTO SchemaVersions VALUES(21,'Prilavok.Storage.Sqlite.Migrations.0021_stock.sql','2026-11-30 17:56:17.1482547');
INSERT INTO SchemaVersions VALUES(22,'Prilavok.Storage.Sqlite.Migrations.0022_keys.sql','2026-11-30 17:56:17.1598097');
INSERT INTO SchemaVersions VALUES(23,'Prilavok.Storage.Sqlite.Migrations.0023_restores.sql','2026-11-30 17:56:17.1658876');
INSERT INTO SchemaVersions VALUES(24,'Prilavok.Storage.Sqlite.Migrations.0024_audit.sql','2026-11-30 17:56:17.1716254');
INSERT INTO SchemaVersions VALUES(25,'Prilavok.Storage.Sqlite.Migrations.0025_people.sql','2026-11-30 17:56:17.1825262');
INSERT INTO SchemaVersions VALUES(26,'Prilavok.Storage.Sqlite.Migrations.0026_keyed_calls.sql','2026-11-30 17:56:17.2040157');
CREATE TABLE owners (
    owner_id      TEXT    NOT NULL PRIMARY KEY,
    login         TEXT    NOT NULL UNIQUE,
    is_sandbox    INTEGER NOT NULL,
    clock_offset  INTEGER NOT NULL DEFAULT 0,
    head          INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER
, log_at INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT INTO owners VALUES('01-000000000000001','01-000000000000001@sandbox.local',1,0,1568,1796061380051,NULL,1796061383473);
CREATE TABLE counters (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counters VALUES('beat',2);
INSERT INTO counters VALUES('database',423073043239742);
INSERT INTO counters VALUES('keys',1);
INSERT INTO counters VALUES('owner',1);
CREATE TABLE tokens (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    kind       INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    subject_id TEXT    NOT NULL,
    created_at INTEGER NOT NULL
, expires_at INTEGER, token_id TEXT, name TEXT, scopes TEXT, agent TEXT, family TEXT, current_hash TEXT) WITHOUT ROWID;
CREATE TABLE stores (
    owner_id   TEXT    NOT NULL,
    store_id   TEXT    NOT NULL,
    shown_id   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    address    TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL, removed_at INTEGER,
    PRIMARY KEY (owner_id, store_id)
) WITHOUT ROWID;
INSERT INTO stores
VALUES ('01-000000000000001','20200110-19d9-4032-8094-f29d8872d4d1','20200110-19D9-4032-8094-F29D8872D4D1','Прилавок у вокзала','г. Тула, Вокзальная площадь, д. 3',1793415600000,1793415600000,NULL);
INSERT INTO stores
VALUES ('01-000000000000001','20200110-5980-40a7-8050-9ec23ee48863','20200110-5980-40A7-8050-9EC23EE48863','Прилавок на Садовой','г. Тула, ул. Садовая, д. 14',1793415600000,1793415600000,NULL);
CREATE TABLE roles (
    owner_id   TEXT    NOT NULL,
    role_id    TEXT    NOT NULL,
    shown_id   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    kind       INTEGER NOT NULL,
    rights     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (owner_id, role_id)
) WITHOUT ROWID;
CREATE TABLE employees (
    owner_id        TEXT    NOT NULL,
    employee_id     TEXT    NOT NULL,
    shown_id        TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    last_name       TEXT,
    patronymic_name TEXT,
    phone           INTEGER,
    role_id         TEXT    NOT NULL,
    store_ids       TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (owner_id, employee_id)
) WITHOUT ROWID;
CREATE TABLE terminals (
    owner_id          TEXT    NOT NULL,
    terminal_id       TEXT    NOT NULL,
    shown_id          TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    store_id          TEXT    NOT NULL,
    timezone_offset   INTEGER NOT NULL,
    pairing_code_hash TEXT,
    imei              TEXT,
    firmware_version  TEXT,
    serial_number     TEXT,
    model             TEXT,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL, longitude INTEGER, latitude INTEGER, removed_at INTEGER, pairing_code_until INTEGER,
    PRIMARY KEY (owner_id, terminal_id)
) WITHOUT ROWID;
CREATE TABLE products (
    owner_id   TEXT    NOT NULL,
    store_id   TEXT    NOT NULL,
    product_id TEXT    NOT NULL,
    is_group   INTEGER NOT NULL,
    parent_id  TEXT,
    name       TEXT    NOT NULL,
    code       TEXT,
    type       TEXT,
    price      INTEGER,
    cost_price INTEGER,
    quantity   INTEGER,
    details    BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 0, uncounted INTEGER, counted_at INTEGER, counted_seq INTEGER, set_at INTEGER, set_seq INTEGER, moved_seq INTEGER,
    PRIMARY KEY (owner_id, store_id, product_id)
);
CREATE TABLE events (
    owner_id    TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    action      INTEGER NOT NULL,
    subject_id  TEXT    NOT NULL,
    store_id    TEXT,
    source_kind INTEGER NOT NULL,
    source_id   TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    data        BLOB    NOT NULL, trace TEXT, stock BLOB,
    PRIMARY KEY (owner_id, seq)
);
INSERT INTO events
VALUES ('01-000000000000001',3,2,1,'20200110-5980-40A7-8050-9EC23EE48863','20200110-5980-40A7-8050-9EC23EE48863',0,'',1796061380100,X'7b224964223a2232303230303131302d353938302d343041372d383035302d394543323345453438383633222c224e616d65223a225c75303431465c75303434305c75303433385c75303433425c75303433305c75303433325c75303433455c7530343341205c75303433445c7530343330205c75303432315c75303433305c75303433345c75303433455c75303433325c75303433455c7530343339222c2241646472657373223a225c75303433332e205c75303432325c75303434335c75303433425c75303433302c205c75303434335c75303433422e205c75303432315c75303433305c75303433345c75303433455c75303433325c75303433305c75303434462c205c75303433342e203134222c22437265617465644174223a22323032362d31302d33315430333a30303a30302b30303a3030222c22557064617465644174223a22323032362d31302d33315430333a30303a30302b30303a3030227d',NULL,NULL);
CREATE TABLE apps (
    app_id           TEXT    NOT NULL PRIMARY KEY,
    publisher_id     TEXT    NOT NULL,
    sandbox_owner_id TEXT,
    created_at       INTEGER NOT NULL);
CREATE TABLE app_audit (
    app_id   TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    settings BLOB    NOT NULL
, changed TEXT);
CREATE TABLE installations (
    owner_id      TEXT    NOT NULL,
    app_id        TEXT    NOT NULL,
    token         TEXT    NOT NULL,
    user_token    TEXT,
    rights        TEXT    NOT NULL,
    partner_bills INTEGER NOT NULL,
    created_at    INTEGER NOT NULL, terminals TEXT, version INTEGER NOT NULL DEFAULT 1, revision INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (owner_id, app_id)
) WITHOUT ROWID;
CREATE TABLE dead_letters (
    owner_id  TEXT    NOT NULL,
    app_id    TEXT    NOT NULL,
    channel   INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    error     TEXT    NOT NULL,
    PRIMARY KEY (owner_id, app_id, channel, first_seq)
) WITHOUT ROWID;
CREATE TABLE sandbox_secrets (
    owner_id TEXT NOT NULL,
    name     TEXT NOT NULL,
    secret   TEXT NOT NULL,
    PRIMARY KEY (owner_id, name)
) WITHOUT ROWID;
CREATE TABLE product_images (
    owner_id   TEXT    NOT NULL,
    store_id   TEXT    NOT NULL,
    product_id TEXT    NOT NULL,
    image_id   TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    details    BLOB    NOT NULL,
    content    BLOB    NOT NULL,
    PRIMARY KEY (owner_id, store_id, product_id, image_id)
);
CREATE TABLE bulk_tasks (
    owner_id     TEXT    NOT NULL,
    task_id      TEXT    NOT NULL,
    app_id       TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    is_group     INTEGER NOT NULL,
    status       INTEGER NOT NULL,
    modified_at  INTEGER NOT NULL,
    order_data   BLOB    NOT NULL,
    next_item    INTEGER NOT NULL DEFAULT 0,
    failed_items INTEGER NOT NULL DEFAULT 0,
    due_at       INTEGER,
    generation   INTEGER NOT NULL DEFAULT 0,
    failures     INTEGER NOT NULL DEFAULT 0,
    done_at      INTEGER,
    items        BLOB,
    PRIMARY KEY (owner_id, task_id)
);
CREATE TABLE bulk_details (
    owner_id   TEXT    NOT NULL,
    task_id    TEXT    NOT NULL,
    first_item INTEGER NOT NULL,
    next_item  INTEGER NOT NULL,
    details    BLOB    NOT NULL,
    PRIMARY KEY (owner_id, task_id, first_item)
);
CREATE TABLE suppliers (
    owner_id    TEXT    NOT NULL,
    supplier_id TEXT    NOT NULL,
    shown_id    TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (owner_id, supplier_id)
) WITHOUT ROWID;
CREATE TABLE extras (
    owner_id   TEXT    NOT NULL,
    app_id     TEXT    NOT NULL,
    store_id   TEXT    NOT NULL,
    kind       INTEGER NOT NULL,
    extra_id   TEXT    NOT NULL,
    content    BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (owner_id, app_id, store_id, kind, extra_id)
);
CREATE TABLE publishers (
    publisher_id  TEXT    NOT NULL PRIMARY KEY,
    login         TEXT    NOT NULL UNIQUE,
    created_at    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE hooks (
    app_id     TEXT    NOT NULL,
    version_id TEXT    NOT NULL,
    hook_id    TEXT    NOT NULL,
    settings   BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, version_id, hook_id)
) WITHOUT ROWID;
CREATE TABLE push_details (
    owner_id    TEXT    NOT NULL,
    push_id     TEXT    NOT NULL,
    device_id   TEXT    NOT NULL,
    shown_id    TEXT    NOT NULL,
    app_id      TEXT    NOT NULL,
    place       INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    active_till INTEGER NOT NULL,
    sent_at     INTEGER,
    answered_at INTEGER,
    reply       BLOB,
    PRIMARY KEY (owner_id, push_id, device_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "lanes" (
    owner_id   TEXT    NOT NULL,
    app_id     TEXT    NOT NULL,
    channel    INTEGER NOT NULL,
    parked     INTEGER NOT NULL DEFAULT 0,
    cursor     INTEGER NOT NULL,
    batch_end  INTEGER,
    due_at     INTEGER,
    leased     INTEGER NOT NULL DEFAULT 0,
    paused     INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 0,
    failures   INTEGER NOT NULL DEFAULT 0,
    refusals   INTEGER NOT NULL DEFAULT 0,
    resumed_at INTEGER,
    last_error TEXT,
    PRIMARY KEY (owner_id, app_id, channel, parked)
) WITHOUT ROWID;
INSERT INTO lanes
VALUES ('01-000000000000001','01a22d99-c75c-747e-95ab-7b022a7eb090',6,0,1567,1568,1796061443368,0,0,1796061380101,1,0,NULL,'nobody listens at 127.0.0.1:1: the connection was refused');
INSERT INTO lanes VALUES('01-000000000000001','01a22d99-c75c-747e-95ab-7b022a7eb090',10,0,1567,NULL,NULL,0,0,1796061380100,0,0,NULL,NULL);
CREATE TABLE subscriptions (
    owner_id        TEXT    NOT NULL,
    subscription_id TEXT    NOT NULL,
    app_id          TEXT    NOT NULL,
    state           INTEGER NOT NULL,
    started_at      INTEGER NOT NULL,
    due_at          INTEGER,
    leased          INTEGER NOT NULL DEFAULT 0,
    user_token      TEXT,
    details         BLOB    NOT NULL,
    PRIMARY KEY (owner_id, subscription_id)
) WITHOUT ROWID;
CREATE TABLE payments (
    owner_id        TEXT    NOT NULL,
    number          INTEGER NOT NULL,
    payment_id      TEXT    NOT NULL,
    app_id          TEXT    NOT NULL,
    subscription_id TEXT    NOT NULL,
    reason          INTEGER NOT NULL,
    amount          INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    paid            INTEGER NOT NULL,
    PRIMARY KEY (owner_id, number),
    UNIQUE (owner_id, payment_id)
) WITHOUT ROWID;
CREATE TABLE payment_methods (
    owner_id TEXT NOT NULL PRIMARY KEY,
    details  BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE chaos (
    owner_id TEXT NOT NULL PRIMARY KEY,
    details  BLOB NOT NULL
) WITHOUT ROWID;
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
    created_at INTEGER NOT NULL, generation INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (app_id, replay_id)
) WITHOUT ROWID;
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
CREATE TABLE app_revisions (
    app_id   TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    settings BLOB    NOT NULL,
    PRIMARY KEY (app_id, number, revision)
);
CREATE TABLE accounts (
    account_id     TEXT    NOT NULL PRIMARY KEY,
    kind           INTEGER NOT NULL,
    owner_id       TEXT    NOT NULL,
    subject_id     TEXT    NOT NULL,
    login          TEXT    NOT NULL,
    password_hash  TEXT    NOT NULL,
    created_at     INTEGER NOT NULL,
    factor_secret  TEXT,
    factor_step    INTEGER,
    recovery       TEXT,
    pending_secret TEXT,
    reset_hash     TEXT,
    reset_until    INTEGER
) WITHOUT ROWID;
CREATE TABLE sign_in_failures (
    failure_key TEXT    NOT NULL PRIMARY KEY,
    failed      INTEGER NOT NULL,
    last_at     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE forwards (
    app_id      TEXT NOT NULL,
    stream_id   TEXT NOT NULL,
    only_owner  TEXT,
    opened_at   INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    PRIMARY KEY (app_id, stream_id)
) WITHOUT ROWID;
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
CREATE TABLE IF NOT EXISTS "attempts" (
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
INSERT INTO attempts
VALUES (1,1796061384160,'01-000000000000001','01a22d99-c75c-747e-95ab-7b022a7eb090',7,'f1355e68-b654-8966-bdd1-1fe1a78e9221',1,1796061383939,1568,1568,164,NULL,'nobody listens at 127.0.0.1:1: the connection was refused','http://127.0.0.1:1/api/v2/receipts',NULL,'127.0.0.1',0,NULL,NULL,NULL,NULL);
CREATE TABLE terminal_stores (
    owner_id    TEXT    NOT NULL,
    terminal_id TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    store_id    TEXT    NOT NULL,
    since       INTEGER NOT NULL,
    PRIMARY KEY (owner_id, terminal_id, seq)
) WITHOUT ROWID;
CREATE TABLE former_documents (
    owner_id    TEXT NOT NULL,
    document_id TEXT NOT NULL,
    store_id    TEXT NOT NULL,
    hash        BLOB NOT NULL,
    PRIMARY KEY (owner_id, document_id, store_id, hash)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "documents" (
    owner_id    TEXT    NOT NULL,
    store_id    TEXT    NOT NULL,
    document_id TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    type        TEXT    NOT NULL,
    device_id   TEXT    NOT NULL,
    close_date  INTEGER NOT NULL,
    hash        BLOB    NOT NULL, first_seq INTEGER,
    PRIMARY KEY (owner_id, document_id, store_id)
) WITHOUT ROWID;
CREATE TABLE stock_counts (
    owner_id    TEXT    NOT NULL,
    store_id    TEXT    NOT NULL,
    product_id  TEXT    NOT NULL,
    document_id TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    kept_at     INTEGER NOT NULL,
    quantity    INTEGER,
    PRIMARY KEY (owner_id, store_id, product_id, document_id)
) WITHOUT ROWID;
CREATE TABLE data_keys (
    key_id     TEXT NOT NULL,
    master_id  TEXT NOT NULL,
    wrapped    BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (key_id)
) WITHOUT ROWID;
CREATE TABLE master_keys (
    master_id    TEXT NOT NULL,
    successor_id TEXT,
    successor    BLOB,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (master_id)
) WITHOUT ROWID;
CREATE TABLE canaries (
    name TEXT NOT NULL,
    kept TEXT NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID;
CREATE TABLE log_gaps (
    owner_id  TEXT    NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    PRIMARY KEY (owner_id, first_seq)
) WITHOUT ROWID;
CREATE TABLE app_tester_logins (
    app_id TEXT NOT NULL,
    login  TEXT NOT NULL,
    PRIMARY KEY (app_id, login)
) WITHOUT ROWID;
CREATE TABLE keyed_calls (
    owner_id TEXT    NOT NULL,
    caller   TEXT    NOT NULL,
    call_key TEXT    NOT NULL,
    print    BLOB    NOT NULL,
    answer   TEXT,
    until    INTEGER NOT NULL,
    PRIMARY KEY (owner_id, caller, call_key)
) WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('SchemaVersions',26);
CREATE INDEX tokens_bearer ON tokens (owner_id, kind, subject_id);
CREATE INDEX terminals_code ON terminals (pairing_code_hash) WHERE pairing_code_hash IS NOT NULL;
CREATE INDEX events_catalog ON events (owner_id, seq) WHERE kind <> 1;
CREATE INDEX events_kind ON events (owner_id, kind, seq) WHERE kind <> 1;
CREATE INDEX apps_sandbox ON apps (sandbox_owner_id, created_at);
CREATE INDEX app_audit_app ON app_audit (app_id, at);
CREATE INDEX installations_app ON installations (app_id, owner_id);
CREATE INDEX products_inside ON products (owner_id, store_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX product_images_id ON product_images (owner_id, image_id);
CREATE INDEX bulk_tasks_due ON bulk_tasks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX bulk_tasks_open ON bulk_tasks (owner_id, number) WHERE due_at IS NOT NULL;
CREATE INDEX bulk_tasks_listed ON bulk_tasks (owner_id, app_id, number);
CREATE INDEX bulk_tasks_done ON bulk_tasks (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX suppliers_made ON suppliers (owner_id, created_at, supplier_id);
CREATE INDEX extras_made ON extras (owner_id, app_id, store_id, kind, created_at, extra_id);
CREATE INDEX apps_publisher ON apps (publisher_id, created_at);
CREATE INDEX tokens_over ON tokens (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX push_details_push ON push_details (push_id);
CREATE INDEX terminals_id ON terminals (terminal_id);
CREATE INDEX terminals_imei ON terminals (imei) WHERE imei IS NOT NULL;
CREATE INDEX products_listed ON products (owner_id, store_id, created_at, product_id, is_group, updated_at, revision);
CREATE INDEX lanes_due ON lanes (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX subscriptions_app ON subscriptions (owner_id, app_id, started_at);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX replays_due ON replays (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX replay_lanes_replay ON replay_lanes (app_id, replay_id, owner_id, channel);
CREATE UNIQUE INDEX accounts_login ON accounts (kind, login);
CREATE UNIQUE INDEX accounts_person ON accounts (kind, subject_id);
CREATE INDEX accounts_owner ON accounts (owner_id);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);
CREATE INDEX forwarded_stream ON forwarded (stream_id);
CREATE INDEX lanes_listed ON lanes (app_id, owner_id, channel, parked);
CREATE INDEX dead_letters_listed ON dead_letters (app_id, at, owner_id, channel, first_seq);
CREATE INDEX attempts_app ON attempts (app_id, at);
CREATE INDEX attempts_kept ON attempts (app_id, kept_at);
CREATE UNIQUE INDEX attempts_delivery ON attempts (delivery_id, number, at, owner_id);
CREATE INDEX documents_closed ON documents (owner_id, store_id, close_date, document_id);
CREATE INDEX products_moved ON products (owner_id, store_id, moved_seq) WHERE moved_seq IS NOT NULL;
CREATE INDEX stock_counts_document ON stock_counts (owner_id, store_id, document_id);
CREATE INDEX keyed_calls_until ON keyed_calls (until);
