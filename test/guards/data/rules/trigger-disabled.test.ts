import { expect, it } from 'vitest';
import { checkedData } from '../data.ts';

const sql = `
  CREATE TABLE customers (id int PRIMARY KEY);
  CREATE TABLE orders (id int PRIMARY KEY, customer int, CONSTRAINT to_customer FOREIGN KEY (customer) REFERENCES customers);
  CREATE INDEX ON orders (customer);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
  CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
  CREATE TRIGGER audit AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TRIGGER replica BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TRIGGER always BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();
  ALTER TABLE orders ENABLE REPLICA TRIGGER replica, ENABLE ALWAYS TRIGGER always;`;

it('is quiet about triggers that fire, and those that are to fire on a replica or always', async () => {
  expect((await checkedData(sql)).findings).toEqual([]);
});

it('blocks for a foreign key that is not kept, warns of any other; the statements enable them', async () => {
  const { shop, findings, again } = await checkedData(`${sql}
    ALTER TABLE orders DISABLE TRIGGER ALL; ALTER TABLE orders ENABLE REPLICA TRIGGER replica, ENABLE TRIGGER always;
    ALTER TABLE customers DISABLE TRIGGER ALL; ALTER TABLE parts DISABLE TRIGGER audit`);
  const disabled = findings.filter(({ code }) => code === 'data/trigger-disabled');
  expect(disabled).toMatchObject([
    {
      severity: 'block',
      subject: { kind: 'constraint', table: 'orders', name: 'to_customer' },
      message: 'orders.to_customer is not kept, as its triggers are disabled: rows may refer to nothing',
      evidence: { triggers: expect.objectContaining({ length: 4 }) },
    },
    {
      severity: 'warn',
      subject: { kind: 'trigger', table: 'parts', name: 'audit' },
      message: 'parts.audit is disabled: what it does for parts is not done',
      evidence: { triggers: ['audit'] },
    },
  ]);
  for (const { remedy } of disabled) for (const statement of remedy.sql ?? []) await shop.query(statement);
  expect((await again()).filter(({ code }) => code === 'data/trigger-disabled')).toEqual([]);
});
