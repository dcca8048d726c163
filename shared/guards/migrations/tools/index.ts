import type { ToolName } from '../../../model/manifest.ts';
import { alembic } from './alembic.ts';
import { atlas } from './atlas.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { django } from './django.ts';
import { drizzle } from './drizzle.ts';
import { ecto } from './ecto.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { knex } from './knex.ts';
import { kysely } from './kysely.ts';
import { liquibase } from './liquibase.ts';
import { mikroorm } from './mikroorm.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { prisma } from './prisma.ts';
import { rails } from './rails.ts';
import { sequelize } from './sequelize.ts';
import { sqlx } from './sqlx.ts';
import { supabase } from './supabase.ts';
import type { Tool } from './tool.ts';
import { typeorm } from './typeorm.ts';

/** Every tool whose history can be read from a database. The order decides where two tools' tables look the same. */
export const tools: Tool[] = [
  prisma,
  alembic,
  drizzle,
  django,
  rails,
  knex,
  sequelize,
  typeorm,
  mikroorm,
  kysely,
  nodePgMigrate,
  flyway,
  liquibase,
  golangMigrate,
  goose,
  dbmate,
  sqlx,
  atlas,
  supabase,
  ecto,
  diesel,
];

const byName = new Map(tools.map((tool) => [tool.name, tool]));

/** The tool of that name. */
export function toolNamed(name: ToolName): Tool {
  return byName.get(name) as Tool;
}
