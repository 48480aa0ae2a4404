-- What the stock of a product rests on. Uncounted is what it would be without any stock-taking, and says nothing while none holds; the
-- stock-taking that holds, and when somebody set the quantity, are each a moment and a number of the log. Moved is the event that moved
-- the stock last.
ALTER TABLE products ADD COLUMN uncounted $int$;
ALTER TABLE products ADD COLUMN counted_at $int$;
ALTER TABLE products ADD COLUMN counted_seq $int$;
ALTER TABLE products ADD COLUMN set_at $int$;
ALTER TABLE products ADD COLUMN set_seq $int$;
ALTER TABLE products ADD COLUMN moved_seq $int$;

CREATE INDEX products_moved ON products (owner_id, store_id, moved_seq) WHERE moved_seq IS NOT NULL;

-- Sums without a bound have left numbers that no column of whole numbers holds.
UPDATE products SET revision = revision + 1,
    quantity = CASE WHEN quantity > 999999999999999 THEN 999999999999999 WHEN quantity < -999999999999999 THEN -999999999999999 ELSE CAST(quantity AS $int$) END
WHERE quantity > 999999999999999 OR quantity < -999999999999999 OR quantity <> CAST(quantity AS $int$);

-- What stock-takings say of each product. The empty product stands for all that a complete one does not name. Kept at is when it came first.
CREATE TABLE stock_counts (
    owner_id    $key$ NOT NULL,
    store_id    $key$ NOT NULL,
    product_id  $key$ NOT NULL,
    document_id $key$ NOT NULL,
    at          $int$ NOT NULL,
    seq         $int$ NOT NULL,
    kept_at     $int$ NOT NULL,
    quantity    $int$,
    PRIMARY KEY (owner_id, store_id, product_id, document_id)
) $clustered$;

CREATE INDEX stock_counts_document ON stock_counts (owner_id, store_id, document_id);

-- The event that brought the first version of a document; null where the one that holds is the first that is known.
ALTER TABLE documents ADD COLUMN first_seq $int$;

-- What an event did to the stock, besides: what there is of each product that it moved.
ALTER TABLE events ADD COLUMN stock $bytes$;
