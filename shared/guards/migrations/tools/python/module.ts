import type { Parser, SyntaxNode } from '@lezer/common';

import { lineIndex } from '../../line-index.ts';
import { expressionOf, type Reading } from './expression.ts';
import { importsOf, scopeOf } from './scope.ts';
import { betweenCommas, childrenOf, within } from './tree.ts';
import type { Call, Module, Statement } from './value.ts';

let parser: Parser | undefined;

/** To be called before any file is read; only then the parser is loaded. */
export async function loadPython(): Promise<void> {
  ({ parser } = await import('@lezer/python'));
}

/** Reads a Python file without running it. What cannot be told without a run is `unknown` or `other`, never a guess. */
export function readPython(source: string): Module {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  if (parser === undefined) throw new Error('the parser of Python is not loaded');
  const top = parser.parse(text).topNode;
  const lineAt = lines(text);
  const scope = scopeOf(top, text);
  const body = statementsOf(childrenOf(top), { text, lineAt, scope });
  const error = firstError(top);
  return {
    body,
    error: error === null ? null : lineAt(error),
    imports: within(top, 'ImportStatement').flatMap((node) => importsOf(node, text).map(([, name]) => name)),
    calls: () => callsIn(top, { text, lineAt, scope }),
  };
}

/** Every call of the file, wherever it stands: names mean what the module says, unless a function gives them a meaning. */
function callsIn(top: SyntaxNode, reading: Reading): Call[] {
  return within(top, 'CallExpression').flatMap((node) => {
    let { scope } = reading;
    for (const outer of functionsAround(node)) scope = scope.inner(outer);
    const value = expressionOf(node, { ...reading, scope });
    return value.kind === 'call' ? [value] : [];
  });
}

function functionsAround(node: SyntaxNode): SyntaxNode[] {
  const around: SyntaxNode[] = [];
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.name === 'FunctionDefinition' || outer.name === 'ClassDefinition') around.unshift(outer);
  }
  return around;
}

/** The line of an offset. Asked often, so the ends of the lines are found once. */
function lines(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length)];
  const indexOf = lineIndex(starts);
  return (offset) => indexOf(offset) + 1;
}

function firstError(top: SyntaxNode): number | null {
  const cursor = top.cursor();
  do {
    if (cursor.type.isError && !isOurs(cursor.node)) return cursor.from;
  } while (cursor.next());
  return null;
}

/** Python that this grammar does not know (@lezer/python 1.1.19): a bare `yield`, and `with (a() as b, c() as d):`. */
function isOurs(error: SyntaxNode): boolean {
  for (let node = error.parent; node && node.name !== 'Body'; node = node.parent) {
    if (node.name === 'WithStatement' || node.name === 'YieldStatement') return true;
  }
  return false;
}

function statementsOf(nodes: SyntaxNode[], reading: Reading): Statement[] {
  return nodes.flatMap((node) => {
    if (node.name === ';') return [];
    // `a = 1; b = 2`
    return node.name === 'StatementGroup'
      ? statementsOf(childrenOf(node), reading)
      : (statementOf(node, reading) ?? []);
  });
}

function statementOf(node: SyntaxNode, reading: Reading): Statement | null {
  const line = reading.lineAt(node.from);
  const read = readers[node.name];
  return read === undefined ? { kind: 'other', line } : read(node, { ...reading, line });
}

type At = Reading & { line: number };

const readers: Record<string, (node: SyntaxNode, at: At) => Statement | null> = {
  PassStatement: () => null,
  ImportStatement(node, { text, scope, line }) {
    for (const [alias, name] of importsOf(node, text)) scope.assign(alias, { kind: 'name', name, line });
    return null;
  },
  ExpressionStatement: expression,
  AssignStatement: assignment,
  ClassDefinition: definition,
  FunctionDefinition: definition,
  WithStatement: block,
};

function expression(node: SyntaxNode, at: At): Statement | null {
  const [inner, ...more] = childrenOf(node);
  if (!inner || more.length > 0) return { kind: 'other', line: at.line };
  const value = expressionOf(inner, at);
  // A string or an ellipsis on its own does nothing.
  return value.kind === 'string' || inner.name === 'Ellipsis' ? null : { kind: 'expression', value, line: at.line };
}

function assignment(node: SyntaxNode, at: At): Statement | null {
  const [target, ...rest] = childrenOf(node).filter(({ name }) => name !== 'TypeDef');
  const [sign, value] = rest;
  if (target?.name !== 'VariableName') return { kind: 'other', line: at.line };
  // `name: type` gives no value.
  if (rest.length === 0) return null;
  if (rest.length !== 2 || sign?.name !== 'AssignOp' || !value) return { kind: 'other', line: at.line };
  const name = at.text.slice(target.from, target.to);
  const read = expressionOf(value, at);
  at.scope.assign(name, read);
  return { kind: 'assign', name, value: read, line: at.line };
}

function definition(node: SyntaxNode, at: At): Statement {
  const children = childrenOf(node);
  const [name, body, bases] = ['VariableName', 'Body', 'ArgList'].map((each) =>
    children.find((child) => child.name === each),
  );
  const statement = {
    name: name ? at.text.slice(name.from, name.to) : '',
    body: body ? statementsOf(childrenOf(body).slice(1), { ...at, scope: at.scope.inner(node) }) : [],
    line: at.line,
  };
  if (node.name === 'FunctionDefinition') return { kind: 'function', ...statement };
  const values = bases
    ? betweenCommas(childrenOf(bases).slice(1, -1)).flatMap(([base]) => (base ? [expressionOf(base, at)] : []))
    : [];
  return { kind: 'class', bases: values, ...statement };
}

function block(node: SyntaxNode, at: At): Statement {
  const children = childrenOf(node);
  const body = children.find(({ name }) => name === 'Body');
  const groups = betweenCommas(children.filter(({ name }) => !['async', 'with', 'Body', '(', ')'].includes(name)));
  const items = groups.map(([value, as, alias]) => ({
    value: value ? expressionOf(value, at) : { kind: 'unknown' as const, line: at.line },
    as: as?.name === 'as' && alias ? at.text.slice(alias.from, alias.to) : null,
  }));
  return { kind: 'with', items, body: body ? statementsOf(childrenOf(body).slice(1), at) : [], line: at.line };
}
