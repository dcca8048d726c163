import { nodeOf } from '../linting/names.ts';
import { isOn, optionsOf } from '../linting/options.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context, Statement } from '../linting/statement.ts';

export const concurrentlyInTransaction: LintRule = {
  name: 'concurrently-in-transaction',
  class: 'dangerous',
  hazard: 'failure',
  lock: null,
  title: 'Some statements cannot run inside a transaction, and migration tools begin one.',
  why: 'CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY, DETACH PARTITION CONCURRENTLY, VACUUM, CREATE DATABASE, ALTER SYSTEM and a few more commit on their own in the middle, so PostgreSQL refuses them inside a transaction. Most tools begin one around every migration, and several statements that are sent as one text are one as well.',
  versions: '',
  recipe: [
    'Put the statement into a migration of its own, alone in its file.',
    'Have the tool run it without a transaction. Prisma: being alone is enough. Alembic: with op.get_context().autocommit_block(). Django: atomic = False. Rails: disable_ddl_transaction!. Knex: config = { transaction: false }. Flyway: executeInTransaction=false. goose: -- +goose NO TRANSACTION. dbmate: -- migrate:up transaction:false. sqlx: -- no-transaction. Atlas: -- atlas:txmode none. Ecto: @disable_ddl_transaction true. TypeORM: transaction = false. node-pg-migrate: pgm.noTransaction(). Diesel: run_in_transaction = false in metadata.toml. Liquibase: runInTransaction="false".',
    'Set lock_timeout in the session first, since SET LOCAL needs a transaction.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'BEGIN; CREATE INDEX CONCURRENTLY orders_email ON orders (email); COMMIT;',
    safe: 'CREATE INDEX CONCURRENTLY orders_email ON orders (email);',
  },
  judge(statement, context) {
    const what = refusesTransactions(statement, context);
    if (what === null || !statement.inTransaction) return [];
    return [{ message: `${what} fails inside a transaction, and one is open here` }];
  },
};

/** What PostgreSQL calls PreventInTransactionBlock for; null where the statement is none of it. */
export function refusesTransactions(statement: Bare, context: Pick<Context, 'version'>): string | null {
  return concurrent(statement, context) ?? whole(statement);
}

type Bare = Pick<Statement, 'node'>;

function concurrent(statement: Bare, context: Pick<Context, 'version'>): string | null {
  if (nodeOf(statement, 'IndexStmt')?.concurrent) return 'CREATE INDEX CONCURRENTLY';
  if (nodeOf(statement, 'DropStmt')?.concurrent) return 'DROP INDEX CONCURRENTLY';
  const reindex = nodeOf(statement, 'ReindexStmt');
  if (reindex && isOn(optionsOf(reindex.params), 'concurrently')) return 'REINDEX CONCURRENTLY';
  // Of many tables each is a transaction of its own.
  if (reindex && !reindex.relation) return 'REINDEX of many tables';
  const commands = nodeOf(statement, 'AlterTableStmt')?.cmds ?? [];
  const detaches = commands.some((each) => {
    const def = 'AlterTableCmd' in each ? each.AlterTableCmd.def : undefined;
    return def !== undefined && 'PartitionCmd' in def && def.PartitionCmd.concurrent === true;
  });
  if (detaches) return 'DETACH PARTITION CONCURRENTLY';
  const added = nodeOf(statement, 'AlterEnumStmt');
  return added && added.oldVal === undefined && context.version < 12 ? 'ALTER TYPE ... ADD VALUE' : null;
}

function whole(statement: Bare): string | null {
  if (nodeOf(statement, 'VacuumStmt')?.is_vacuumcmd) return 'VACUUM';
  const cluster = nodeOf(statement, 'ClusterStmt');
  if (cluster && !cluster.relation) return 'CLUSTER of every table';
  const kind = Object.keys(statement.node)[0] ?? '';
  if (kind === 'CreateSubscriptionStmt' && !makesSlot(statement)) return null;
  return commands[kind] ?? null;
}

function makesSlot(statement: Bare): boolean {
  const options = optionsOf(nodeOf(statement, 'CreateSubscriptionStmt')?.options);
  const on = (name: string) => !options.has(name) || isOn(options, name);
  return on('connect') && on('create_slot');
}

const commands: Record<string, string> = {
  CreatedbStmt: 'CREATE DATABASE',
  DropdbStmt: 'DROP DATABASE',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  DropTableSpaceStmt: 'DROP TABLESPACE',
  AlterSystemStmt: 'ALTER SYSTEM',
  CreateSubscriptionStmt: 'CREATE SUBSCRIPTION',
};
