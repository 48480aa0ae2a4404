-- The kind and the time of change stand in the index, so that a list looks at no row that it does not show.
DROP INDEX products_made;
CREATE INDEX products_listed ON products (owner_id, store_id, created_at, product_id, is_group, updated_at);
CREATE INDEX products_inside ON products (owner_id, store_id, parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE product_images (
    owner_id   TEXT COLLATE "C" NOT NULL,
    store_id   TEXT COLLATE "C" NOT NULL,
    product_id TEXT COLLATE "C" NOT NULL,
    image_id   TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    details    BYTEA NOT NULL,
    content    BYTEA NOT NULL,
    PRIMARY KEY (owner_id, store_id, product_id, image_id)
);

CREATE UNIQUE INDEX product_images_id ON product_images (owner_id, image_id);

-- due_at is real time: when somebody should take the task. Null: done. Of a leased task it is the end of the lease.
CREATE TABLE bulk_tasks (
    owner_id     TEXT COLLATE "C" NOT NULL,
    task_id      TEXT COLLATE "C" NOT NULL,
    app_id       TEXT COLLATE "C" NOT NULL,
    number       BIGINT NOT NULL,
    is_group     BIGINT NOT NULL,
    status       BIGINT NOT NULL,
    modified_at  BIGINT NOT NULL,
    order_data   BYTEA NOT NULL,
    next_item    BIGINT NOT NULL DEFAULT 0,
    failed_items BIGINT NOT NULL DEFAULT 0,
    due_at       BIGINT,
    generation   BIGINT NOT NULL DEFAULT 0,
    failures     BIGINT NOT NULL DEFAULT 0,
    done_at      BIGINT,
    items        BYTEA,
    PRIMARY KEY (owner_id, task_id)
);

CREATE INDEX bulk_tasks_due ON bulk_tasks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX bulk_tasks_open ON bulk_tasks (owner_id, number) WHERE due_at IS NOT NULL;
CREATE INDEX bulk_tasks_listed ON bulk_tasks (owner_id, app_id, number);
CREATE INDEX bulk_tasks_done ON bulk_tasks (done_at) WHERE done_at IS NOT NULL;

-- What came of the items from first_item up to next_item.
CREATE TABLE bulk_details (
    owner_id   TEXT COLLATE "C" NOT NULL,
    task_id    TEXT COLLATE "C" NOT NULL,
    first_item BIGINT NOT NULL,
    next_item  BIGINT NOT NULL,
    details    BYTEA NOT NULL,
    PRIMARY KEY (owner_id, task_id, first_item)
);
