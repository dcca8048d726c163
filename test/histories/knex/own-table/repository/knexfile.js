const path = require('path');
const migrations = {
  directory: path.join(__dirname, 'db', 'migrations'),
  tableName: 'knex_log',
  schemaName: 'ops',
};
module.exports = {
  development: { client: 'pg', connection: process.env.DATABASE_URL, migrations },
  production: { client: 'pg', connection: process.env.DATABASE_URL, migrations },
};
