import type { SyntaxNode } from '@lezer/common';
import { bindingsIn } from './bindings.ts';
import { childrenOf } from './tree.ts';
import type { Value } from './value.ts';

/** The names of a module, class or function, as far as they mean one thing only. */
export interface Scope {
  /** what a name stands for; undefined where only a run can tell */
  lookUp(name: string): Value | undefined;
  /** tells what a plain assignment gives to a name */
  assign(name: string, value: Value): void;
  /** the scope of a function or class inside this one */
  inner(node: SyntaxNode): Scope;
}

/** The scope of a node inside another one, or of a module. */
export function scopeOf(node: SyntaxNode, text: string, outer?: Scope): Scope {
  const counts = bindingsIn(node, text);
  const values = new Map<string, Value>();
  const scope: Scope = {
    lookUp: (name) => (counts.has(name) ? values.get(name) : outer?.lookUp(name)),
    assign(name, value) {
      if (counts.get(name) === 1 && isConstant(value)) values.set(name, value);
    },
    inner: (child) => scopeOf(child, text, scope),
  };
  return scope;
}

/** Lists and dictionaries may grow after they were made. */
function isConstant({ kind }: Value): boolean {
  return kind !== 'list' && kind !== 'dictionary' && kind !== 'unknown';
}

/** What an import statement makes known: `sa` is `sqlalchemy`, `Column` is `sqlalchemy.Column`. */
export function importsOf(node: SyntaxNode, text: string): [string, string][] {
  const words = childrenOf(node).map(({ name, from, to }) => (name === 'VariableName' ? text.slice(from, to) : name));
  const start = words.indexOf('import') + 1;
  const module = words[0] === 'from' ? words.slice(1, start - 1).join('') : null;
  const groups = words.slice(start).join(' ').replaceAll(/[()]/g, '').split(',');
  return groups.flatMap((group): [string, string][] => {
    const [path = '', alias] = group.trim().split(' as ');
    const name = path.replaceAll(' ', '');
    if (name === '' || name === '*') return [];
    if (module !== null) return [[alias ?? name, module.endsWith('.') ? `${module}${name}` : `${module}.${name}`]];
    const [first = ''] = name.split('.');
    return [alias === undefined ? [first, first] : [alias, name]];
  });
}
