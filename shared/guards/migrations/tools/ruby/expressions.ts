import type * as Prism from '@ruby/prism';
import type { Block, Expression } from './expression.ts';
import type { PrismModule } from './prism.ts';

type Read = (node: Prism.Node | null) => Expression[];

/** Turns nodes of the parser into expressions: statements into several, all else into one. */
export function expressionReader(prism: PrismModule, lineAt: (offset: number) => number): Read {
  const all: Read = (node) => {
    if (node === null) return [];
    if (node instanceof prism.StatementsNode) return node.body.flatMap(all);
    if (node instanceof prism.ParenthesesNode) return all(node.body);
    // `begin ... end` without rescue runs through; with one nobody can tell where it stops.
    if (node instanceof prism.BeginNode && !node.rescueClause && !node.ensureClause) return all(node.statements);
    return [{ ...one(node), line: lineAt(startOf(prism, node)) } as Expression];
  };
  const one = (node: Prism.Node) =>
    literalOf(prism, node, all) ?? callOf(prism, node, all) ?? { is: 'unknown', leaves: leaves(prism, node) };
  return all;
}

function literalOf(prism: PrismModule, node: Prism.Node, read: Read): object | null {
  const text = textOf(prism, node);
  if (text !== null) return { is: 'text', text };
  if (node instanceof prism.IntegerNode) return { is: 'number', text: `${node.value}` };
  if (node instanceof prism.FloatNode) return { is: 'number', text: decimal(node.value) };
  if (node instanceof prism.TrueNode) return { is: 'constant', value: true };
  if (node instanceof prism.FalseNode) return { is: 'constant', value: false };
  if (node instanceof prism.NilNode) return { is: 'constant', value: null };
  if (node instanceof prism.ArrayNode) return { is: 'array', items: node.elements.flatMap(read) };
  if (node instanceof prism.LambdaNode) return { is: 'lambda', body: read(node.body) };
  if (!(node instanceof prism.HashNode) && !(node instanceof prism.KeywordHashNode)) return null;
  const pairs = node.elements.map((each) =>
    each instanceof prism.AssocNode ? [...read(each.key), ...read(each.value)] : [],
  );
  // A splat brings keys that nobody can tell.
  return pairs.every(({ length }) => length === 2) ? { is: 'hash', pairs } : null;
}

/** Text without interpolation: strings, symbols, heredocs, strings one after another. */
function textOf(prism: PrismModule, node: Prism.Node): string | null {
  if (node instanceof prism.StringNode || node instanceof prism.SymbolNode) return node.unescaped.value;
  if (!(node instanceof prism.InterpolatedStringNode)) return null;
  const parts = node.parts.map((part) => textOf(prism, part));
  return parts.every((part) => part !== null) ? parts.join('') : null;
}

function callOf(prism: PrismModule, node: Prism.Node, read: Read): object | null {
  if (node instanceof prism.ConstantReadNode || node instanceof prism.ConstantPathNode) {
    return { is: 'name', name: `${node.name}` };
  }
  if (node instanceof prism.LocalVariableReadNode) return { is: 'name', name: node.name };
  if (node instanceof prism.LocalVariableWriteNode || node instanceof prism.ConstantWriteNode) {
    const [value] = read(node.value);
    return value === undefined ? null : { is: 'set', name: node.name, value };
  }
  if (!(node instanceof prism.CallNode)) return null;
  const self = node.receiver instanceof prism.SelfNode || node.receiver === null;
  const block = node.block instanceof prism.BlockNode ? blockOf(prism, node.block, read) : null;
  if (node.block !== null && block === null) return null;
  const items = (node.arguments_?.arguments_ ?? []).flatMap(read);
  return { is: 'call', receiver: self ? null : (read(node.receiver)[0] ?? null), name: node.name, items, block };
}

function blockOf(prism: PrismModule, node: Prism.BlockNode, read: Read): Block {
  const { parameters } = node;
  const required = parameters instanceof prism.BlockParametersNode ? (parameters.parameters?.requireds ?? []) : [];
  return {
    parameters: required.map((each) => (each instanceof prism.RequiredParameterNode ? each.name : '')),
    body: read(node.body),
  };
}

/** Whether it holds a `return`, `next`, `break` or `raise`, so that what comes after it may not run. */
function leaves(prism: PrismModule, node: Prism.Node): boolean {
  if (node instanceof prism.DefNode || node instanceof prism.LambdaNode) return false;
  if (node instanceof prism.ReturnNode || node instanceof prism.NextNode || node instanceof prism.BreakNode)
    return true;
  if (node instanceof prism.CallNode && node.name === 'raise' && node.receiver === null) return true;
  return node.compactChildNodes().some((child) => leaves(prism, child));
}

/** A heredoc's text begins below the line that it is named in. */
function startOf(prism: PrismModule, node: Prism.Node): number {
  if (node instanceof prism.StringNode && node.openingLoc !== null) return node.contentLoc.startOffset;
  const [first] = node instanceof prism.InterpolatedStringNode ? node.parts : [];
  if (first instanceof prism.StringNode) return first.contentLoc.startOffset;
  return node.location.startOffset;
}

function decimal(value: number): string {
  const text = `${value}`;
  return /[.e]/.test(text) ? text : `${text}.0`;
}
