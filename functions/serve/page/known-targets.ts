import type { Desk } from '../../../shared/answer/desk.ts';
import { type Operation, operationSchema } from '../../../shared/model/report.ts';
import { segment } from '../../../shared/publish/archive/keys.ts';
import { permitted } from '../../../shared/request/policy.ts';
import type { Visitor } from './entrance.ts';

/** A target as the page shows it: nothing of how it is reached. */
export interface PageTarget {
  name: string;
  environment: string | null;
  /** what this visitor may run on it */
  allowed: Operation[];
}

/** The configured targets; where there is none, the database of DATABASE_URL. */
export async function targetsFor(visitor: Visitor, { settings, environment }: Desk): Promise<PageTarget[]> {
  const mays = await Promise.all(operationSchema.options.map((operation) => visitor.may(operation)));
  const open = operationSchema.options.filter((_, index) => mays[index]);
  const configured = Object.entries(settings.targets);
  if (configured.length === 0 && environment.DATABASE_URL)
    return [{ name: 'default', environment: null, allowed: open }];
  return configured.map(([name, target]) => ({
    name,
    environment: target.environment ?? null,
    allowed: open.filter((operation) => permitted(operation, { [name]: target }).length > 0),
  }));
}

/** The target that a path names. */
export function targetAt(part: string, targets: PageTarget[]): PageTarget | undefined {
  return targets.find(({ name }) => segment(name) === part);
}
