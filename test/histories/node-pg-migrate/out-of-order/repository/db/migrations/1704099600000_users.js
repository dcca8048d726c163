/** @type {import('node-pg-migrate').ColumnDefinitions | undefined} */
exports.shorthands = { created: { type: 'timestamptz', notNull: true, default: '2024-01-01Z' } };

/**
 * @param pgm {import('node-pg-migrate').MigrationBuilder}
 * @returns {Promise<void> | void}
 */
exports.up = (pgm) => {
  pgm.createTable('users', {
    id: 'id',
    email: { type: 'varchar(120)', notNull: true, unique: true },
    name: { type: 'string', default: "o'neill" },
    created_at: { type: 'timestamp', notNull: true, default: pgm.func('current_timestamp') },
    changed: 'created',
    tags: { type: 'text[]' },
  });
  pgm.createTable(
    'lines',
    {
      order_id: { type: 'integer', primaryKey: true },
      line: { type: 'integer', primaryKey: true },
      user_id: { type: 'integer', notNull: true, references: '"users"', onDelete: 'CASCADE' },
    },
    { ifNotExists: true, constraints: { unique: ['user_id', 'line'], check: 'line > 0' } },
  );
  pgm.createIndex('lines', 'user_id');
  pgm.createIndex('users', 'lower(email)', { name: 'users_lower' });
};

exports.down = false;
