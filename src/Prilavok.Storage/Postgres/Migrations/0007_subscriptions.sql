-- Due_at is real time: when somebody should take the subscription. Of a leased one it is the end of the lease. Null: time alone brings nothing.
CREATE TABLE subscriptions (
    owner_id        TEXT COLLATE "C" NOT NULL,
    subscription_id TEXT COLLATE "C" NOT NULL,
    app_id          TEXT COLLATE "C" NOT NULL,
    state           BIGINT NOT NULL,
    started_at      BIGINT NOT NULL,
    due_at          BIGINT,
    leased          BIGINT NOT NULL DEFAULT 0,
    user_token      TEXT,
    details         BYTEA   NOT NULL,
    PRIMARY KEY (owner_id, subscription_id)
);

CREATE INDEX subscriptions_app ON subscriptions (owner_id, app_id, started_at);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;

-- Attempts to charge an owner, numbered as they came.
CREATE TABLE payments (
    owner_id        TEXT COLLATE "C" NOT NULL,
    number          BIGINT NOT NULL,
    payment_id      TEXT COLLATE "C" NOT NULL,
    app_id          TEXT COLLATE "C" NOT NULL,
    subscription_id TEXT COLLATE "C" NOT NULL,
    reason          BIGINT NOT NULL,
    amount          BIGINT NOT NULL,
    at              BIGINT NOT NULL,
    paid            BIGINT NOT NULL,
    PRIMARY KEY (owner_id, number),
    UNIQUE (owner_id, payment_id)
);

CREATE TABLE payment_methods (
    owner_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    details  BYTEA NOT NULL
);
