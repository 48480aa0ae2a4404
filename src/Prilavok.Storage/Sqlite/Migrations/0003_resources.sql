-- Where a terminal stands, in millionths of a degree; both or none.
ALTER TABLE terminals ADD COLUMN longitude INTEGER;
ALTER TABLE terminals ADD COLUMN latitude INTEGER;

CREATE TABLE suppliers (
    owner_id    TEXT    NOT NULL,
    supplier_id TEXT    NOT NULL,
    shown_id    TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (owner_id, supplier_id)
) WITHOUT ROWID;

CREATE INDEX suppliers_made ON suppliers (owner_id, created_at, supplier_id);

-- What apps add to products: schemes (kind 1) and extras (kind 2). An app sees its own.
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

CREATE INDEX extras_made ON extras (owner_id, app_id, store_id, kind, created_at, extra_id);
