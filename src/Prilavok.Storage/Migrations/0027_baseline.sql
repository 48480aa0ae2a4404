-- The schema that the steps 1 to 26 made. Both engines run this text; ScriptWords has the words between dollar signs.
-- Ids are kept twice where people see them: under the key they are compared by (lower case) and as they were spelled (shown_id).
-- Instants are unix milliseconds, money is kopecks, quantities are thousandths.

-- Log_at is when the last event of the owner happened: time never runs backwards along a log, so a place in it is found by time.
CREATE TABLE owners (
    owner_id     $key$ NOT NULL PRIMARY KEY,
    login        $key$ NOT NULL UNIQUE,
    is_sandbox   $int$ NOT NULL,
    clock_offset $int$ NOT NULL DEFAULT 0,
    head         $int$ NOT NULL DEFAULT 0,
    created_at   $int$ NOT NULL,
    expires_at   $int$,
    log_at       $int$ NOT NULL DEFAULT 0
) $clustered$;

CREATE TABLE counters (
    name  TEXT  NOT NULL PRIMARY KEY,
    value $int$ NOT NULL
) $clustered$;

-- Log-ins of owners, publishers and administrators. An administrator belongs to no owner.
CREATE TABLE accounts (
    account_id     $key$ NOT NULL PRIMARY KEY,
    kind           $int$ NOT NULL,
    owner_id       $key$ NOT NULL,
    subject_id     $key$ NOT NULL,
    login          $key$ NOT NULL,
    password_hash  TEXT  NOT NULL,
    created_at     $int$ NOT NULL,
    factor_secret  TEXT,
    factor_step    $int$,
    recovery       TEXT,
    pending_secret TEXT,
    reset_hash     TEXT,
    reset_until    $int$
) $clustered$;

CREATE UNIQUE INDEX accounts_login ON accounts (kind, login);
CREATE UNIQUE INDEX accounts_person ON accounts (kind, subject_id);
CREATE INDEX accounts_owner ON accounts (owner_id);

-- Expires_at is real time; null: never. Token_id, name and scopes belong to tokens that people make for programs.
-- Agent is the program that opened a session. Refresh tokens that follow one another share a family, which knows the hash of the current one.
CREATE TABLE tokens (
    token_hash   $key$ NOT NULL PRIMARY KEY,
    kind         $int$ NOT NULL,
    owner_id     $key$ NOT NULL,
    subject_id   $key$ NOT NULL,
    created_at   $int$ NOT NULL,
    expires_at   $int$,
    token_id     $key$,
    name         TEXT,
    scopes       TEXT,
    agent        TEXT,
    family       $key$,
    current_hash $key$
) $clustered$;

CREATE INDEX tokens_bearer ON tokens (owner_id, kind, subject_id);
CREATE INDEX tokens_over ON tokens (expires_at) WHERE expires_at IS NOT NULL;

-- Wrong passwords and codes in a row, under the hash of the person or network that they are counted for.
CREATE TABLE sign_in_failures (
    failure_key $key$ NOT NULL PRIMARY KEY,
    failed      $int$ NOT NULL,
    last_at     $int$ NOT NULL
) $clustered$;

CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);

-- A removed store is not listed, but its documents stand under it.
CREATE TABLE stores (
    owner_id   $key$ NOT NULL,
    store_id   $key$ NOT NULL,
    shown_id   $key$ NOT NULL,
    name       TEXT  NOT NULL,
    address    TEXT,
    created_at $int$ NOT NULL,
    updated_at $int$ NOT NULL,
    removed_at $int$,
    PRIMARY KEY (owner_id, store_id)
) $clustered$;

CREATE TABLE roles (
    owner_id   $key$ NOT NULL,
    role_id    $key$ NOT NULL,
    shown_id   $key$ NOT NULL,
    name       TEXT  NOT NULL,
    kind       $int$ NOT NULL,
    rights     TEXT  NOT NULL,
    created_at $int$ NOT NULL,
    updated_at $int$ NOT NULL,
    PRIMARY KEY (owner_id, role_id)
) $clustered$;

CREATE TABLE employees (
    owner_id        $key$ NOT NULL,
    employee_id     $key$ NOT NULL,
    shown_id        $key$ NOT NULL,
    name            TEXT  NOT NULL,
    last_name       TEXT,
    patronymic_name TEXT,
    phone           $int$,
    role_id         $key$ NOT NULL,
    store_ids       TEXT  NOT NULL,
    created_at      $int$ NOT NULL,
    updated_at      $int$ NOT NULL,
    PRIMARY KEY (owner_id, employee_id)
) $clustered$;

