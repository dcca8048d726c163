import type { Request } from '../../model/request.ts';
import { roleName, type Scope } from '../../model/snapshot.ts';
import type { Session } from '../../session/session.ts';
import { literal } from '../../session/sql.ts';
import { majorOf } from './beside.ts';
import { compared } from './compared.ts';
import { countOfExpectations, unmetExpectations } from './expectations/expectations.ts';
import { readHistories } from './histories.ts';
import type { Comparison, SchemaFacts } from './schema-facts.ts';

/**
 * The schema beside what it should be, in at most twelve round trips whatever its size. Nothing is read where there is nothing
 * to compare with.
 */
export async function schemaFacts(session: Session, request: Request): Promise<SchemaFacts> {
  const { operation, target, settings, expectation } = request;
  const expectations = countOfExpectations(settings.expect);
  if (expectations > 0) session.progress.step(`looking for ${expectations} objects that are expected`);
  const expected = expectations > 0 ? await unmetExpectations(session, settings.expect) : [];
  const sides = await compared(session, request);
  const { comparisons, snapshot } = sides;
  const isDifferent = comparisons.some(({ steps }) => steps.length > 0);
  const migrations = (expectation?.manifest.projects ?? []).flatMap((project) => project.migrations);
  const isKept = snapshot !== null && request.keeps === true;
  const mayBePending = isDifferent && operation !== 'verify' && migrations.length > 0;
  const isAsked = isKept || mayBePending || hasDrift(comparisons);
  const roles = rolesQuery(comparisons);
  const histories = isAsked ? await readHistories(session, request, roles) : null;
  const rows = histories?.rows ?? (roles.length > 0 ? (await session.read(...roles))[0] : []) ?? [];
  return {
    operation,
    target: target.name,
    server: majorOf(session),
    comparisons,
    changing: sides.changing,
    expected,
    expectations,
    ...otherScope(request),
    snapshot,
    migrations,
    histories,
    noRoles: rows.map(({ role }) => String(role)),
  };
}

/** What both scopes hold is compared; that it is less than either is told. */
function otherScope({ kept, settings }: Request): Pick<SchemaFacts, 'otherScopeAt'> {
  if (kept === null || !('snapshot' in kept) || kept.snapshot === null) return {};
  const text = ({ schemas, tables, kinds }: Scope) =>
    JSON.stringify([schemas, tables, kinds].map((each) => each.toSorted()));
  return text(kept.snapshot.scope) === text(settings.schema) ? {} : { otherScopeAt: kept.at };
}

function hasDrift(comparisons: Comparison[]): boolean {
  return comparisons.some(({ source, steps }) => source === 'archive' && steps.length > 0);
}

/** Of the roles that something is granted to elsewhere, those that the target's server does not have; no query of none. */
function rolesQuery(comparisons: Comparison[]): string[] {
  const roles = comparisons.flatMap(({ steps }) =>
    steps.flatMap(({ difference: { kind, change, path } }) =>
      kind === 'grant' && change === 'removed' ? (roleName(path.at(-1) ?? '') ?? []) : [],
    ),
  );
  if (roles.length === 0) return [];
  const wanted = literal(JSON.stringify([...new Set(roles)]));
  return [
    `
SELECT role
FROM json_array_elements_text(${wanted}) role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)
ORDER BY role`,
  ];
}
