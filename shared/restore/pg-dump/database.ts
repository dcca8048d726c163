import * as z from 'zod';
import type { Request, Target } from '../../model/request.ts';
import { settingsSchema } from '../../model/settings.ts';
import { withSession } from '../../session/session.ts';
import { identifier, literal } from '../../session/sql.ts';
import type { MakerSurroundings } from '../maker.ts';
import { lacksFrom, lacksQuery } from './lacks.ts';

/** What a dump has to know of the database before it begins. */
export interface DumpedDatabase {
  name: string;
  /** 17 */
  major: number;
  versionText: string;
  /** bytes on the server's disk, indexes included */
  bytes: number;
  /** how many tables hold rows of their own */
  tables: number;
  /** why its role cannot go back by itself, a sentence; null: nothing is known */
  lacks: string | null;
  /** makes an empty database of that name which is like this one: character set, collation, owner */
  createAs(name: string): string;
  /** gives a database of that name this one's rights and comment: dumps hold them only with their database */
  rightsAs(name: string): string[];
  /** the same of its settings; some may be made by a superuser alone */
  settingsAs(name: string): string[];
}

/** Reads it in one round trip. */
export async function readDatabase(target: Target, surroundings: MakerSurroundings): Promise<DumpedDatabase> {
  return withSession(requestOf(target, surroundings), surroundings.house, async (session) => {
    const [[row] = [], settings = [], rights = [], [own] = []] = await session.read(
      database,
      configuration,
      grants,
      lacksQuery,
    );
    const { bytes, tables, comment, ...facts } = rowSchema.parse(row);
    return {
      name: session.server.database,
      major: Math.floor(session.server.version / 10_000),
      versionText: session.server.versionText,
      bytes: Number(bytes),
      tables: Number(tables),
      lacks: lacksFrom(own),
      createAs: (name) => createStatement(name, facts),
      settingsAs: (name) => settings.map((each) => settingStatement(name, settingSchema.parse(each))),
      rightsAs: (name) => [
        ...(facts.granted ? [`REVOKE ALL ON DATABASE ${identifier(name)} FROM PUBLIC`] : []),
        ...rights.map((each) => grantStatement(name, grantSchema.parse(each))),
        ...(comment === null ? [] : [`COMMENT ON DATABASE ${identifier(name)} IS ${literal(comment)}`]),
      ],
    };
  });
}

function requestOf(target: Target, { limits }: MakerSurroundings): Request {
  return {
    operation: 'check',
    target,
    guards: [],
    settings: settingsSchema.parse({ limits }),
    fix: { dryRun: false, margin: 0n, only: [], pastOutliers: false },
    proof: 'peek',
    deploy: null,
    expectation: null,
    reference: null,
    readFrom: null,
    all: false,
    kept: null,
  };
}

/** As JSON, since every version has columns of its own. */
const database = `
  SELECT
    to_jsonb(d)::text AS columns,
    d.datacl IS NOT NULL AS granted,
    pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
    pg_catalog.pg_get_userbyid(d.datdba) AS owner,
    (SELECT t.spcname FROM pg_catalog.pg_tablespace t WHERE t.oid = d.dattablespace) AS tablespace,
    pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
    pg_catalog.pg_database_size(d.oid)::text AS bytes,
    (
      SELECT count(*)::text
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ) AS tables
  FROM pg_catalog.pg_database d
  WHERE d.datname = current_database()`;

const configuration = `
  SELECT
    nullif(s.setrole, 0)::regrole::text AS role,
    split_part(setting, '=', 1) AS name,
    substr(setting, strpos(setting, '=') + 1) AS value
  FROM pg_catalog.pg_db_role_setting s
  JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
  CROSS JOIN LATERAL unnest(s.setconfig) WITH ORDINALITY AS each (setting, position)
  WHERE d.datname = current_database()
  ORDER BY 1 NULLS FIRST, position`;

const grants = `
  SELECT
    nullif(a.grantee, 0)::regrole::text AS role,
    a.privilege_type AS privilege,
    a.is_grantable AS grantable
  FROM pg_catalog.pg_database d
  CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) AS a
  WHERE d.datname = current_database()
  ORDER BY 1 NULLS FIRST, 2`;

const optional = z.string().nullish();
const columnsSchema = z.object({
  datcollate: optional,
  datctype: optional,
  datconnlimit: z.number(),
  datlocprovider: optional,
  // the ICU or built-in locale: daticulocale in 15 and 16, datlocale since 17
  daticulocale: optional,
  datlocale: optional,
  daticurules: optional,
});
const rowSchema = z.object({
  columns: z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(columnsSchema),
  granted: z.boolean(),
  encoding: z.string(),
  owner: z.string(),
  tablespace: z.string(),
  comment: z.string().nullable(),
  bytes: z.string(),
  tables: z.string(),
});
const settingSchema = z.object({ role: z.string().nullable(), name: z.string(), value: z.string() });
const grantSchema = z.object({ role: z.string().nullable(), privilege: z.string(), grantable: z.boolean() });

type Facts = Omit<z.output<typeof rowSchema>, 'bytes' | 'tables' | 'comment'>;

function createStatement(name: string, { columns, encoding, owner, tablespace }: Facts): string {
  const locale = columns.datlocale ?? columns.daticulocale;
  const provider = columns.datlocprovider === 'i' ? 'icu' : columns.datlocprovider === 'b' ? 'builtin' : null;
  const parts = [
    'TEMPLATE template0',
    `ENCODING ${literal(encoding)}`,
    columns.datcollate && `LC_COLLATE ${literal(columns.datcollate)}`,
    columns.datctype && `LC_CTYPE ${literal(columns.datctype)}`,
    provider && `LOCALE_PROVIDER ${provider}`,
    provider && locale && `${provider === 'icu' ? 'ICU_LOCALE' : 'BUILTIN_LOCALE'} ${literal(locale)}`,
    columns.daticurules && `ICU_RULES ${literal(columns.daticurules)}`,
    `OWNER ${identifier(owner)}`,
    tablespace !== 'pg_default' && `TABLESPACE ${identifier(tablespace)}`,
    columns.datconnlimit >= 0 && `CONNECTION LIMIT ${columns.datconnlimit}`,
  ];
  return `CREATE DATABASE ${identifier(name)} ${parts.filter(Boolean).join(' ')}`;
}

/** Kept as lists of names, which SQL reads as they stand. https://www.postgresql.org/docs/current/config-setting.html */
const lists = [
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
];

/** `role`, as regrole writes it, is quoted already where it has to be. */
function settingStatement(database: string, { role, name, value }: z.output<typeof settingSchema>): string {
  const isList = lists.includes(name.toLowerCase());
  const written = isList ? value.replaceAll(/(?<=^|, ?)""(?=,|$)/g, "''") : literal(value);
  const where =
    role === null ? `ALTER DATABASE ${identifier(database)}` : `ALTER ROLE ${role} IN DATABASE ${identifier(database)}`;
  return `${where} SET ${name
    .split('.')
    .map((part) => identifier(part))
    .join('.')} TO ${written || "''"}`;
}

function grantStatement(database: string, { role, privilege, grantable }: z.output<typeof grantSchema>): string {
  const option = grantable ? ' WITH GRANT OPTION' : '';
  return `GRANT ${privilege} ON DATABASE ${identifier(database)} TO ${role ?? 'PUBLIC'}${option}`;
}
