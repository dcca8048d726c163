import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * A database as SQL that PostgreSQL runs as one text: the schema, and its rows as INSERT. `pg_dump` has to be as new as
 * the server. What is in strings, comments of a function among them, stays byte for byte.
 */
export async function dump(url: string): Promise<string> {
  const plain = ['--inserts', '--no-owner', '--no-privileges', '--no-comments', '--encoding=UTF8'];
  const { stdout } = await promisify(execFile)('pg_dump', [...plain, `--dbname=${url}`], { maxBuffer: 64 * 1024 ** 2 });
  return withoutNoise(stdout);
}

const settings =
  'statement_timeout|lock_timeout|idle_in_transaction_session_timeout|client_encoding|standard_conforming_strings|' +
  'xmloption|client_min_messages|row_security|default_tablespace|default_table_access_method';

/** Commands for psql, pg_dump's own headings, and settings that would outlive the load. */
function withoutNoise(sql: string): string {
  const plain = sql
    .replaceAll(/^\\(un)?restrict .*\n/gm, '')
    .replaceAll(/\n*^--\n-- (Name|Data for Name|PostgreSQL database dump).*\n--\n*/gm, '\n')
    .replaceAll(/^-- Dumped (from|by) .*\n/gm, '')
    .replaceAll(new RegExp(`^SET (${settings}) = (0|'UTF8'|on|off|content|warning|''|heap);\n`, 'gm'), '')
    .replace("SELECT pg_catalog.set_config('search_path', '', false);\n", '');
  return `${plain.trim()}\n`;
}
