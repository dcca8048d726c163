import { UnknownTargetError } from '../../model/errors.ts';
import type { Settings } from '../../model/settings.ts';

/**
 * The targets of an environment of GitHub: those of that name, or whose `environment` it is. GitHub's names are the same in
 * small and capital letters.
 * @throws UnknownTargetError that says which are known, where it has none
 */
export function targetsOf(environment: string, { targets }: Settings): string[] {
  const meant = (text: string | undefined) => text?.toLowerCase() === environment.toLowerCase();
  const all = Object.entries(targets);
  const own = all.filter(([name, target]) => meant(name) || meant(target.environment)).map(([name]) => name);
  if (own.length > 0) return own;
  const known = all.map(([name, target]) => (target.environment ? `${name} (${target.environment})` : name)).join(', ');
  throw new UnknownTargetError(
    'usage/unknown-target',
    `no target is of the environment ${JSON.stringify(environment)}`,
    `known are: ${known || 'none'}; name the environment so, or set the "environment" of a target`,
  );
}
