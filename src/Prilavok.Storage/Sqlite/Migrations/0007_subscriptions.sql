-- Due_at is real time: when somebody should take the subscription. Of a leased one it is the end of the lease. Null: time alone brings nothing.
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

CREATE INDEX subscriptions_app ON subscriptions (owner_id, app_id, started_at);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;

-- Attempts to charge an owner, numbered as they came.
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
