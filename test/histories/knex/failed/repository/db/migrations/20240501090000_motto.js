exports.up = (knex) => knex.schema.table('users', (t) => { t.text('motto'); });
exports.down = (knex) => knex.schema.table('users', (t) => { t.dropColumn('motto'); });
