-- A store that was removed is not listed, but its documents stand under it. Unix milliseconds on the owner's clock.
ALTER TABLE stores ADD COLUMN removed_at $int$;