-- Longitude and latitude are millionths of a degree; both or none. A pairing code without an end does not work.
-- A removed terminal stays known: its token may still bring documents that it closed before.
CREATE TABLE terminals (
    owner_id           $key$ NOT NULL,
    terminal_id        $key$ NOT NULL,
    shown_id           $key$ NOT NULL,
    name               TEXT  NOT NULL,
    store_id           $key$ NOT NULL,
    timezone_offset    $int$ NOT NULL,
    pairing_code_hash  $key$,
    imei               TEXT,
    firmware_version   TEXT,
    serial_number      TEXT,
    model              TEXT,
    created_at         $int$ NOT NULL,
    updated_at         $int$ NOT NULL,
    longitude          $int$,
    latitude           $int$,
    removed_at         $int$,
    pairing_code_until $int$,
    PRIMARY KEY (owner_id, terminal_id)
) $clustered$;

CREATE INDEX terminals_code ON terminals (pairing_code_hash) WHERE pairing_code_hash IS NOT NULL;
-- A publisher names terminals without their owners.
CREATE INDEX terminals_id ON terminals (terminal_id);
CREATE INDEX terminals_imei ON terminals (imei) WHERE imei IS NOT NULL;

-- Where terminals stood: the store (as it is shown) since a time, numbered by the event of the move.
CREATE TABLE terminal_stores (
    owner_id    $key$ NOT NULL,
    terminal_id $key$ NOT NULL,
    seq         $int$ NOT NULL,
    store_id    $key$ NOT NULL,
    since       $int$ NOT NULL,
    PRIMARY KEY (owner_id, terminal_id, seq)
) $clustered$;

CREATE TABLE suppliers (
    owner_id    $key$ NOT NULL,
    supplier_id $key$ NOT NULL,
    shown_id    $key$ NOT NULL,
    name        TEXT  NOT NULL,
    created_at  $int$ NOT NULL,
    updated_at  $int$ NOT NULL,
    PRIMARY KEY (owner_id, supplier_id)
) $clustered$;

CREATE INDEX suppliers_made ON suppliers (owner_id, created_at, supplier_id);

-- Revision grows with every change of a row, its image included: a rendering of a revision holds as long as the revision stays.
-- Uncounted is the stock as it would be without any stock-taking, and is null while none holds. Counted_at and counted_seq say which stock-taking
-- holds, set_at and set_seq when the quantity was last set, moved_seq which event moved the stock last.
CREATE TABLE products (
    owner_id    $key$   NOT NULL,
    store_id    $key$   NOT NULL,
    product_id  $key$   NOT NULL,
    is_group    $int$   NOT NULL,
    parent_id   $key$,
    name        TEXT    NOT NULL,
    code        TEXT,
    type        TEXT,
    price       $int$,
    cost_price  $int$,
    quantity    $int$,
    details     $bytes$ NOT NULL,
    created_at  $int$   NOT NULL,
    updated_at  $int$   NOT NULL,
    revision    $int$   NOT NULL DEFAULT 0,
    uncounted   $int$,
    counted_at  $int$,
    counted_seq $int$,
    set_at      $int$,
    set_seq     $int$,
    moved_seq   $int$,
    PRIMARY KEY (owner_id, store_id, product_id)
);

CREATE INDEX products_inside ON products (owner_id, store_id, parent_id) WHERE parent_id IS NOT NULL;
-- The kind, the time of change and the revision stand in the index, so that a list looks at no row that it does not show.
CREATE INDEX products_listed ON products (owner_id, store_id, created_at, product_id, is_group, updated_at, revision);
CREATE INDEX products_moved ON products (owner_id, store_id, moved_seq) WHERE moved_seq IS NOT NULL;

CREATE TABLE product_images (
    owner_id   $key$   NOT NULL,
    store_id   $key$   NOT NULL,
    product_id $key$   NOT NULL,
    image_id   $key$   NOT NULL,
    created_at $int$   NOT NULL,
    details    $bytes$ NOT NULL,
    content    $bytes$ NOT NULL,
    PRIMARY KEY (owner_id, store_id, product_id, image_id)
);

CREATE UNIQUE INDEX product_images_id ON product_images (owner_id, image_id);

