import type { SyntaxNode } from '@lezer/common';
import type { FunctionValue, Scope, Value } from './value.ts';
import { childrenOf, classOf, evaluated, functionOf, textAt } from './values.ts';

/** One thing that a function does, in the order in which it does them. */
export interface Step {
  line: number;
  /** null for what may or may not be done, or more than once: conditions, loops, assignments */
  value: Value | null;
  /** it is awaited or returned: a promise that is not may never be run */
  awaited: boolean;
}

/** What a function does, line by line, whatever it is called with. */
export function stepsOf({ parameters, body, scope }: FunctionValue): Step[] {
  if (!body) return [];
  const names = new Map<string, Value>(parameters.map((name) => [name, { kind: 'chain', root: name, links: [] }]));
  const inside: Scope = { ...scope, names, outer: scope };
  if (body.name !== 'Block') return [expression(body, inside, true)];
  return untilEnd(blockSteps(body, inside)).steps;
}

/** Puts what a declaration names into the scope: only what cannot be given another value later. */
export function declare(node: SyntaxNode, scope: Scope): void {
  const name = textAt(node.getChild('VariableDefinition'), scope);
  if (node.name === 'FunctionDeclaration') scope.names.set(name, functionOf(node, scope));
  if (node.name === 'ClassDeclaration') scope.names.set(name, classOf(node, scope));
  if (node.name !== 'VariableDeclaration') return;
  const constant = node.firstChild?.name === 'const';
  for (const { target, value } of declarators(node)) {
    const read: Value = constant ? evaluated(value, scope) : { kind: 'unknown' };
    if (target.name === 'VariableDefinition') scope.names.set(textAt(target, scope), read);
    if (target.name === 'ObjectPattern') declarePattern(target, read, scope);
  }
}

const steps: Record<string, (node: SyntaxNode, scope: Scope) => Step[]> = {
  ExpressionStatement: (node, scope) => {
    const expressionNode = childrenOf(node)[0];
    return expressionNode ? [expression(expressionNode, scope, false)] : [];
  },
  ReturnStatement: (node, scope) => {
    const value = childrenOf(node)[1];
    return [...(value ? [expression(value, scope, true)] : []), end];
  },
  VariableDeclaration: (node, scope) => {
    const done = declarators(node).flatMap(({ value }) => (value ? [expression(value, scope, false)] : []));
    declare(node, scope);
    return done;
  },
  FunctionDeclaration: () => [],
  ClassDeclaration: () => [],
  InterfaceDeclaration: () => [],
  TypeAliasDeclaration: () => [],
  EmptyStatement: () => [],
  Block: (node, scope) => blockSteps(node, { ...scope, names: new Map(), outer: scope }),
  TryStatement: (node, scope) => tried(node, scope),
};

/** Marks where a function ends. */
const end: Step = { line: 0, value: null, awaited: false };

function untilEnd(all: Step[]): { steps: Step[]; ended: boolean } {
  const at = all.indexOf(end);
  return at < 0 ? { steps: all, ended: false } : { steps: all.slice(0, at), ended: true };
}

function blockSteps(block: SyntaxNode, scope: Scope): Step[] {
  const statements = childrenOf(block);
  // Functions can be called above their place.
  for (const each of statements) if (each.name === 'FunctionDeclaration') declare(each, scope);
  const done: Step[] = [];
  for (const statement of statements) {
    const read = steps[statement.name];
    done.push(
      ...(read ? read(statement, scope) : [{ line: scope.lineAt(statement.from), value: null, awaited: false }]),
    );
    // What comes after a condition that may return is done under that condition.
    if (done.at(-1) === end || (!read && holds(statement, 'ReturnStatement'))) return [...done, end];
  }
  return done;
}

/** What is tried counts where a failure is passed on; a failure that is swallowed leaves open what was done. */
function tried(node: SyntaxNode, scope: Scope): Step[] {
  const block = node.getChild('Block');
  const caught = node.getChild('CatchClause');
  const last = node.getChild('FinallyClause')?.getChild('Block');
  if (!block || (caught && !holds(caught, 'ThrowStatement'))) {
    return [{ line: scope.lineAt(node.from), value: null, awaited: false }];
  }
  const inside = (each: SyntaxNode) => blockSteps(each, { ...scope, names: new Map(), outer: scope });
  const { steps: done, ended } = untilEnd(inside(block));
  return [...done, ...(last ? untilEnd(inside(last)).steps : []), ...(ended ? [end] : [])];
}

/** Whether it holds such a node outside the functions in it. */
function holds(node: SyntaxNode, name: string): boolean {
  return childrenOf(node).some(
    (child) => child.name === name || (!/Function|Method|Property|Class/.test(child.name) && holds(child, name)),
  );
}

function expression(node: SyntaxNode, scope: Scope, awaited: boolean): Step {
  const line = scope.lineAt(node.from);
  if (node.name === 'AwaitExpression') return { ...expression(childrenOf(node)[1] ?? node, scope, true), line };
  if (node.name === 'ParenthesizedExpression' && childrenOf(node)[0]) {
    return expression(childrenOf(node)[0] as SyntaxNode, scope, awaited);
  }
  const value = evaluated(node, scope);
  if (value.kind !== 'unknown') return { line, value, awaited };
  return { line, value: doesNothing(node) ? { kind: 'null' } : null, awaited };
}

/** Nothing in it is called, made or assigned. */
function doesNothing(node: SyntaxNode): boolean {
  if (/Function|ClassExpression/.test(node.name)) return true;
  if (/^(Call|New|TaggedTemplate|Assignment|Postfix|Await|Yield|Update)/.test(node.name)) return false;
  return node.name !== 'VariableName' && childrenOf(node).every((child) => quiet(child));
}

function quiet(node: SyntaxNode): boolean {
  return node.name === 'VariableName' || doesNothing(node);
}

function declarators(node: SyntaxNode): { target: SyntaxNode; value: SyntaxNode | null }[] {
  const found: { target: SyntaxNode; value: SyntaxNode | null }[] = [];
  let awaitsValue = false;
  for (const child of childrenOf(node).slice(1)) {
    const last = found.at(-1);
    if (child.name === 'Equals') awaitsValue = true;
    else if (awaitsValue && last) {
      last.value = child;
      awaitsValue = false;
    } else if (/^(VariableDefinition|ObjectPattern|ArrayPattern)$/.test(child.name)) {
      found.push({ target: child, value: null });
    }
  }
  return found;
}

function declarePattern(pattern: SyntaxNode, value: Value, scope: Scope): void {
  for (const property of pattern.getChildren('PatternProperty')) {
    const local = textAt(property.getChild('VariableDefinition'), scope);
    const key = textAt(property.getChild('PropertyName'), scope) || local;
    const link = { name: key, values: null, line: scope.lineAt(property.from) };
    const read: Value = value.kind === 'chain' ? { ...value, links: [...value.links, link] } : { kind: 'unknown' };
    scope.names.set(local, read);
  }
}
