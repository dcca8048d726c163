exports.up = async function (knex) {
  await knex.schema.alterTable('users', (t) => {
    t.string('nickname', 40);
    t.string('name', 500).notNullable().defaultTo('').alter();
    t.dropColumn('balance');
    t.renameColumn('admin', 'is_admin');
    t.dropIndex(['name']);
    t.setNullable('settings');
  });
  await knex.raw('CREATE VIEW admins AS SELECT id, email FROM users WHERE is_admin');
};
exports.down = async function () {};
