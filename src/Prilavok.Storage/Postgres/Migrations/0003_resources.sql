-- Where a terminal stands, in millionths of a degree; both or none.
ALTER TABLE terminals ADD COLUMN longitude BIGINT;
ALTER TABLE terminals ADD COLUMN latitude BIGINT;

CREATE TABLE suppliers (
    owner_id    TEXT COLLATE "C" NOT NULL,
    supplier_id TEXT COLLATE "C" NOT NULL,
    shown_id    TEXT COLLATE "C" NOT NULL,
    name        TEXT    NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (owner_id, supplier_id)
);

CREATE INDEX suppliers_made ON suppliers (owner_id, created_at, supplier_id);

-- What apps add to products: schemes (kind 1) and extras (kind 2). An app sees its own.
CREATE TABLE extras (
    owner_id   TEXT COLLATE "C" NOT NULL,
    app_id     TEXT COLLATE "C" NOT NULL,
    store_id   TEXT COLLATE "C" NOT NULL,
    kind       BIGINT NOT NULL,
    extra_id   TEXT COLLATE "C" NOT NULL,
    content    BYTEA    NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (owner_id, app_id, store_id, kind, extra_id)
);

CREATE INDEX extras_made ON extras (owner_id, app_id, store_id, kind, created_at, extra_id);
