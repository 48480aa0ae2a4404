-- DO NOT USE IT YET: WEBHOOKS ARE LOST. Owners and lanes stay on the coordinator and events go to the workers, and Citus has no snapshot over two machines.
-- Measured: 114 of 3,001 documents were never told when a worker's disk took 30 ms to flush. See "Citus" in docs/operating.md.
--
-- Spreads the tables over the nodes of Citus (13 or newer), by owner. To be run once, on the coordinator, by psql -v ON_ERROR_STOP=1, after the first
-- start of Prilavok has made the tables and while no node of it runs. Everything of one owner lies on one worker: the tables are colocated,
-- and each statement of the storage tests names its owner (the tests see to both). Read "Citus" in docs/operating.md before.
CREATE EXTENSION IF NOT EXISTS citus;

BEGIN;

-- What grows with business.
SELECT create_distributed_table('events', 'owner_id');
SELECT create_distributed_table('documents', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('former_documents', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('log_gaps', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('attempts', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('dead_letters', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('products', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('stock_counts', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('product_images', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('extras', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('bulk_details', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('push_details', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('payments', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('forwarded', 'owner_id', colocate_with => 'events');

-- What an owner has.
SELECT create_distributed_table('stores', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('roles', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('employees', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('terminals', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('terminal_stores', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('suppliers', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('installations', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('payment_methods', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('sandbox_secrets', 'owner_id', colocate_with => 'events');
SELECT create_distributed_table('chaos', 'owner_id', colocate_with => 'events');

-- What publishers have: small, read with everything, seldom written.
SELECT create_reference_table('publishers');
SELECT create_reference_table('apps');
SELECT create_reference_table('app_versions');
SELECT create_reference_table('app_revisions');
SELECT create_reference_table('hooks');
SELECT create_reference_table('app_tester_logins');

-- Rows that any node claims, whoever's they are. Citus locks rows of several owners (FOR UPDATE SKIP LOCKED) on one machine only.
SELECT citus_add_local_table_to_metadata('lanes');
SELECT citus_add_local_table_to_metadata('bulk_tasks');
SELECT citus_add_local_table_to_metadata('subscriptions');
SELECT citus_add_local_table_to_metadata('replays');
SELECT citus_add_local_table_to_metadata('replay_lanes');

-- Unique by something that is not the owner, which Citus cannot watch over on several machines; small rows, found by key.
SELECT citus_add_local_table_to_metadata('owners');
SELECT citus_add_local_table_to_metadata('accounts');
SELECT citus_add_local_table_to_metadata('tokens');

-- Of nobody, and of use at one place.
SELECT citus_add_local_table_to_metadata('counters');
SELECT citus_add_local_table_to_metadata('app_audit');
SELECT citus_add_local_table_to_metadata('sign_in_failures');
SELECT citus_add_local_table_to_metadata('keyed_calls');
SELECT citus_add_local_table_to_metadata('forwards');
SELECT citus_add_local_table_to_metadata('data_keys');
SELECT citus_add_local_table_to_metadata('master_keys');
SELECT citus_add_local_table_to_metadata('canaries');

COMMIT;
