import type { Row } from '../../../session/drivers/driver.ts';
import { identifier, literal } from '../../../session/sql.ts';
import type { Expected } from '../schema-facts.ts';
import { listIn } from './catalog.ts';
import { isSetting, type SettingKind } from './same-setting.ts';

/** A setting as a new session of this role gets it. `byRole`: where the database or the role has a value of its own. */
export interface Setting extends SettingKind {
  /** null: there is no such setting, or this role may not see it */
  value: string | null;
  context: string | null;
  byRole: { role: string; value: string }[];
  own: 'role' | 'database' | null;
}

/** What Lockstep says of itself when it connects; a new session of another program has its own. */
const ours = new Set([
  'application_name',
  'client_encoding',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
]);

/**
 * These settings as a new session of this role has them: `reset_val` is what RESET brings back, so what Lockstep sets for a
 * transaction does not show. https://www.postgresql.org/docs/current/view-pg-settings.html
 * Settings with a dot are not in that view; the collation is a property of the database since PostgreSQL 16.
 */
export const settingsQuery = (names: string[]): string => `
WITH wanted AS (
  SELECT json_array_elements_text(${literal(JSON.stringify(names))}::json) AS name
), stored AS (
  SELECT
    coalesce(quote_ident(r.rolname), '') AS role,
    s.setdatabase <> 0 AS here,
    r.rolname = session_user AS own,
    lower(split_part(c, '=', 1)) AS name,
    substr(c, strpos(c, '=') + 1) AS value
  FROM pg_db_role_setting s
  CROSS JOIN unnest(s.setconfig) AS c
  JOIN pg_database d ON d.datname = current_database() AND s.setdatabase IN (0, d.oid)
  LEFT JOIN pg_roles r ON r.oid = s.setrole
  WHERE s.setrole = 0 OR r.oid IS NOT NULL
)
SELECT
  w.name,
  CASE
    WHEN lower(w.name) IN (${[...ours].map((name) => literal(name)).join(', ')}) THEN (
      SELECT t.value
      FROM stored t
      WHERE t.name = lower(w.name) AND (t.own OR t.role = '')
      ORDER BY t.role = '', NOT t.here
      LIMIT 1
    )
    WHEN s.name IS NOT NULL THEN s.reset_val
    WHEN lower(w.name) = 'lc_collate' THEN d.datcollate
    WHEN lower(w.name) = 'lc_ctype' THEN d.datctype
    WHEN w.name LIKE '%.%' THEN current_setting(w.name, true)
  END AS value,
  s.vartype AS type,
  s.unit,
  s.context,
  (
    SELECT json_agg(json_build_object('role', t.role, 'value', t.value) ORDER BY t.role)
    FROM stored t
    WHERE t.name = lower(w.name) AND t.role <> '' AND t.own IS DISTINCT FROM true
  ) AS by_role,
  (
    SELECT CASE WHEN bool_or(t.role <> '') THEN 'role' ELSE 'database' END
    FROM stored t
    WHERE t.name = lower(w.name) AND (t.own OR t.role = '')
    HAVING count(*) > 0
  ) AS own
FROM wanted w
JOIN pg_database d ON d.datname = current_database()
LEFT JOIN pg_settings s ON lower(s.name) = lower(w.name)`;

export function settingsFrom(rows: Row[]): Setting[] {
  return rows.map(({ by_role, ...row }) => ({ ...row, byRole: listIn(by_role) }) as unknown as Setting);
}

/**
 * Whether a setting's value may be a secret, so that nobody is shown it, in whatever place: the application's own settings
 * (with a dot) hold keys and connection strings under any name. Supabase keeps app.settings.jwt_secret in the database.
 */
function isSecret({ name }: Setting): boolean {
  return /[.]|secret|passw|pwd|token|key|conninfo/i.test(name);
}

/** The settings that a new session would have otherwise than expected. */
export function unmetSettings(
  expect: Record<string, string>,
  settings: Setting[],
  { database, role }: { database: string; role: string },
): Expected[] {
  const byName = new Map(settings.map((setting) => [setting.name, setting]));
  return Object.entries(expect).flatMap(([name, wanted]): Expected[] => {
    const setting = byName.get(name);
    if (setting === undefined) return [];
    if (setting.value !== null && isSetting(setting.value, wanted, setting)) return [];
    const hidden = isSecret(setting);
    const shown = setting.value !== null && hidden ? 'another value' : setting.value;
    const base = {
      code: 'schema/expected-setting',
      object: setting.name,
      wanted: hidden ? 'the expected one' : wanted,
      found: withUnit(shown, setting),
      sql: [],
    };
    const unread = shown === null ? unreadReason(setting) : null;
    if (unread !== null) return [{ ...base, unread }];
    const others = setting.byRole.map((other) => other.role).join(', ');
    const note = `told for the role ${role}${others === '' ? '' : `; set by itself for ${others}`}`;
    const begun = settable(setting, { database, role });
    if (begun === null) return [{ ...base, note }];
    if (hidden) return [{ ...base, note: `${note}; ${begun} sets it, with a value that is not shown here` }];
    return [{ ...base, note, sql: [`${begun} = ${literal(wanted).trimStart()};`] }];
  });
}

function unreadReason({ name, context }: Setting): string | null {
  if (ours.has(name.toLowerCase())) return 'Lockstep sets it for its own session';
  if (context === null && !name.includes('.')) return 'there is no such setting, or this role may not see it';
  return null;
}

function withUnit(value: string | null, { unit }: Setting): string | null {
  return value !== null && unit !== null && /^\d+$/.test(value) && value !== '0' ? `${value} × ${unit}` : value;
}

/** What a session may set can be set for the database, or for the role where that has a value of its own; null: not by SQL. */
function settable({ name, context, own }: Setting, where: { database: string; role: string }): string | null {
  const may = context === null ? name.includes('.') : ['user', 'superuser', 'backend'].includes(context);
  if (!may) return null;
  const subject = own === 'role' ? `ROLE ${identifier(where.role)}` : `DATABASE ${identifier(where.database)}`;
  const path = name.split('.').map((part) => (/^[a-z_]\w*$/i.test(part) ? part : identifier(part)));
  return `ALTER ${subject} SET ${path.join('.')}`;
}
