-- Ids are kept twice where people see them: under the key they are compared by (lower case) and as they were spelled (shown_id).
-- Instants are unix milliseconds, money is kopecks, quantities are thousandths.

CREATE TABLE owners (
    owner_id      TEXT    NOT NULL PRIMARY KEY,
    login         TEXT    NOT NULL UNIQUE,
    password_hash TEXT    NOT NULL,
    is_sandbox    INTEGER NOT NULL,
    clock_offset  INTEGER NOT NULL DEFAULT 0,
    head          INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER
) WITHOUT ROWID;

CREATE TABLE counters (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE tokens (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    kind       INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    subject_id TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX tokens_bearer ON tokens (owner_id, kind, subject_id);

CREATE TABLE stores (
    owner_id   TEXT    NOT NULL,
    store_id   TEXT    NOT NULL,
    shown_id   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    address    TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (owner_id, store_id)
) WITHOUT ROWID;

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
    updated_at        INTEGER NOT NULL,
    PRIMARY KEY (owner_id, terminal_id)
) WITHOUT ROWID;

CREATE INDEX terminals_code ON terminals (pairing_code_hash) WHERE pairing_code_hash IS NOT NULL;

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
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (owner_id, store_id, product_id)
);

CREATE INDEX products_made ON products (owner_id, store_id, created_at, product_id);

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
    data        BLOB    NOT NULL,
    PRIMARY KEY (owner_id, seq)
);

-- Documents outnumber everything else by far: what reads the rest must not walk over them.
CREATE INDEX events_catalog ON events (owner_id, seq) WHERE kind <> 1;
CREATE INDEX events_kind ON events (owner_id, kind, seq) WHERE kind <> 1;

CREATE TABLE documents (
    owner_id    TEXT    NOT NULL,
    store_id    TEXT    NOT NULL,
    document_id TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    type        TEXT    NOT NULL,
    device_id   TEXT    NOT NULL,
    close_date  INTEGER NOT NULL,
    hash        BLOB    NOT NULL,
    PRIMARY KEY (owner_id, store_id, document_id)
) WITHOUT ROWID;

CREATE INDEX documents_closed ON documents (owner_id, store_id, close_date, document_id);

CREATE TABLE apps (
    app_id           TEXT    NOT NULL PRIMARY KEY,
    publisher_id     TEXT    NOT NULL,
    sandbox_owner_id TEXT,
    settings         BLOB    NOT NULL,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL
);

CREATE INDEX apps_sandbox ON apps (sandbox_owner_id, created_at);

CREATE TABLE app_audit (
    app_id   TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    settings BLOB    NOT NULL
);

CREATE INDEX app_audit_app ON app_audit (app_id, at);

CREATE TABLE installations (
    owner_id      TEXT    NOT NULL,
    app_id        TEXT    NOT NULL,
    token         TEXT    NOT NULL,
    user_token    TEXT,
    rights        TEXT    NOT NULL,
    partner_bills INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (owner_id, app_id)
) WITHOUT ROWID;

CREATE INDEX installations_app ON installations (app_id, owner_id);

-- due_at is real time: when somebody should take the lane. Null: idle. Of a leased lane it is the end of the lease.
CREATE TABLE lanes (
    owner_id   TEXT    NOT NULL,
    app_id     TEXT    NOT NULL,
    channel    INTEGER NOT NULL,
    cursor     INTEGER NOT NULL,
    batch_end  INTEGER,
    due_at     INTEGER,
    leased     INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 0,
    failures   INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    PRIMARY KEY (owner_id, app_id, channel)
) WITHOUT ROWID;

CREATE INDEX lanes_due ON lanes (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX lanes_app ON lanes (app_id);

CREATE TABLE attempts (
    owner_id    TEXT    NOT NULL,
    app_id      TEXT    NOT NULL,
    channel     INTEGER NOT NULL,
    delivery_id TEXT    NOT NULL,
    first_seq   INTEGER NOT NULL,
    last_seq    INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    took        INTEGER NOT NULL,
    status      INTEGER,
    error       TEXT
);

CREATE INDEX attempts_app ON attempts (app_id, at);
CREATE INDEX attempts_owner ON attempts (owner_id, app_id, at);

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

-- What a sandbox tenant shows again when it is asked for: passwords and tokens, unreadable without the keys.
CREATE TABLE sandbox_secrets (
    owner_id TEXT NOT NULL,
    name     TEXT NOT NULL,
    secret   TEXT NOT NULL,
    PRIMARY KEY (owner_id, name)
) WITHOUT ROWID;
