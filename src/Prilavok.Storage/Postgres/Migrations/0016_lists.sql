-- The lanes and the dead letters of an app are listed page by page.
DROP INDEX lanes_app;
CREATE INDEX lanes_listed ON lanes (app_id, owner_id, channel, parked);

CREATE INDEX dead_letters_listed ON dead_letters (app_id, at, owner_id, channel, first_seq);
