exports.up = (pgm) => {
  pgm.noTransaction();
  pgm.createIndex('users', 'age', { concurrently: true, ifNotExists: true });
};
exports.down = false;
