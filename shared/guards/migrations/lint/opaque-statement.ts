import { nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';
import { callsIn } from '../linting/walk.ts';

export const opaqueStatement: LintRule = {
  name: 'opaque-statement',
  kinds: ['CallStmt', 'DoStmt', 'ExecuteStmt', 'SelectStmt'],
  class: 'careful',
  hazard: 'opaque',
  lock: null,
  title: 'What DO, EXECUTE, CALL and functions do cannot be seen from outside.',
  why: 'The statements within may lock, rewrite or drop anything, and no rule has judged them. DDL that stands in a migration by itself is judged; IF EXISTS and IF NOT EXISTS make most DO blocks unnecessary.',
  versions: '',
  recipe: [
    'Write the statements into the migration themselves.',
    'Where that is impossible, read them, and allow this rule with the reason.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: "DO $$ BEGIN EXECUTE format('CREATE TABLE %I (id bigint)', 'orders_' || 2030); END $$;",
    safe: 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;',
  },
  judge(statement) {
    const what = opaque(statement);
    return what === null ? [] : [{ message: `${what}: what it does is not known here` }];
  },
};

function opaque(statement: Statement): string | null {
  if (nodeOf(statement, 'DoStmt')) return 'a DO block';
  const call = nodeOf(statement, 'CallStmt')?.funccall;
  if (call) return `CALL ${nameFromList(call.funcname).name}`;
  if (nodeOf(statement, 'ExecuteStmt')) return 'EXECUTE';
  const select = nodeOf(statement, 'SelectStmt');
  if (!select) return null;
  const unknown = callsIn(select).find(
    ({ path, call }) => path[0] !== 'pg_catalog' && !known.has(path.at(-1) ?? '') && !call.agg_star,
  );
  return unknown === undefined ? null : `SELECT calls ${unknown.path.join('.')}()`;
}

/** Functions of PostgreSQL that migrations select from, and that change nothing that another rule does not judge. */
const known = new Set(
  `setval nextval currval lastval set_config current_setting pg_get_serial_sequence pg_sleep pg_notify version now
  max min count sum avg coalesce greatest least nullif lower upper trim btrim ltrim rtrim concat concat_ws format length
  substring substr replace regexp_replace split_part left right lpad rpad md5 encode decode to_char to_date to_timestamp
  to_number to_regclass to_regtype to_json to_jsonb jsonb_build_object json_build_object jsonb_agg json_agg array_agg
  string_agg jsonb_array_elements jsonb_array_elements_text json_array_elements jsonb_each unnest generate_series row_number
  rank dense_rank lag lead first_value last_value date_trunc date_part extract age make_date make_interval clock_timestamp
  statement_timestamp transaction_timestamp timezone gen_random_uuid uuidv7 random floor ceil ceiling round abs mod
  array_length cardinality array_position array_remove array_append bool_and bool_or exists current_database current_schema
  current_schemas quote_ident quote_literal pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock pg_advisory_unlock
  pg_table_size pg_relation_size pg_total_relation_size pg_backend_pid txid_current obj_description col_description
  format_type pg_get_constraintdef pg_get_indexdef pg_get_viewdef pg_get_functiondef has_table_privilege`.split(/\s+/),
);
