export const up = (pgm) => {
  pgm.addColumns('users', { nick: { type: 'text', comment: 'short' }, age: 'int' });
  pgm.dropColumns('users', ['tags']);
  pgm.alterColumn('users', 'name', { type: 'varchar(90)', notNull: true, default: null });
  pgm.renameColumn('users', 'nick', 'nickname');
  pgm.addConstraint('users', 'grown_up', { check: 'age > 17' });
  pgm.addConstraint('lines', null, { foreignKeys: { columns: 'order_id', references: 'users(id)' } });
  pgm.createType('mood', ['sad', 'happy']);
  pgm.sql('CREATE VIEW names AS SELECT name FROM users');
};
