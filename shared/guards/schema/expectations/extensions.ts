import type { ExpectSettings } from '../../../model/settings.ts';
import type { Row } from '../../../session/drivers/driver.ts';
import { identifier, literal } from '../../../session/sql.ts';
import type { Expected } from '../schema-facts.ts';
import { listIn } from './catalog.ts';

/** The extensions that are not installed, or in another version. */
export function unmetExtensions({ extensions }: ExpectSettings, rows: Row[]): Expected[] {
  return rows.flatMap((row) => {
    const [object, available] = [String(row.name), listIn<string>(row.available)];
    const found = row.installed === null ? null : String(row.installed);
    const wanted = extensions[object] ?? true;
    if (found !== null && (wanted === true || wanted === found)) return [];
    const version = wanted === true ? null : wanted;
    const base = { code: 'schema/expected-extension', object, wanted: version ?? 'installed', found };
    if (available.length === 0) return [{ ...base, note: 'the server has no files of it', sql: [] }];
    if (version !== null && !available.includes(version)) {
      return [{ ...base, note: `the server has ${available.join(', ')}`, sql: [] }];
    }
    return [{ ...base, sql: [statement(object, version, found)] }];
  });
}

function statement(name: string, version: string | null, found: string | null): string {
  const text = version === null ? '' : literal(version).trimStart();
  if (found !== null) return `ALTER EXTENSION ${identifier(name)} UPDATE TO ${text};`;
  return `CREATE EXTENSION ${identifier(name)}${text === '' ? '' : ` VERSION ${text}`};`;
}
