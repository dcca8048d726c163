exports.up = (knex) => knex.raw('CREATE INDEX CONCURRENTLY orders_due ON orders (due)');
exports.down = (knex) => knex.raw('DROP INDEX orders_due');
exports.config = { transaction: false };
