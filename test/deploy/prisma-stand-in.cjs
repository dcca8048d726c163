// What `prisma migrate deploy` does, without its engine: a row before each migration, finished or with logs after it.
const { createHash, randomUUID } = require('node:crypto');
const { readFileSync, readdirSync } = require('node:fs');
const { Client } = require(process.env.PG_MODULE);

async function main() {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query('SELECT pg_advisory_lock(72707369)');
  const { rows } = await client.query(
    'SELECT migration_name, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  if (rows.some((row) => row.finished_at === null)) throw new Error('P3009: migrate found failed migrations');
  const done = new Set(rows.map((row) => row.migration_name));
  const names = readdirSync('prisma/migrations').filter((name) => !name.endsWith('.toml') && !done.has(name));
  for (const name of names.sort()) {
    const sql = readFileSync(`prisma/migrations/${name}/migration.sql`, 'utf8');
    const id = randomUUID();
    const checksum = createHash('sha256').update(sql).digest('hex');
    await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
      id,
      checksum,
      name,
    ]);
    console.log(`Applying migration \`${name}\``);
    try {
      await client.query(sql);
    } catch (error) {
      await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, error.message]);
      throw error;
    }
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    );
  }
  await client.end();
}

main().catch((error) => {
  console.error(`Error: ${error.message}`);
  process.exit(1);
});
