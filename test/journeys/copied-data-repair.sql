-- What a person decides after reading the report, as docs/findings.md says: the cause before its consequences.

-- data/orphan-rows: the customers are added from the source of the copy, the lines of the order that is gone are deleted.
INSERT INTO customers VALUES (7, 'customer7@example.com'), (8, 'customer8@example.com');
DELETE FROM order_lines child WHERE NOT EXISTS (SELECT FROM orders parent WHERE parent.id = child.order_id);

-- data/duplicate-rows: of rows that are the same in all columns one stays; of two customers one gets its own address.
DELETE FROM system_config one USING system_config other WHERE one.key = other.key AND one.ctid > other.ctid;
UPDATE customers SET mail = 'customer100@example.com' WHERE id = 100;

-- data/trigger-disabled
ALTER TABLE orders ENABLE TRIGGER orders_touch;
