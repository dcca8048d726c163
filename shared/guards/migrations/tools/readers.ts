import { alembicReader } from './alembic.ts';
import { atlasReader } from './atlas.ts';
import { dbmateReader } from './dbmate.ts';
import { dieselReader } from './diesel.ts';
import { djangoReader } from './django.ts';
import { drizzleReader } from './drizzle.ts';
import { ectoReader } from './ecto.ts';
import { flywayReader } from './flyway.ts';
import { golangMigrateReader } from './golang-migrate.ts';
import { gooseReader } from './goose.ts';
import { knexReader } from './knex.ts';
import { kyselyReader } from './kysely.ts';
import { liquibaseReader } from './liquibase.ts';
import { mikroormReader } from './mikroorm.ts';
import { nodePgMigrateReader } from './node-pg-migrate.ts';
import { prismaReader } from './prisma.ts';
import { railsReader } from './rails.ts';
import { sequelizeReader } from './sequelize.ts';
import { sqlxReader } from './sqlx.ts';
import { supabaseReader } from './supabase.ts';
import type { Reader } from './tool.ts';
import { typeormReader } from './typeorm.ts';

/** How each tool's migrations are read from a repository. Only the command needs it: a Lambda gets a manifest. */
export const readers: Reader[] = [
  prismaReader,
  alembicReader,
  drizzleReader,
  djangoReader,
  railsReader,
  knexReader,
  sequelizeReader,
  typeormReader,
  mikroormReader,
  kyselyReader,
  nodePgMigrateReader,
  flywayReader,
  liquibaseReader,
  golangMigrateReader,
  gooseReader,
  dbmateReader,
  sqlxReader,
  atlasReader,
  supabaseReader,
  ectoReader,
  dieselReader,
];
