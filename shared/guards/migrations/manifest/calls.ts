import { callsIn } from '../linting/walk.ts';

/** PostgreSQL's own that a SELECT of a migration calls, and that change no object. */
const harmless = new Set(
  `setval nextval currval lastval set_config current_setting now clock_timestamp statement_timestamp transaction_timestamp
  timezone date_trunc date_part age extract to_char to_date to_timestamp to_number make_date make_interval coalesce nullif
  greatest least count sum min max avg bool_and bool_or every array_agg string_agg row_number rank unnest generate_series
  generate_subscripts cardinality lower upper initcap length char_length octet_length trim btrim ltrim rtrim replace
  translate split_part substring substr left right lpad rpad repeat reverse position strpos starts_with concat concat_ws
  format quote_ident quote_literal quote_nullable md5 sha256 encode decode chr ascii hashtext regexp_replace
  regexp_matches regexp_match regexp_split_to_table regexp_split_to_array abs ceil ceiling floor round trunc power sqrt mod
  random gen_random_uuid uuidv4 uuidv7 version current_database current_schema current_schemas current_user session_user
  inet_server_addr txid_current obj_description col_description format_type to_regclass to_regtype to_regproc
  to_regnamespace row_to_json to_json to_jsonb to_tsvector to_tsquery setseed array_length array_append array_cat
  array_to_string string_to_array array_position array_remove`.split(/\s+/),
);

const families = /^(pg_(?!restore_|import_)|has_|jsonb?_|array_|string_)/;

/** Whether it calls a function of somebody else's: what that does nobody can tell. */
export function callsStranger(tree: unknown): boolean {
  return callsIn(tree).some(({ path }) => {
    const name = path.at(-1) ?? '';
    const isOwn = path.length === 1 || path.at(-2) === 'pg_catalog';
    return !isOwn || !(harmless.has(name) || families.test(name));
  });
}
