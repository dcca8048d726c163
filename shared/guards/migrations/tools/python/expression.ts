import type { SyntaxNode } from '@lezer/common';
import type { Scope } from './scope.ts';
import { stringOf } from './strings.ts';
import { betweenCommas, childrenOf } from './tree.ts';
import type { Value } from './value.ts';

/** What an expression is read with: the text of the file, its lines, and what its names stand for. */
export interface Reading {
  text: string;
  lineAt(offset: number): number;
  scope: Scope;
}

/** Nobody writes a migration that is nested deeper; what is, is not known. */
const deepest = 100;

/** What an expression is. */
export function expressionOf(node: SyntaxNode, reading: Reading, depth = 0): Value {
  const line = reading.lineAt(node.from);
  if (depth > deepest) return { kind: 'unknown', line };
  const read = readers[node.name];
  return read?.(node, { ...reading, line, depth: depth + 1 }) ?? { kind: 'unknown', line };
}

interface At extends Reading {
  line: number;
  depth: number;
}

const readers: Record<string, (node: SyntaxNode, at: At) => Value | null> = {
  None: (_, { line }) => ({ kind: 'none', line }),
  Boolean: (node, at) => ({ kind: 'boolean', value: written(node, at) === 'True', line: at.line }),
  Number: (node, at) => ({ kind: 'number', text: written(node, at).replaceAll('_', ''), line: at.line }),
  String: (node, at) => string(stringOf(written(node, at)), at.line),
  ContinuedString: (node, at) => joined(childrenOf(node), at),
  ParenthesizedExpression: (node, at) => only(itemsIn(node), at),
  ArrayExpression: (node, at) => sequence('list', node, at),
  TupleExpression: (node, at) => sequence('tuple', node, at),
  SetExpression: (node, at) => sequence('list', node, at),
  DictionaryExpression: dictionary,
  VariableName: (node, at) =>
    at.scope.lookUp(written(node, at)) ?? { kind: 'name', name: written(node, at), line: at.line },
  MemberExpression: member,
  CallExpression: call,
  UnaryExpression: negative,
  BinaryExpression: sum,
};

function written(node: SyntaxNode, { text }: Reading): string {
  return text.slice(node.from, node.to);
}

function string(text: string | null, line: number): Value {
  return text === null ? { kind: 'unknown', line } : { kind: 'string', text, line };
}

function joined(nodes: SyntaxNode[], at: At): Value {
  const texts = nodes.map((node) => (node.name === 'String' ? stringOf(written(node, at)) : null));
  return string(texts.every((text) => text !== null) ? texts.join('') : null, at.line);
}

function itemsIn(node: SyntaxNode): SyntaxNode[][] {
  return betweenCommas(childrenOf(node).filter(({ name }) => !'()[]{}'.includes(name)));
}

/** A single node; what has a star or an error beside it is not known. */
function only([group, ...more]: SyntaxNode[][], at: At): Value | null {
  const [node, ...beside] = group ?? [];
  return node && beside.length === 0 && more.length === 0 ? expressionOf(node, at, at.depth) : null;
}

function sequence(kind: 'list' | 'tuple', node: SyntaxNode, at: At): Value | null {
  const items = itemsIn(node).map((group) => only([group], at));
  return items.every((item) => item !== null) ? { kind, items, line: at.line } : null;
}

function dictionary(node: SyntaxNode, at: At): Value | null {
  const entries: [Value, Value][] = [];
  for (const [key, colon, value, ...beside] of itemsIn(node)) {
    if (!key || colon?.name !== ':' || !value || beside.length > 0) return null;
    entries.push([expressionOf(key, at, at.depth), expressionOf(value, at, at.depth)]);
  }
  return { kind: 'dictionary', entries, line: at.line };
}

function member(node: SyntaxNode, at: At): Value | null {
  const [target, dot, property] = childrenOf(node);
  if (!target || dot?.name !== '.' || property?.name !== 'PropertyName') return null;
  const of = expressionOf(target, at, at.depth);
  const name = written(property, at);
  if (of.kind === 'name') return { kind: 'name', name: `${of.name}.${name}`, line: at.line };
  return of.kind === 'unknown' ? null : { kind: 'attribute', of, name, line: at.line };
}

function call(node: SyntaxNode, at: At): Value | null {
  const [target, list] = childrenOf(node);
  if (!target || list?.name !== 'ArgList') return null;
  const callee = expressionOf(target, at, at.depth);
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const group of itemsIn(list)) {
    const [first, sign, value] = group;
    if (group.length === 3 && sign?.name === 'AssignOp' && first && value) {
      named.set(written(first, at), expressionOf(value, at, at.depth));
    } else if (group.length === 1 && first) positional.push(expressionOf(first, at, at.depth));
    else return null;
  }
  // The line of a call is where it ends its name: `op` and `.execute(` may stand on different lines.
  return callee.kind === 'unknown' ? null : { kind: 'call', callee, positional, named, line: at.line };
}

function negative(node: SyntaxNode, at: At): Value | null {
  const [sign, number] = childrenOf(node);
  if (!sign || !number || number.name !== 'Number' || written(sign, at) !== '-') return null;
  return { kind: 'number', text: `-${written(number, at)}`, line: at.line };
}

/** Strings and lists that are known may be added. */
function sum(node: SyntaxNode, at: At): Value | null {
  const [left, sign, right] = childrenOf(node);
  if (!left || !sign || !right || written(sign, at) !== '+') return null;
  const [a, b] = [expressionOf(left, at, at.depth), expressionOf(right, at, at.depth)];
  if (a.kind === 'string' && b.kind === 'string') return string(a.text + b.text, at.line);
  if (a.kind === 'list' && b.kind === 'list') return { ...a, items: [...a.items, ...b.items] };
  return null;
}
