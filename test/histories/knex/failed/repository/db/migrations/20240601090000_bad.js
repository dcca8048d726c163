exports.up = (knex) => knex.raw('SELECT 1/0');
exports.down = async () => {};
