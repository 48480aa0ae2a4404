-- A paused lane keeps its place and is not due, whatever happens.
ALTER TABLE lanes ADD COLUMN paused BIGINT NOT NULL DEFAULT 0;

-- The event a lane was made for, which its receiver refused; 0 of the lanes that follow the log.
ALTER TABLE lanes ADD COLUMN parked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lanes DROP CONSTRAINT lanes_pkey;
ALTER TABLE lanes ADD PRIMARY KEY (owner_id, app_id, channel, parked);