-- Additions of apps to products: schemes (kind 1) and extras (kind 2). An app sees its own.
CREATE TABLE extras (
    owner_id   $key$   NOT NULL,
    app_id     $key$   NOT NULL,
    store_id   $key$   NOT NULL,
    kind       $int$   NOT NULL,
    extra_id   $key$   NOT NULL,
    content    $bytes$ NOT NULL,
    created_at $int$   NOT NULL,
    PRIMARY KEY (owner_id, app_id, store_id, kind, extra_id)
);

CREATE INDEX extras_made ON extras (owner_id, app_id, store_id, kind, created_at, extra_id);

-- Due_at is real time: when somebody should take the task. Null: done. Of a leased task it is the end of the lease.
CREATE TABLE bulk_tasks (
    owner_id     $key$   NOT NULL,
    task_id      $key$   NOT NULL,
    app_id       $key$   NOT NULL,
    number       $int$   NOT NULL,
    is_group     $int$   NOT NULL,
    status       $int$   NOT NULL,
    modified_at  $int$   NOT NULL,
    order_data   $bytes$ NOT NULL,
    next_item    $int$   NOT NULL DEFAULT 0,
    failed_items $int$   NOT NULL DEFAULT 0,
    due_at       $int$,
    generation   $int$   NOT NULL DEFAULT 0,
    failures     $int$   NOT NULL DEFAULT 0,
    done_at      $int$,
    items        $bytes$,
    PRIMARY KEY (owner_id, task_id)
);

CREATE INDEX bulk_tasks_due ON bulk_tasks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX bulk_tasks_open ON bulk_tasks (owner_id, number) WHERE due_at IS NOT NULL;
CREATE INDEX bulk_tasks_listed ON bulk_tasks (owner_id, app_id, number);
CREATE INDEX bulk_tasks_done ON bulk_tasks (done_at) WHERE done_at IS NOT NULL;

-- Results of the items from first_item up to next_item.
CREATE TABLE bulk_details (
    owner_id   $key$   NOT NULL,
    task_id    $key$   NOT NULL,
    first_item $int$   NOT NULL,
    next_item  $int$   NOT NULL,
    details    $bytes$ NOT NULL,
    PRIMARY KEY (owner_id, task_id, first_item)
);

-- Results of stock-takings for each product. The empty product stands for all that a complete stock-taking does not name.
-- Kept_at is when the document first came.
CREATE TABLE stock_counts (
    owner_id    $key$ NOT NULL,
    store_id    $key$ NOT NULL,
    product_id  $key$ NOT NULL,
    document_id $key$ NOT NULL,
    at          $int$ NOT NULL,
    seq         $int$ NOT NULL,
    kept_at     $int$ NOT NULL,
    quantity    $int$,
    PRIMARY KEY (owner_id, store_id, product_id, document_id)
) $clustered$;

CREATE INDEX stock_counts_document ON stock_counts (owner_id, store_id, document_id);

-- Trace is the span in which the event was written, as a traceparent, where one was recorded. Stock is the quantity of each product that the
-- event moved.
CREATE TABLE events (
    owner_id    $key$   NOT NULL,
    seq         $int$   NOT NULL,
    kind        $int$   NOT NULL,
    action      $int$   NOT NULL,
    subject_id  $key$   NOT NULL,
    store_id    $key$,
    source_kind $int$   NOT NULL,
    source_id   $key$   NOT NULL,
    at          $int$   NOT NULL,
    data        $bytes$ NOT NULL,
    trace       TEXT,
    stock       $bytes$,
    PRIMARY KEY (owner_id, seq)
);

-- Documents outnumber everything else by far: readers of the rest must not walk over them.
CREATE INDEX events_catalog ON events (owner_id, seq) WHERE kind <> 1;
CREATE INDEX events_kind ON events (owner_id, kind, seq) WHERE kind <> 1;

-- Numbers that a log may have given out before it was lost and a backup took its place: no event has them or will have them.
CREATE TABLE log_gaps (
    owner_id  $key$ NOT NULL,
    first_seq $int$ NOT NULL,
    last_seq  $int$ NOT NULL,
    PRIMARY KEY (owner_id, first_seq)
) $clustered$;

-- A document is looked for by its id in all stores of the owner, so the id comes before the store in the key.
-- First_seq is the event that brought the first version; null where the present one is the first that is known.
CREATE TABLE documents (
    owner_id    $key$   NOT NULL,
    store_id    $key$   NOT NULL,
    document_id $key$   NOT NULL,
    seq         $int$   NOT NULL,
    type        TEXT    NOT NULL,
    device_id   $key$   NOT NULL,
    close_date  $int$   NOT NULL,
    hash        $bytes$ NOT NULL,
    first_seq   $int$,
    PRIMARY KEY (owner_id, document_id, store_id)
) $clustered$;

