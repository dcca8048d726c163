const { Migrator } = require('@mikro-orm/migrations');
const { EntitySchema } = require('@mikro-orm/core');
const { defineConfig } = require('@mikro-orm/postgresql');
const User = new EntitySchema({ name: 'User', properties: { id: { type: 'number', primary: true } } });
module.exports = defineConfig({
  clientUrl: process.env.DATABASE_URL,
  entities: [User],
  extensions: [Migrator],
  migrations: { path: './src/migrations', tableName: 'ops.orm_migrations', snapshot: false },
});
