-- Numbers that the log of an owner may have given out before it was lost and a backup took its place: no event has them, and none ever will.
CREATE TABLE log_gaps (
    owner_id  TEXT COLLATE "C" NOT NULL,
    first_seq BIGINT NOT NULL,
    last_seq  BIGINT NOT NULL,
    PRIMARY KEY (owner_id, first_seq)
);
