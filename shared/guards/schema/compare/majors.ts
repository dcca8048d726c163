import type { SnapshotObject } from '../../../model/snapshot.ts';

/**
 * The object without what one of the servers has unasked and another major version cannot have; null where nothing is left.
 *
 * - The version of an extension that comes with PostgreSQL is its server's
 *   (https://www.postgresql.org/docs/current/contrib.html).
 * - The privilege MAINTAIN came with 17: GRANT ALL gives it there (https://www.postgresql.org/docs/release/17.0/).
 * - Until 14, everybody may create in the schema public unless that was revoked (https://www.postgresql.org/docs/release/15.0/).
 */
export function comparable(object: SnapshotObject, [one, other]: [number, number]): SnapshotObject | null {
  if (one === other) return object;
  const { version, ...rest } = object.is;
  if (object.kind === 'extension' && version !== undefined && withServer.has(object.path[0] ?? '')) {
    return { ...object, is: rest };
  }
  const { privileges } = object.is;
  if (object.kind !== 'grant' || !Array.isArray(privileges)) return object;
  const straddle = (major: number) => one < major !== other < major;
  const ofPublic = straddle(15) && object.path.join('.') === 'schema.public.PUBLIC';
  const unasked = [...(straddle(17) ? ['MAINTAIN', 'MAINTAIN*'] : []), ...(ofPublic ? ['CREATE'] : [])];
  const left = privileges.filter((privilege) => !unasked.includes(privilege));
  if (ofPublic && left.join() === 'USAGE') return null;
  if (left.length === privileges.length) return object;
  return left.length === 0 ? null : { ...object, is: { ...object.is, privileges: left } };
}

const withServer: ReadonlySet<string> = new Set(
  (
    'adminpack amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance file_fdw ' +
    'fuzzystrmatch hstore insert_username intagg intarray isn lo ltree moddatetime old_snapshot pageinspect pg_buffercache ' +
    'pg_freespacemap pg_logicalinspect pg_prewarm pg_stat_statements pg_surgery pg_trgm pg_visibility pg_walinspect ' +
    'pgcrypto pgrowlocks pgstattuple plperl plperlu plpgsql plpython3u pltcl pltclu postgres_fdw refint seg sslinfo ' +
    'tablefunc tcn tsm_system_rows tsm_system_time unaccent uuid-ossp xml2'
  ).split(' '),
);
