-- An entry holds only what was changed of the settings: names of members with commas between them, empty where none were. Of entries from
-- before it is null: they hold all settings.
ALTER TABLE app_audit ADD COLUMN changed TEXT;