CREATE INDEX documents_closed ON documents (owner_id, store_id, close_date, document_id);

-- Contents that the id of a document had before it was replaced.
CREATE TABLE former_documents (
    owner_id    $key$   NOT NULL,
    document_id $key$   NOT NULL,
    store_id    $key$   NOT NULL,
    hash        $bytes$ NOT NULL,
    PRIMARY KEY (owner_id, document_id, store_id, hash)
) $clustered$;

-- Developers of apps.
CREATE TABLE publishers (
    publisher_id $key$ NOT NULL PRIMARY KEY,
    login        $key$ NOT NULL UNIQUE,
    created_at   $int$ NOT NULL
) $clustered$;

CREATE TABLE apps (
    app_id           $key$ NOT NULL PRIMARY KEY,
    publisher_id     $key$ NOT NULL,
    sandbox_owner_id $key$,
    created_at       $int$ NOT NULL
);

CREATE INDEX apps_sandbox ON apps (sandbox_owner_id, created_at);
CREATE INDEX apps_publisher ON apps (publisher_id, created_at);

-- State is where a version stands in its life; revision is its present settings.
CREATE TABLE app_versions (
    app_id       $key$ NOT NULL,
    number       $int$ NOT NULL,
    state        $int$ NOT NULL,
    revision     $int$ NOT NULL,
    review_since $int$,
    remarks      TEXT,
    created_at   $int$ NOT NULL,
    updated_at   $int$ NOT NULL,
    PRIMARY KEY (app_id, number)
) $clustered$;

-- All settings that a version had and that owners may still have.
CREATE TABLE app_revisions (
    app_id   $key$   NOT NULL,
    number   $int$   NOT NULL,
    revision $int$   NOT NULL,
    settings $bytes$ NOT NULL,
    PRIMARY KEY (app_id, number, revision)
);

-- Settings holds only the members that were changed, and changed names them with commas between; null in old entries, which hold all settings.
CREATE TABLE app_audit (
    app_id   $key$   NOT NULL,
    at       $int$   NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    settings $bytes$ NOT NULL,
    changed  TEXT
);

CREATE INDEX app_audit_app ON app_audit (app_id, at);

-- Owners who see an app before it is published, by login, whether the log-in exists or not.
CREATE TABLE app_tester_logins (
    app_id $key$ NOT NULL,
    login  $key$ NOT NULL,
    PRIMARY KEY (app_id, login)
) $clustered$;

-- Secrets inside the settings are unreadable without the keys.
CREATE TABLE hooks (
    app_id     $key$   NOT NULL,
    version_id $key$   NOT NULL,
    hook_id    $key$   NOT NULL,
    settings   $bytes$ NOT NULL,
    created_at $int$   NOT NULL,
    updated_at $int$   NOT NULL,
    PRIMARY KEY (app_id, version_id, hook_id)
) $clustered$;

-- Terminals is a JSON array of the ids of the terminals that the app is on; null: all.
CREATE TABLE installations (
    owner_id      $key$ NOT NULL,
    app_id        $key$ NOT NULL,
    token         TEXT  NOT NULL,
    user_token    TEXT,
    rights        TEXT  NOT NULL,
    partner_bills $int$ NOT NULL,
    created_at    $int$ NOT NULL,
    terminals     TEXT,
    version       $int$ NOT NULL DEFAULT 1,
    revision      $int$ NOT NULL DEFAULT 1,
    PRIMARY KEY (owner_id, app_id)
) $clustered$;

CREATE INDEX installations_app ON installations (app_id, owner_id);

-- Due_at is real time: when somebody should take the lane. Null: idle. Of a leased lane it is the end of the lease.
-- A paused lane keeps its place and is never due. Resumed_at, on the clock of the owner, is when it was last resumed: events that waited till
-- then are not too old. Refusals counts the failures in a row that were about the events and not about the receiver. Parked is the event that
-- a lane was made for because its receiver refused it; 0 of the lanes that follow the log.
CREATE TABLE lanes (
    owner_id   $key$ NOT NULL,
    app_id     $key$ NOT NULL,
    channel    $int$ NOT NULL,
    parked     $int$ NOT NULL DEFAULT 0,
    cursor     $int$ NOT NULL,
    batch_end  $int$,
    due_at     $int$,
    leased     $int$ NOT NULL DEFAULT 0,
    paused     $int$ NOT NULL DEFAULT 0,
    generation $int$ NOT NULL DEFAULT 0,
    failures   $int$ NOT NULL DEFAULT 0,
    refusals   $int$ NOT NULL DEFAULT 0,
    resumed_at $int$,
    last_error TEXT,
    PRIMARY KEY (owner_id, app_id, channel, parked)
) $clustered$;

