import type { MigrationEntry } from '../../../model/report.ts';
import type { Effect, ObjectKind } from '../effects.ts';
import { effectsOfStatement } from '../manifest/effects-of.ts';
import type { Linted } from './lint.ts';
import type { Hazard } from './rule.ts';

/** Whoever runs code notices when one of these is gone; of an index, a constraint or a trigger it does not know. */
const used: ObjectKind[] = ['schema', 'table', 'column', 'view', 'materialized-view', 'sequence', 'type', 'function'];

const ofRunningCode: Hazard[] = ['compatibility', 'data', 'loss'];

/**
 * When a migration is to be run: before the new code is deployed (`expand`: it only adds), after (`contract`: it takes
 * away what the running code may use, or asks of it what it does not do), `both` where it should have been two; undefined
 * where it does neither. `lintPending` returns it by migration, for `phase` of the report's `MigrationEntry`.
 */
export function phaseOf({ reading, judged }: Linted): MigrationEntry['phase'] {
  const effects = reading.statements.flatMap(({ node }) => effectsOfStatement(node).effects);
  const added = new Set(effects.filter(isAdded).map(keyOf));
  const taken = effects.filter((effect) => isTaken(effect, added));
  const hurts = judged.some(({ rule, hit, entry }) => {
    const hazard = hit.hazard ?? rule.hazard;
    return entry.class !== 'safe' && ofRunningCode.includes(hazard);
  });
  const contracts = taken.length > 0 || hurts;
  const expands = leavesSomething(effects);
  if (contracts) return expands ? 'both' : 'contract';
  return expands ? 'expand' : undefined;
}

/** Or made a partition, or a child: it is there now. */
function isAdded({ action }: Effect): boolean {
  return action === 'add' || action === 'unsure';
}

/** What the migration itself makes, before or after, is not missed. */
function isTaken(effect: Effect, added: Set<string>): boolean {
  return !isAdded(effect) && used.includes(effect.kind) && !added.has(keyOf(effect));
}

/** Whether something that it adds is still there in the end. What lies in a table goes with it. */
function leavesSomething(effects: Effect[]): boolean {
  const drops = effects.flatMap((effect, at) =>
    effect.action === 'drop' ? [{ at, key: effect.path.join('\0') }] : [],
  );
  return effects.some((effect, at) => {
    const key = effect.path.join('\0');
    return (
      isAdded(effect) && !drops.some((drop) => drop.at > at && (key === drop.key || key.startsWith(`${drop.key}\0`)))
    );
  });
}

function keyOf({ kind, path }: Effect): string {
  return `${kind} ${path.join('\0')}`;
}
