/** squawk's rules and ours that say the same. https://squawkhq.com/docs/rules */
const squawk: Record<string, string[]> = {
  'require-concurrent-index-creation': ['create-index-not-concurrently', 'create-unique-index'],
  'require-concurrent-index-deletion': ['drop-index-not-concurrently'],
  'require-concurrent-reindex': ['reindex-not-concurrently'],
  'ban-concurrent-index-creation-in-transaction': ['concurrently-in-transaction'],
};

/** Atlas's analyzers and codes, and ours that say the same. https://atlasgo.io/lint/analyzers */
const atlas: Record<string, string[]> = {
  concurrent_index: ['create-index-not-concurrently', 'drop-index-not-concurrently', 'concurrently-in-transaction'],
  pg101: ['create-index-not-concurrently', 'create-unique-index'],
  pg102: ['drop-index-not-concurrently'],
  pg103: ['concurrently-in-transaction'],
};

/** Our rules for one that another tool's comment names. */
export function foreignRules(tool: string, name: string): string[] {
  return (tool === 'squawk-ignore' ? squawk : atlas)[name.toLowerCase()] ?? [];
}
