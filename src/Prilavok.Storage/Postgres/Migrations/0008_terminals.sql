-- Ids of the terminals an app is on, as a JSON array. Null: all.
ALTER TABLE installations ADD COLUMN terminals TEXT;
