import type { Node } from '@pgsql/types';
import type { Name } from './statement.ts';

/** The words of a qualified name as a parse tree lists them: DROP's objects, a type's name, a function's. */
export function wordsOf(list: Node | Node[] | undefined): string[] {
  if (list === undefined) return [];
  if (Array.isArray(list)) return list.flatMap((each) => ('String' in each ? [each.String.sval ?? ''] : []));
  if ('List' in list) return wordsOf(list.List.items);
  if ('TypeName' in list) return wordsOf(list.TypeName.names);
  if ('ObjectWithArgs' in list) return wordsOf(list.ObjectWithArgs.objname);
  return 'String' in list ? [list.String.sval ?? ''] : [];
}

/** The relation that a list of words names. */
export function nameFromList(list: Node | Node[] | undefined): Name {
  const words = wordsOf(list);
  return { schema: words.at(-2) ?? null, name: words.at(-1) ?? '' };
}
