import { squawkRules } from './squawk-rules.ts';

/** What squawk finds under a rule of its where ours have several, besides those of the table. */
const besides: Record<string, string[]> = {
  'adding-field-with-default': ['add-generated', 'add-column-domain-with-check'],
  'adding-not-nullable-field': ['add-column-not-null-without-default'],
  'adding-serial-primary-key-field': ['add-generated'],
  'ban-truncate-cascade': ['cascade'],
  'disallowed-unique-constraint': ['add-primary-key'],
  'require-concurrent-index-creation': ['create-unique-index'],
  'require-timeout-settings': ['lock-timeout-unset', 'statement-timeout-unset'],
};

const added = ['add-column-not-null-without-default', 'set-not-null'];
const dropped = ['drop-table', 'drop-column', 'drop-schema', 'drop-view', 'truncate'];
const index = ['create-index-not-concurrently', 'create-unique-index', 'drop-index-not-concurrently'];

/** Atlas's analyzers and codes, and ours that say the same. https://atlasgo.io/lint/analyzers */
const atlas: Record<string, string[]> = {
  destructive: dropped,
  ds101: ['drop-schema'],
  ds102: ['drop-table'],
  ds103: ['drop-column'],
  data_depend: [...added, 'add-unique-constraint', 'create-unique-index'],
  mf101: ['add-unique-constraint', 'create-unique-index'],
  mf103: ['add-column-not-null-without-default'],
  mf104: ['set-not-null'],
  incompatible: ['rename-table', 'rename-column'],
  bc101: ['rename-table'],
  bc102: ['rename-column'],
  condrop: ['drop-constraint'],
  cd101: ['drop-constraint'],
  concurrent_index: [...index, 'concurrently-in-transaction'],
  pg101: ['create-index-not-concurrently', 'create-unique-index'],
  pg102: ['drop-index-not-concurrently'],
  pg103: ['concurrently-in-transaction'],
};

/** Our rules for one that another tool's comment names. */
export function foreignRules(tool: string, name: string): string[] {
  const own = name.toLowerCase();
  if (tool !== 'squawk-ignore') return atlas[own] ?? [];
  const listed = squawkRules[own];
  return [...(Array.isArray(listed) ? listed : []), ...(besides[own] ?? [])];
}

/** Every rule of ours that stands for one of another tool. */
export const foreignNames: string[] = [...new Set([...Object.values(besides), ...Object.values(atlas)].flat())];
