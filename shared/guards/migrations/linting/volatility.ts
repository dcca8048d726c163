import type { Node } from '@pgsql/types';
import { nodeOf } from './names.ts';
import { wordsOf } from './names-list.ts';
import type { Context } from './statement.ts';
import { callsIn } from './walk.ts';

/**
 * Functions of PostgreSQL that are not volatile and that defaults call. What is not here counts as volatile, as every
 * function does that does not say otherwise: https://www.postgresql.org/docs/current/xfunc-volatility.html
 */
const steady = new Set(
  `now transaction_timestamp statement_timestamp timezone date_trunc date_part to_char to_date to_timestamp to_number
  make_date make_time make_timestamp make_timestamptz make_interval age extract date timestamp timestamptz justify_days
  justify_hours lower upper initcap btrim ltrim rtrim trim concat concat_ws format length char_length replace repeat
  substring substr left right lpad rpad reverse md5 sha256 sha512 encode decode hashtext ascii chr abs ceil ceiling floor
  round trunc power sqrt mod greatest least coalesce nullif int4 int8 text numeric float8 array_fill array_append
  array_cat string_to_array array_to_string cardinality range int4range int8range numrange daterange tsrange tstzrange
  jsonb_build_object jsonb_build_array json_build_object json_build_array to_json to_jsonb jsonb_set jsonb_object
  json_object to_tsvector current_setting current_schema current_database current_user session_user pg_backend_pid
  uuid_nil uuid_ns_dns uuid_ns_url st_geomfromtext st_point st_makepoint st_setsrid hstore inet_client_addr`.split(
    /\s+/,
  ),
);

/** The first function within an expression that gives another value for every row; null where all rows get the same. */
export function volatileCall(expression: Node | undefined, context: Pick<Context, 'before'>): string | null {
  for (const { path } of callsIn(expression)) {
    const name = path.at(-1) ?? '';
    if (steady.has(name) || isDeclaredSteady(name, context)) continue;
    return name;
  }
  return null;
}

/** Made before by the same transaction, and said to be STABLE or IMMUTABLE. */
function isDeclaredSteady(name: string, { before }: Pick<Context, 'before'>): boolean {
  return before.some((statement) => {
    const made = nodeOf(statement, 'CreateFunctionStmt');
    if (!made || wordsOf(made.funcname).at(-1) !== name) return false;
    return (made.options ?? []).some(
      (option) =>
        'DefElem' in option &&
        option.DefElem.defname === 'volatility' &&
        !wordsOf(option.DefElem.arg).includes('volatile'),
    );
  });
}
