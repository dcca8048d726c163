import type { ObjectKind } from './snapshot.ts';

/** What a property is that a snapshot leaves out, as PostgreSQL makes it unasked, where it has a word for it. */
const usual: Record<string, string> = {
  enabled: 'enabled',
  valid: 'yes',
  enforced: 'yes',
  populated: 'yes',
  permissive: 'yes',
  'not null': 'no',
  cycle: 'no',
  clustered: 'no',
  inherited: 'no',
  'row security': 'no',
  'force row security': 'no',
  persistence: 'permanent',
  command: 'ALL',
  roles: 'PUBLIC',
  increment: '1',
  cache: '1',
};

/** How a value is told that is not there: "enabled: enabled in staging, disabled in production"; `none` where nothing is. */
export function usualValue(kind: ObjectKind, property: string): string {
  if (property === 'replica identity') return kind === 'table' ? 'default' : 'no';
  return Object.hasOwn(usual, property) ? (usual[property] as string) : 'none';
}
