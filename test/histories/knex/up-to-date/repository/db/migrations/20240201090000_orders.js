const TABLE = 'orders';

exports.up = async (knex) => {
  await knex.schema
    .createTable(TABLE, (t) => {
      t.bigIncrements('id');
      t.integer('user_id').unsigned().notNullable().references('id').inTable('users').onDelete('CASCADE');
      t.uuid('token').defaultTo(knex.fn.uuid());
      t.timestamp('placed_at').defaultTo(knex.fn.now());
      t.date('due');
      t.text('note').comment("the customer's own");
      t.specificType('tags', 'text[]');
      t.index(['user_id', 'due'], 'orders_by_user');
      t.unique(['token']);
    })
    .createTable('order_lines', (t) => {
      t.bigInteger('order_id').notNullable();
      t.integer('line').notNullable();
      t.float('amount');
      t.double('weight');
      t.primary(['order_id', 'line']);
      t.foreign('order_id').references('orders.id').onDelete('CASCADE');
    });
};

exports.down = async (knex) => {
  await knex.schema.dropTable('order_lines').dropTable(TABLE);
};
