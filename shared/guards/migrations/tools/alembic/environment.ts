import type { Repository } from '../../repository/repository.ts';
import { pythonFile } from '../python/file.ts';
import { type Call, isTrue, nameOf, textOf, type Value } from '../python/value.ts';

/** What env.py says about the history, as far as it can be told without running it. */
export interface Environment {
  /** `schema.table` or `table`; undefined where it is the default, or not known */
  table: string | undefined;
  /** `transaction_per_migration` */
  transaction: 'each' | 'all';
  /** it takes the application from Flask, so it is run by `flask db` */
  flask: boolean;
}

/** Reads the env.py of a directory. */
export function environmentOf(repository: Repository, directory: string): Environment {
  const { module } = pythonFile(repository, directory === '' ? 'env.py' : `${directory}/env.py`);
  const calls = module?.calls() ?? [];
  const configures = calls.filter((call) => nameOf(call) === 'alembic.context.configure');
  const name = agreed(configures, 'version_table');
  const schema = agreed(configures, 'version_table_schema');
  return {
    table: name === undefined && schema === undefined ? undefined : tableOf(name, schema),
    transaction: configures.some(({ named }) => isTrue(named.get('transaction_per_migration'))) ? 'each' : 'all',
    flask: module?.imports.some((each) => each === 'flask' || each.startsWith('flask.')) ?? false,
  };
}

function tableOf(name: Value | undefined, schema: Value | undefined): string | undefined {
  const [table, place] = [name === undefined ? 'alembic_version' : textOf(name), textOf(schema)];
  if (table === null || (schema !== undefined && place === null)) return undefined;
  return place === null ? table : `${place}.${table}`;
}

/** What all calls agree on: env.py has one for offline and one for online. */
function agreed(calls: Call[], name: string): Value | undefined {
  const values = calls.flatMap(({ named }) => named.get(name) ?? []).filter(({ kind }) => kind !== 'none');
  const [first, ...others] = values;
  const same = others.every((other) => textOf(other) === textOf(first));
  return same || first === undefined ? first : { kind: 'unknown', line: first.line };
}
