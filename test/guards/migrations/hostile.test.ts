import { describe, expect, it } from 'vitest';
import { effectFrom } from '../../../shared/guards/migrations/effects.ts';
import { reconcile } from '../../../shared/guards/migrations/reconcile.ts';
import { rules } from '../../../shared/guards/migrations/rules/index.ts';
import { missingObjects } from '../../../shared/guards/migrations/stamped.ts';
import type { Migration } from '../../../shared/model/manifest.ts';
import { settingsSchema } from '../../../shared/model/settings.ts';
import { factsWith, historyOf, projectOf } from './made.ts';

const settings = settingsSchema.parse({});

/** About as many small things as a call's mebibyte holds. */
const many = Array.from({ length: 20_000 }, (_, at) => `${at}`);

/** How long all rules take for it, after it was set beside its history, in milliseconds. */
function judged(migrations: Migration[], rows: string[], more: Parameters<typeof projectOf>[1] = {}): number {
  const began = performance.now();
  const standing = reconcile(projectOf(migrations, more), historyOf(rows, { tool: more.tool ?? 'dbmate' }));
  const missing = missingObjects(standing, () => false);
  const facts = factsWith({ standings: [standing], missing });
  for (const rule of rules) rule.judge(facts, settings);
  return performance.now() - began;
}

// Each took ten seconds to minutes once; the limit leaves room for a busy machine.
const limit = 5000;

describe('the worst manifest that a call may bring is judged in no time', () => {
  it('a squash of many', () => {
    const replaces = [...many.map(() => 'a'), ...many.map(() => 'b')];
    const migrations = [{ id: 'x', replaces }, { id: 'b' }];
    expect(judged(migrations, ['a'], { tool: 'django' })).toBeLessThan(limit);
  });

  it('many that are skipped', () => {
    const migrations = many.map((id) => ({ id, order: id }));
    const drizzle = { tool: 'drizzle', variant: 'journal' } as const;
    expect(judged(migrations, ['99999999'], drizzle)).toBeLessThan(limit);
  });

  it('many whose objects are missing, each after the other', () => {
    const migrations = many.map((id) => ({ id, effects: [`+table t${id}`], parents: [`${Number(id) + 1}`] }));
    expect(judged(migrations, many, { tool: 'alembic' })).toBeLessThan(limit);
  });

  it('names with quotes that nothing closes', () => {
    const began = performance.now();
    const hostile = [`+table "${'""'.repeat(990)}x`, `+table ${'"a"b'.repeat(490)}`, `+table ${'"a'.repeat(990)}`];
    for (let round = 0; round < 500; round += 1) for (const text of hostile) effectFrom(text);
    expect(performance.now() - began).toBeLessThan(limit);
    expect(hostile.map(effectFrom)).toEqual([null, null, null]);
  });
});
