-- Where terminals stood: store_id (as it is shown) since a time, numbered by the event that told of it. The log knows it of those that are there.
CREATE TABLE terminal_stores (
    owner_id    $key$ NOT NULL,
    terminal_id $key$ NOT NULL,
    seq         $int$ NOT NULL,
    store_id    $key$ NOT NULL,
    since       $int$ NOT NULL,
    PRIMARY KEY (owner_id, terminal_id, seq)
) $clustered$;

INSERT INTO terminal_stores (owner_id, terminal_id, seq, store_id, since)
SELECT owner_id, terminal_id, seq, store_id, at FROM (
    SELECT terminals.owner_id, terminals.terminal_id, events.seq, events.store_id, events.at,
           LAG(events.store_id) OVER (PARTITION BY terminals.owner_id, terminals.terminal_id ORDER BY events.seq) AS former
    FROM terminals CROSS JOIN events
    WHERE events.owner_id = terminals.owner_id AND events.kind = 3 AND events.kind <> 1 AND events.subject_id = terminals.shown_id
        AND events.store_id IS NOT NULL
) AS told WHERE former IS NULL OR former <> store_id;

-- Where the log does not tell: the present store, from the beginning.
INSERT INTO terminal_stores (owner_id, terminal_id, seq, store_id, since)
SELECT terminals.owner_id, terminals.terminal_id, 0, COALESCE(stores.shown_id, terminals.store_id), 0
FROM terminals LEFT JOIN stores ON stores.owner_id = terminals.owner_id AND stores.store_id = terminals.store_id
WHERE NOT EXISTS (
    SELECT 1 FROM terminal_stores known WHERE known.owner_id = terminals.owner_id AND known.terminal_id = terminals.terminal_id
);

-- A removed terminal stays known: its token may still bring what it closed before.
ALTER TABLE terminals ADD COLUMN removed_at $int$;

-- What an id of a document has meant before it was replaced.
CREATE TABLE former_documents (
    owner_id    $key$ NOT NULL,
    document_id $key$ NOT NULL,
    store_id    $key$ NOT NULL,
    hash        $bytes$ NOT NULL,
    PRIMARY KEY (owner_id, document_id, store_id, hash)
) $clustered$;

-- A document is looked for by its id in all stores of the owner, so the id comes before the store in the key.
CREATE TABLE documents_by_id (
    owner_id    $key$ NOT NULL,
    store_id    $key$ NOT NULL,
    document_id $key$ NOT NULL,
    seq         $int$ NOT NULL,
    type        TEXT NOT NULL,
    device_id   $key$ NOT NULL,
    close_date  $int$ NOT NULL,
    hash        $bytes$ NOT NULL,
    PRIMARY KEY (owner_id, document_id, store_id)
) $clustered$;

INSERT INTO documents_by_id (owner_id, store_id, document_id, seq, type, device_id, close_date, hash)
SELECT owner_id, store_id, document_id, seq, type, device_id, close_date, hash FROM documents ORDER BY owner_id, document_id, store_id;

DROP TABLE documents;
ALTER TABLE documents_by_id RENAME TO documents;
CREATE INDEX documents_closed ON documents (owner_id, store_id, close_date, document_id);
