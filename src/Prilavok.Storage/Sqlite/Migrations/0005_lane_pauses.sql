-- A paused lane keeps its place and is not due, whatever happens.
ALTER TABLE lanes ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
