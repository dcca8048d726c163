/**
 * Settings of a database or a role that would have the server write one and the same constant in another way: `DEFAULT
 * '2024-01-31'` of a timestamp, say. To be the first statement of a transaction that reads definitions; its row has the
 * server's major version.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config-client.html
 */
export const serverQuery = `
SELECT
  current_setting('server_version_num')::int / 10000 AS server,
  set_config('TimeZone', 'UTC', true),
  set_config('DateStyle', 'ISO, YMD', true),
  set_config('IntervalStyle', 'postgres', true),
  set_config('bytea_output', 'hex', true),
  set_config('xmlbinary', 'base64', true),
  set_config('extra_float_digits', '1', true),
  set_config('quote_all_identifiers', 'off', true)`;
