-- Counts the claims: who lost a replay to another settles nothing of it any more.
ALTER TABLE replays ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
