-- What a session was opened by; refresh tokens that come one of the other are kept under the first, with the one that is good now.
ALTER TABLE tokens ADD COLUMN agent TEXT;
ALTER TABLE tokens ADD COLUMN family $key$;
ALTER TABLE tokens ADD COLUMN current_hash $key$;

-- Pairing codes end. Those of former days have no end, and work no more.
ALTER TABLE terminals ADD COLUMN pairing_code_until $int$;

-- Testers by login, whether an owner has it or not.
CREATE TABLE app_tester_logins (
    app_id $key$ NOT NULL,
    login  $key$ NOT NULL,
    PRIMARY KEY (app_id, login)
) $clustered$;

INSERT INTO app_tester_logins (app_id, login)
SELECT app_testers.app_id, owners.login FROM app_testers JOIN owners ON owners.owner_id = app_testers.owner_id;

DROP TABLE app_testers;
