import type { SyntaxNode } from '@lezer/common';
import { unescaped } from './literals.ts';
import {
  type Chain,
  type ClassValue,
  type FunctionValue,
  type Link,
  type Scope,
  unknown,
  type Value,
} from './value.ts';

/** What an expression comes to. What depends on anything but the text of the file is unknown. */
export function evaluated(node: SyntaxNode | null | undefined, scope: Scope): Value {
  const read = node ? readers[node.name] : undefined;
  return node && read ? read(node, scope) : unknown;
}

/** The children that are no punctuation. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (/^\w/.test(child.name) && !child.name.endsWith('Comment')) children.push(child);
  }
  return children;
}

export function textAt(node: SyntaxNode | null | undefined, scope: Scope): string {
  return node ? scope.text.slice(node.from, node.to) : '';
}

/** A function with the names of its parameters. */
export function functionOf(node: SyntaxNode, scope: Scope): FunctionValue {
  const list = node.getChild('ParamList');
  const body = node.getChild('Block') ?? (node.name === 'ArrowFunction' ? node.lastChild : null);
  return { kind: 'function', parameters: list ? parametersOf(list, scope) : [], body, scope };
}

/** A class with its members, in whatever order they stand. */
export function classOf(node: SyntaxNode, scope: Scope): ClassValue {
  const heritage = { extends: '', implements: [] as string[] };
  let section: 'extends' | 'implements' | null = null;
  for (const child of childrenOf(node)) {
    if (child.name === 'extends' || child.name === 'implements') section = child.name;
    else if (child.name === 'ClassBody' || child.name === 'TypeArgList') continue;
    else if (section === 'extends') heritage.extends = textAt(child, scope);
    else if (section === 'implements') heritage.implements.push(textAt(child, scope));
  }
  const body = node.getChild('ClassBody');
  return {
    kind: 'class',
    name: textAt(node.getChild('VariableDefinition'), scope),
    ...heritage,
    line: scope.lineAt(node.from),
    members: new Map(body ? childrenOf(body).flatMap((member) => memberOf(member, scope)) : []),
  };
}

type Read = (node: SyntaxNode, scope: Scope) => Value;

/** Constants that double each other would otherwise fill the memory. */
const longestText = 4_000_000;
/** Longer than any chain that somebody wrote. */
const mostLinks = 500;

const inner: Read = (node, scope) => evaluated(childrenOf(node).at(-1), scope);
const call: Read = (node, scope) => {
  const [callee, last] = [node.firstChild, node.lastChild];
  if (!callee || !last || last.name !== 'ArgList') return unknown;
  const module = textAt(callee, scope) === 'require' ? evaluated(childrenOf(last)[0], scope) : unknown;
  if (module.kind === 'text') return { kind: 'chain', root: module.text, links: [] };
  return called(evaluated(callee, scope), { values: argumentsOf(last, scope), line: scope.lineAt(last.from) });
};

const readers: Record<string, Read> = {
  String: (node, scope) => textValue(scope.text.slice(node.from + 1, node.to - 1), scope.lineAt(node.from)),
  TemplateString: (node, scope) => template(node, scope),
  Number: (node, scope) => ({ kind: 'number', text: textAt(node, scope).replaceAll('_', '').replace(/n$/, '') }),
  BooleanLiteral: (node, scope) => ({ kind: 'boolean', value: textAt(node, scope) === 'true' }),
  null: () => ({ kind: 'null' }),
  this: () => ({ kind: 'chain', root: 'this', links: [] }),
  VariableName: (node, scope) => named(textAt(node, scope), scope),
  ParenthesizedExpression: (node, scope) => evaluated(childrenOf(node)[0], scope),
  AwaitExpression: inner,
  PrefixCast: inner,
  PostfixExpression: (node, scope) => (textAt(node, scope).endsWith('!') ? evaluated(node.firstChild, scope) : unknown),
  UnaryExpression: (node, scope) => unary(node, scope),
  BinaryExpression: (node, scope) => binary(node, scope),
  ArrayExpression: (node, scope) => ({ kind: 'list', items: argumentsOf(node, scope) }),
  ObjectExpression: (node, scope) => ({
    kind: 'object',
    entries: new Map(node.getChildren('Property').map((property) => propertyOf(property, scope))),
    line: scope.lineAt(node.from),
  }),
  ArrowFunction: functionOf,
  FunctionExpression: functionOf,
  ClassExpression: classOf,
  MemberExpression: (node, scope) => member(node, scope),
  CallExpression: call,
  NewExpression: (node, scope) => {
    const name = textAt(childrenOf(node)[1], scope);
    const values = node.lastChild?.name === 'ArgList' ? argumentsOf(node.lastChild, scope) : [];
    return { kind: 'chain', root: `new ${name}`, links: [{ name: '', values, line: scope.lineAt(node.from) }] };
  },
  TaggedTemplateExpression: (node, scope) => {
    const values = [evaluated(node.getChild('TemplateString'), scope)];
    const line = scope.lineAt(node.from);
    return called(evaluated(node.firstChild, scope), { values, line, template: true });
  },
};

