-- Numbers that the log of an owner may have given out before it was lost and a backup took its place: no event has them, and none ever will.
CREATE TABLE log_gaps (
    owner_id  $key$ NOT NULL,
    first_seq $int$ NOT NULL,
    last_seq  $int$ NOT NULL,
    PRIMARY KEY (owner_id, first_seq)
) $clustered$;