CREATE INDEX lanes_due ON lanes (due_at) WHERE due_at IS NOT NULL;
-- The lanes and the dead letters of an app are listed page by page.
CREATE INDEX lanes_listed ON lanes (app_id, owner_id, channel, parked);

-- Attempts lie in the order in which they were written down: adding is appending, and the oldest are one run, whatever their number.
-- Url and response are kept of failed attempts. Reused says that the connection was open before; dns, connect, tls and first_byte are
-- microseconds, null where a part was not needed or not reached. Tables are spread over machines by the owner, which therefore stands in each
-- key; SQLite numbers rows by itself only where the number is the whole key.
CREATE TABLE attempts (
    id          $numbered$,
    kept_at     $int$ NOT NULL,
    owner_id    $key$ NOT NULL,
    app_id      $key$ NOT NULL,
    channel     $int$ NOT NULL,
    delivery_id $key$ NOT NULL,
    number      $int$ NOT NULL,
    at          $int$ NOT NULL,
    first_seq   $int$ NOT NULL,
    last_seq    $int$ NOT NULL,
    took        $int$ NOT NULL,
    status      $int$,
    error       TEXT,
    url         TEXT,
    response    TEXT,
    address     TEXT,
    reused      $int$,
    dns         $int$,
    connect     $int$,
    tls         $int$,
    first_byte  $int$,
    PRIMARY KEY ($attempts_key$)
);

CREATE INDEX attempts_app ON attempts (app_id, at);
CREATE INDEX attempts_kept ON attempts (app_id, kept_at);
CREATE UNIQUE INDEX attempts_delivery ON attempts (delivery_id, number, at, owner_id);

CREATE TABLE dead_letters (
    owner_id  $key$ NOT NULL,
    app_id    $key$ NOT NULL,
    channel   $int$ NOT NULL,
    first_seq $int$ NOT NULL,
    last_seq  $int$ NOT NULL,
    at        $int$ NOT NULL,
    error     TEXT  NOT NULL,
    PRIMARY KEY (owner_id, app_id, channel, first_seq)
) $clustered$;

CREATE INDEX dead_letters_listed ON dead_letters (app_id, at, owner_id, channel, first_seq);

-- Due_at is real time: when somebody should work on the replay; of a leased one the end of the lease. Generation counts the claims: the loser
-- of a replay settles nothing of it any more.
CREATE TABLE replays (
    app_id     $key$   NOT NULL,
    replay_id  $key$   NOT NULL,
    settings   $bytes$ NOT NULL,
    state      $int$   NOT NULL,
    events     $int$   NOT NULL,
    sent       $int$   NOT NULL DEFAULT 0,
    failed     $int$   NOT NULL DEFAULT 0,
    last_error TEXT,
    due_at     $int$,
    created_at $int$   NOT NULL,
    generation $int$   NOT NULL DEFAULT 0,
    PRIMARY KEY (app_id, replay_id)
) $clustered$;

CREATE INDEX replays_due ON replays (due_at) WHERE due_at IS NOT NULL;

-- How far a replay has come in each lane. Exceptions is a JSON array of first and last events that had not arrived.
CREATE TABLE replay_lanes (
    owner_id   $key$ NOT NULL,
    app_id     $key$ NOT NULL,
    replay_id  $key$ NOT NULL,
    channel    $int$ NOT NULL,
    cursor     $int$ NOT NULL,
    last_seq   $int$ NOT NULL,
    delivered  $int$ NOT NULL,
    exceptions TEXT  NOT NULL,
    PRIMARY KEY (owner_id, app_id, replay_id, channel)
) $clustered$;

CREATE INDEX replay_lanes_replay ON replay_lanes (app_id, replay_id, owner_id, channel);

-- Open streams that take the deliveries of an app, of all owners or of one, instead of its addresses. Lease_until is real time.
CREATE TABLE forwards (
    app_id      $key$ NOT NULL,
    stream_id   $key$ NOT NULL,
    only_owner  $key$,
    opened_at   $int$ NOT NULL,
    lease_until $int$ NOT NULL,
    PRIMARY KEY (app_id, stream_id)
) $clustered$;

