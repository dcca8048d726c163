-- Applied after every deploy, so all of it can be applied again.
ALTER TABLE products DROP CONSTRAINT IF EXISTS products_cents_check;
ALTER TABLE products ADD CONSTRAINT products_cents_check CHECK (cents >= 0);

ALTER TABLE order_items DROP CONSTRAINT IF EXISTS order_items_quantity_check;
ALTER TABLE order_items ADD CONSTRAINT order_items_quantity_check CHECK (quantity > 0);
