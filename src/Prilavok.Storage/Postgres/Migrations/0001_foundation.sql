-- Ids are kept twice where people see them: under the key they are compared by (lower case) and as they were spelled (shown_id).
-- They are compared byte by byte, as the other database does it, so that lists have one order everywhere.
-- Instants are unix milliseconds, money is kopecks, quantities are thousandths.

CREATE TABLE owners (
    owner_id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    login         TEXT COLLATE "C" NOT NULL UNIQUE,
    password_hash TEXT    NOT NULL,
    is_sandbox    BIGINT NOT NULL,
    clock_offset  BIGINT NOT NULL DEFAULT 0,
    head          BIGINT NOT NULL DEFAULT 0,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT
);

CREATE TABLE counters (
    name  TEXT    NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE tokens (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind       BIGINT NOT NULL,
    owner_id   TEXT COLLATE "C" NOT NULL,
    subject_id TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX tokens_bearer ON tokens (owner_id, kind, subject_id);

CREATE TABLE stores (
    owner_id   TEXT COLLATE "C" NOT NULL,
    store_id   TEXT COLLATE "C" NOT NULL,
    shown_id   TEXT COLLATE "C" NOT NULL,
    name       TEXT    NOT NULL,
    address    TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (owner_id, store_id)
);

CREATE TABLE roles (
    owner_id   TEXT COLLATE "C" NOT NULL,
    role_id    TEXT COLLATE "C" NOT NULL,
    shown_id   TEXT COLLATE "C" NOT NULL,
    name       TEXT    NOT NULL,
    kind       BIGINT NOT NULL,
    rights     TEXT    NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (owner_id, role_id)
);

CREATE TABLE employees (
    owner_id        TEXT COLLATE "C" NOT NULL,
    employee_id     TEXT COLLATE "C" NOT NULL,
    shown_id        TEXT COLLATE "C" NOT NULL,
    name            TEXT    NOT NULL,
    last_name       TEXT,
    patronymic_name TEXT,
    phone           BIGINT,
    role_id         TEXT COLLATE "C" NOT NULL,
    store_ids       TEXT    NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    PRIMARY KEY (owner_id, employee_id)
);

CREATE TABLE terminals (
    owner_id          TEXT COLLATE "C" NOT NULL,
    terminal_id       TEXT COLLATE "C" NOT NULL,
    shown_id          TEXT COLLATE "C" NOT NULL,
    name              TEXT    NOT NULL,
    store_id          TEXT COLLATE "C" NOT NULL,
    timezone_offset   BIGINT NOT NULL,
    pairing_code_hash TEXT COLLATE "C",
    imei              TEXT,
    firmware_version  TEXT,
    serial_number     TEXT,
    model             TEXT,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    PRIMARY KEY (owner_id, terminal_id)
);

CREATE INDEX terminals_code ON terminals (pairing_code_hash) WHERE pairing_code_hash IS NOT NULL;

CREATE TABLE products (
    owner_id   TEXT COLLATE "C" NOT NULL,
    store_id   TEXT COLLATE "C" NOT NULL,
    product_id TEXT COLLATE "C" NOT NULL,
    is_group   BIGINT NOT NULL,
    parent_id  TEXT COLLATE "C",
    name       TEXT    NOT NULL,
    code       TEXT,
    type       TEXT,
    price      BIGINT,
    cost_price BIGINT,
    quantity   BIGINT,
    details    BYTEA    NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (owner_id, store_id, product_id)
);

CREATE INDEX products_made ON products (owner_id, store_id, created_at, product_id);

CREATE TABLE events (
    owner_id    TEXT COLLATE "C" NOT NULL,
    seq         BIGINT NOT NULL,
    kind        BIGINT NOT NULL,
    action      BIGINT NOT NULL,
    subject_id  TEXT COLLATE "C" NOT NULL,
    store_id    TEXT COLLATE "C",
    source_kind BIGINT NOT NULL,
    source_id   TEXT COLLATE "C" NOT NULL,
    at          BIGINT NOT NULL,
    data        BYTEA    NOT NULL,
    PRIMARY KEY (owner_id, seq)
);

-- Documents outnumber everything else by far: what reads the rest must not walk over them.
CREATE INDEX events_catalog ON events (owner_id, seq) WHERE kind <> 1;
CREATE INDEX events_kind ON events (owner_id, kind, seq) WHERE kind <> 1;

CREATE TABLE documents (
    owner_id    TEXT COLLATE "C" NOT NULL,
    store_id    TEXT COLLATE "C" NOT NULL,
    document_id TEXT COLLATE "C" NOT NULL,
    seq         BIGINT NOT NULL,
    type        TEXT    NOT NULL,
    device_id   TEXT COLLATE "C" NOT NULL,
    close_date  BIGINT NOT NULL,
    hash        BYTEA    NOT NULL,
    PRIMARY KEY (owner_id, store_id, document_id)
);

CREATE INDEX documents_closed ON documents (owner_id, store_id, close_date, document_id);

CREATE TABLE apps (
    app_id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    publisher_id     TEXT COLLATE "C" NOT NULL,
    sandbox_owner_id TEXT COLLATE "C",
    settings         BYTEA    NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL
);

CREATE INDEX apps_sandbox ON apps (sandbox_owner_id, created_at);

CREATE TABLE app_audit (
    app_id   TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    settings BYTEA    NOT NULL
);

CREATE INDEX app_audit_app ON app_audit (app_id, at);

CREATE TABLE installations (
    owner_id      TEXT COLLATE "C" NOT NULL,
    app_id        TEXT COLLATE "C" NOT NULL,
    token         TEXT    NOT NULL,
    user_token    TEXT,
    rights        TEXT    NOT NULL,
    partner_bills BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    PRIMARY KEY (owner_id, app_id)
);

CREATE INDEX installations_app ON installations (app_id, owner_id);

-- due_at is real time: when somebody should take the lane. Null: idle. Of a leased lane it is the end of the lease.
CREATE TABLE lanes (
    owner_id   TEXT COLLATE "C" NOT NULL,
    app_id     TEXT COLLATE "C" NOT NULL,
    channel    BIGINT NOT NULL,
    cursor     BIGINT NOT NULL,
    batch_end  BIGINT,
    due_at     BIGINT,
    leased     BIGINT NOT NULL DEFAULT 0,
    generation BIGINT NOT NULL DEFAULT 0,
    failures   BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    PRIMARY KEY (owner_id, app_id, channel)
);

CREATE INDEX lanes_due ON lanes (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX lanes_app ON lanes (app_id);

CREATE TABLE attempts (
    owner_id    TEXT COLLATE "C" NOT NULL,
    app_id      TEXT COLLATE "C" NOT NULL,
    channel     BIGINT NOT NULL,
    delivery_id TEXT COLLATE "C" NOT NULL,
    first_seq   BIGINT NOT NULL,
    last_seq    BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    took        BIGINT NOT NULL,
    status      BIGINT,
    error       TEXT
);

CREATE INDEX attempts_app ON attempts (app_id, at);
CREATE INDEX attempts_owner ON attempts (owner_id, app_id, at);

CREATE TABLE dead_letters (
    owner_id  TEXT COLLATE "C" NOT NULL,
    app_id    TEXT COLLATE "C" NOT NULL,
    channel   BIGINT NOT NULL,
    first_seq BIGINT NOT NULL,
    last_seq  BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    error     TEXT    NOT NULL,
    PRIMARY KEY (owner_id, app_id, channel, first_seq)
);

-- What a sandbox tenant shows again when it is asked for: passwords and tokens, unreadable without the keys.
CREATE TABLE sandbox_secrets (
    owner_id TEXT COLLATE "C" NOT NULL,
    name     TEXT NOT NULL,
    secret   TEXT NOT NULL,
    PRIMARY KEY (owner_id, name)
);