-- Requests on their way through such a stream, until they are answered or given up. Request and answer are encrypted.
CREATE TABLE forwarded (
    owner_id   $key$ NOT NULL,
    request_id $key$ NOT NULL,
    app_id     $key$ NOT NULL,
    stream_id  $key$ NOT NULL,
    request    TEXT  NOT NULL,
    answer     TEXT,
    created_at $int$ NOT NULL,
    PRIMARY KEY (owner_id, request_id)
) $clustered$;

CREATE INDEX forwarded_stream ON forwarded (stream_id);

-- A row for each terminal that a push goes to. Its text stands in the log of the owner.
CREATE TABLE push_details (
    owner_id    $key$   NOT NULL,
    push_id     $key$   NOT NULL,
    device_id   $key$   NOT NULL,
    shown_id    $key$   NOT NULL,
    app_id      $key$   NOT NULL,
    place       $int$   NOT NULL,
    status      $int$   NOT NULL,
    created_at  $int$   NOT NULL,
    active_till $int$   NOT NULL,
    sent_at     $int$,
    answered_at $int$,
    reply       $bytes$,
    PRIMARY KEY (owner_id, push_id, device_id)
) $clustered$;

CREATE INDEX push_details_push ON push_details (push_id);

-- Due_at is real time: when somebody should take the subscription. Of a leased one it is the end of the lease. Null: time alone brings nothing.
CREATE TABLE subscriptions (
    owner_id        $key$   NOT NULL,
    subscription_id $key$   NOT NULL,
    app_id          $key$   NOT NULL,
    state           $int$   NOT NULL,
    started_at      $int$   NOT NULL,
    due_at          $int$,
    leased          $int$   NOT NULL DEFAULT 0,
    user_token      TEXT,
    details         $bytes$ NOT NULL,
    PRIMARY KEY (owner_id, subscription_id)
) $clustered$;

CREATE INDEX subscriptions_app ON subscriptions (owner_id, app_id, started_at);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;

-- Attempts to charge an owner, numbered as they came.
CREATE TABLE payments (
    owner_id        $key$ NOT NULL,
    number          $int$ NOT NULL,
    payment_id      $key$ NOT NULL,
    app_id          $key$ NOT NULL,
    subscription_id $key$ NOT NULL,
    reason          $int$ NOT NULL,
    amount          $int$ NOT NULL,
    at              $int$ NOT NULL,
    paid            $int$ NOT NULL,
    PRIMARY KEY (owner_id, number),
    UNIQUE (owner_id, payment_id)
) $clustered$;

CREATE TABLE payment_methods (
    owner_id $key$   NOT NULL PRIMARY KEY,
    details  $bytes$ NOT NULL
) $clustered$;

-- Faults made on purpose in a sandbox.
CREATE TABLE chaos (
    owner_id $key$   NOT NULL PRIMARY KEY,
    details  $bytes$ NOT NULL
) $clustered$;

-- Passwords and tokens that a sandbox tenant shows again, unreadable without the keys.
CREATE TABLE sandbox_secrets (
    owner_id $key$ NOT NULL,
    name     TEXT  NOT NULL,
    secret   TEXT  NOT NULL,
    PRIMARY KEY (owner_id, name)
) $clustered$;

-- Calls with an Idempotency-Key and their answers. A call without an answer is under way until the given time.
CREATE TABLE keyed_calls (
    owner_id $key$   NOT NULL,
    caller   $key$   NOT NULL,
    call_key $key$   NOT NULL,
    print    $bytes$ NOT NULL,
    answer   TEXT,
    until    $int$   NOT NULL,
    PRIMARY KEY (owner_id, caller, call_key)
) $clustered$;

CREATE INDEX keyed_calls_until ON keyed_calls (until);

-- Keys that protect secrets, each wrapped by the master key that it names.
CREATE TABLE data_keys (
    key_id     $key$   NOT NULL PRIMARY KEY,
    master_id  $key$   NOT NULL,
    wrapped    $bytes$ NOT NULL,
    created_at $int$   NOT NULL
) $clustered$;

-- The master key that opens the database, and former ones, each of which leads to its successor until the change is finished.
CREATE TABLE master_keys (
    master_id    $key$   NOT NULL PRIMARY KEY,
    successor_id $key$,
    successor    $bytes$,
    created_at   $int$   NOT NULL
) $clustered$;

-- A known text, kept as secrets are, for each of the keys in turn: where one does not open, secrets do not either.
CREATE TABLE canaries (
    name TEXT NOT NULL PRIMARY KEY,
    kept TEXT NOT NULL
) $clustered$;
