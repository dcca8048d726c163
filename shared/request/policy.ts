import { NotAllowedError } from '../model/errors.ts';
import type { Operation } from '../model/report.ts';
import type { TargetSettings } from '../model/settings.ts';

/**
 * May this operation be run on this target?
 * @throws NotAllowedError where the configuration says no, or where it has no credentials for `fix`: those of `check`
 *   are never used to change anything.
 */
export function permit(operation: Operation, name: string, target: TargetSettings): void {
  const refusal = refusalOf(operation, name, target);
  if (refusal !== null) throw refusal;
}

/** The names of the targets on which this operation may be run. */
export function permitted(operation: Operation, targets: Record<string, TargetSettings>): string[] {
  return Object.entries(targets)
    .filter(([name, target]) => refusalOf(operation, name, target) === null)
    .map(([name]) => name);
}

function refusalOf(operation: Operation, name: string, target: TargetSettings): NotAllowedError | null {
  if (!target.allow.includes(operation)) {
    return new NotAllowedError(
      'usage/not-allowed',
      `${operation} is not allowed on ${name}: it allows ${target.allow.join(', ')}`,
      `add "${operation}" to targets.${name}.allow in the configuration, if that is meant`,
    );
  }
  if (operation === 'fix' && target.secret !== undefined && target.fixSecret === undefined) {
    return new NotAllowedError(
      'usage/not-allowed',
      `fix has no credentials for ${name}: its secret is for check and verify`,
      `name the secret of a role that may change sequences in targets.${name}.fixSecret`,
    );
  }
  return null;
}
