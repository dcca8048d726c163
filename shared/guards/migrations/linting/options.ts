import type { DefElem, Node } from '@pgsql/types';

/** The options of a statement by their names: `VACUUM (FULL, ANALYZE)`, `RESTART WITH 5`. */
export function optionsOf(list: Node[] | undefined): Map<string, DefElem> {
  const options = (list ?? []).flatMap((node) => ('DefElem' in node ? [node.DefElem] : []));
  return new Map(options.map((option) => [option.defname ?? '', option]));
}

/** Whether an option is on. Without a value it is, and `false`, `off` and `0` turn it off. */
export function isOn(options: Map<string, DefElem>, name: string): boolean {
  const option = options.get(name);
  if (!option) return false;
  const { arg } = option;
  if (!arg) return true;
  if ('Boolean' in arg) return arg.Boolean.boolval === true;
  if ('Integer' in arg) return (arg.Integer.ival ?? 0) !== 0;
  return !('String' in arg && /^(false|off|no|0)$/i.test(arg.String.sval ?? ''));
}
