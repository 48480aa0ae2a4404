-- Keys that secrets are protected with, each wrapped by the master key that it names.
CREATE TABLE data_keys (
    key_id     $key$ NOT NULL,
    master_id  $key$ NOT NULL,
    wrapped    $bytes$ NOT NULL,
    created_at $int$ NOT NULL,
    PRIMARY KEY (key_id)
) $clustered$;

-- The master key that opens the database, and former ones, each of which leads on to its successor until the change is finished.
CREATE TABLE master_keys (
    master_id    $key$ NOT NULL,
    successor_id $key$,
    successor    $bytes$,
    created_at   $int$ NOT NULL,
    PRIMARY KEY (master_id)
) $clustered$;

-- A known text, kept as secrets are, for each of the keys in turn: where one does not open, secrets do not either.
CREATE TABLE canaries (
    name TEXT NOT NULL,
    kept TEXT NOT NULL,
    PRIMARY KEY (name)
) $clustered$;
