-- Calls that their callers have given a key, and how they were answered; without an answer they are under way until then.
CREATE TABLE keyed_calls (
    owner_id $key$ NOT NULL,
    caller   $key$ NOT NULL,
    call_key $key$ NOT NULL,
    print    $bytes$ NOT NULL,
    answer   TEXT,
    until    $int$ NOT NULL,
    PRIMARY KEY (owner_id, caller, call_key)
) $clustered$;

CREATE INDEX keyed_calls_until ON keyed_calls (until);
