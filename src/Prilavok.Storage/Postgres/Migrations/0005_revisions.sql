-- Another number with every change of a row, its image included: what was rendered of a revision holds as long as it stays.
ALTER TABLE products ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
DROP INDEX products_listed;
CREATE INDEX products_listed ON products (owner_id, store_id, created_at, product_id, is_group, updated_at, revision);
