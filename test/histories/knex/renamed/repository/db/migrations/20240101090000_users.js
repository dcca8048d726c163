/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = function (knex) {
  return knex.schema.createTable('users', (table) => {
    table.increments('id');
    table.string('email', 120).notNullable().unique();
    table.string('name').index();
    table.boolean('admin').notNullable().defaultTo(false);
    table.decimal('balance', 12, 2).defaultTo(0);
    table.jsonb('settings').notNullable().defaultTo('{}');
    table.enu('role', ['owner', 'guest']).notNullable().defaultTo('owner');
    table.timestamps(true, true);
  });
};

exports.down = (knex) => knex.schema.dropTable('users');
