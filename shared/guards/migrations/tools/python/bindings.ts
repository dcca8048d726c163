import type { SyntaxNode } from '@lezer/common';
import { childrenOf, within } from './tree.ts';

const ownScope = ['FunctionDefinition', 'ClassDefinition', 'LambdaExpression'];

/**
 * How many times each name is given a value in one scope (a module, a class or a function), by whatever means. A name
 * that is given one once, by a plain assignment, means that value; all others mean something that only a run can tell.
 */
export function bindingsIn(scope: SyntaxNode, text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const pending = [scope];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const target of targetsOf(node)) {
      for (const { from, to } of within(target, 'VariableName', ownScope)) count(text.slice(from, to));
    }
    const inside = node === scope || !ownScope.includes(node.name);
    if (inside) pending.push(...childrenOf(node));
    else for (const { from, to } of foreignIn(node)) count(text.slice(from, to));
  }
  return counts;
}

/** Names that an inner function declares `global` or `nonlocal` may change at any time. */
function foreignIn(node: SyntaxNode): SyntaxNode[] {
  return within(node, 'ScopeStatement').flatMap((statement) => within(statement, 'VariableName'));
}

/** The parts of a node that it gives values to: `x.y` and `x[0]` count for `x`. */
function targetsOf(node: SyntaxNode): SyntaxNode[] {
  const children = childrenOf(node);
  const before = (name: string) =>
    children.slice(
      0,
      children.findLastIndex((child) => child.name === name),
    );
  switch (node.name) {
    case 'AssignStatement':
      return before('AssignOp').filter(({ name }) => name !== 'TypeDef');
    case 'UpdateStatement':
    case 'NamedExpression':
      return children.slice(0, 1);
    case 'FunctionDefinition':
    case 'ClassDefinition':
      return children.filter(({ name }) => name === 'VariableName');
    case 'ParamList':
      return children.filter(({ name, prevSibling }) => name === 'VariableName' && prevSibling?.name !== 'AssignOp');
    case 'ImportStatement':
      return importTargets(children);
    case 'ScopeStatement':
    case 'DeleteStatement':
    case 'CapturePattern':
      return children;
    default:
      return children.some(({ name }) => name === 'as' || name === 'for')
        ? children.filter((_, place) => children[place - 1]?.name === 'as' || between(children, place))
        : [];
  }
}

function importTargets(children: SyntaxNode[]): SyntaxNode[] {
  const start = children[0]?.name === 'from' ? children.findIndex(({ name }) => name === 'import') : 0;
  return children
    .slice(start)
    .filter(
      ({ name, nextSibling, prevSibling }) =>
        name === 'VariableName' && nextSibling?.name !== 'as' && prevSibling?.name !== '.',
    );
}

/** Between `for` and `in`, of a loop or a comprehension. */
function between(children: SyntaxNode[], place: number): boolean {
  const word = children.slice(0, place).findLast(({ name }) => name === 'for' || name === 'in');
  return word?.name === 'for' && children[place]?.name !== 'in';
}