function named(name: string, scope: Scope): Value {
  if (name === 'undefined') return { kind: 'null' };
  for (let each: Scope | null = scope; each; each = each.outer) {
    const value = each.names.get(name);
    if (value) return value;
  }
  return { kind: 'chain', root: name, links: [] };
}

function textValue(inside: string, line: number): Value {
  const text = unescaped(inside);
  return text === null ? unknown : { kind: 'text', text, line };
}

/** Substitutions are followed only where they are themselves texts that the file holds. */
function template(node: SyntaxNode, scope: Scope): Value {
  let [text, from] = ['', node.from + 1];
  for (const piece of node.getChildren('Interpolation')) {
    const before = unescaped(scope.text.slice(from, piece.from));
    const value = evaluated(
      childrenOf(piece).find(({ name }) => !name.startsWith('Interpolation')),
      scope,
    );
    // A tag is handed its substitutions apart: they become parameters, and no part of the text.
    if (before === null || value.kind !== 'text' || node.parent?.name === 'TaggedTemplateExpression') return unknown;
    text += before + value.text;
    if (text.length > longestText) return unknown;
    from = piece.to;
  }
  const rest = unescaped(scope.text.slice(from, node.to - 1));
  return rest === null ? unknown : { kind: 'text', text: text + rest, line: scope.lineAt(node.from) };
}

function unary(node: SyntaxNode, scope: Scope): Value {
  const operator = textAt(node.firstChild, scope);
  const value = evaluated(node.lastChild, scope);
  if (operator === '-' && value.kind === 'number') return { kind: 'number', text: `-${value.text}` };
  if (operator === '!' && value.kind === 'boolean') return { kind: 'boolean', value: !value.value };
  return operator === 'void' && value.kind === 'number' ? { kind: 'null' } : unknown;
}

function binary(node: SyntaxNode, scope: Scope): Value {
  const operator = textAt(node.firstChild?.nextSibling, scope);
  const left = evaluated(node.firstChild, scope);
  if (operator === 'as' || operator === 'satisfies') return left;
  const right = evaluated(node.lastChild, scope);
  const joined = operator === '+' && left.kind === 'text' && right.kind === 'text';
  return joined && left.text.length + right.text.length <= longestText
    ? { kind: 'text', text: left.text + right.text, line: left.line }
    : unknown;
}

function member(node: SyntaxNode, scope: Scope): Value {
  const object = evaluated(node.firstChild, scope);
  const name = node.getChild('PropertyName');
  const key = name ? textAt(name, scope) : evaluated(childrenOf(node).at(-1), scope);
  const text = typeof key === 'string' ? key : key.kind === 'text' ? key.text : null;
  if (text === null) return unknown;
  if (object.kind === 'object') return object.entries.get(text) ?? unknown;
  return linked(object, { name: text, values: null, line: scope.lineAt((name ?? node).from) });
}

/** `a.b` called: the last link gets its arguments. `a(...)`, `a.b()()`: a link without a name. */
function called(callee: Value, { values, ...rest }: Omit<Link, 'name'>): Value {
  if (callee.kind !== 'chain') return unknown;
  const last = callee.links.at(-1);
  if (!last || last.values !== null) return linked(callee, { name: '', values, ...rest });
  const link: Link = { ...last, values, ...(rest.template ? { template: true } : {}) };
  return { ...callee, links: [...callee.links.slice(0, -1), link] };
}

function linked(value: Value, link: Link): Value {
  const chain: Chain | null = value.kind === 'chain' && value.links.length < mostLinks ? value : null;
  return chain ? { ...chain, links: [...chain.links, link] } : unknown;
}

function argumentsOf(node: SyntaxNode, scope: Scope): Value[] {
  const spread = node.getChild('Spread') !== null;
  const values = childrenOf(node).map((child) => evaluated(child, scope));
  return spread ? [...values, unknown] : values;
}

function propertyOf(node: SyntaxNode, scope: Scope): [string, Value] {
  const key = node.firstChild;
  const definition = node.getChild('PropertyDefinition');
  const plain = key?.name === 'String' ? evaluated(key, scope) : null;
  const name = definition ? textAt(definition, scope) : plain?.kind === 'text' ? plain.text : null;
  if (name === null || node.getChild('Spread') || key?.name === 'get') return ['...', unknown];
  if (node.getChild('ParamList')) return [name, functionOf(node, scope)];
  const last = node.lastChild;
  return [name, last?.name === 'PropertyDefinition' ? named(name, scope) : evaluated(last, scope)];
}

function memberOf(node: SyntaxNode, scope: Scope): [string, Value][] {
  const name = textAt(node.getChild('PropertyDefinition'), scope);
  if (node.name === 'MethodDeclaration') return [[name, functionOf(node, scope)]];
  if (node.name !== 'PropertyDeclaration' || !node.getChild('Equals')) return [];
  return [[name, evaluated(childrenOf(node).at(-1), scope)]];
}

function parametersOf(list: SyntaxNode, scope: Scope): string[] {
  return childrenOf(list).flatMap((child) => {
    if (child.name === 'VariableDefinition') return [textAt(child, scope)];
    if (child.name !== 'ObjectPattern') return [];
    const context = child.getChildren('PatternProperty').find((each) => textAt(each.firstChild, scope) === 'context');
    return [textAt(context?.getChild('VariableDefinition'), scope)];
  });
}
