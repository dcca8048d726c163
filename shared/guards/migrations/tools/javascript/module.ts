import type { Parser, SyntaxNode } from '@lezer/common';

import { linesOf } from './lines.ts';
import { declare } from './steps.ts';
import type { ClassValue, Scope, Value } from './value.ts';
import { childrenOf, classOf, evaluated, functionOf, textAt } from './values.ts';

/** What a file of JavaScript or TypeScript gives to those that load it, read without running it. */
export interface Module {
  /** by name; `default` for the default export and what is assigned to `module.exports` */
  exports: Map<string, Value>;
  /** every class at its top level, in order */
  classes: ClassValue[];
  /** the modules that it loads */
  imports: string[];
  /** the first line that is no valid program; null where all is */
  brokenAt: number | null;
}

/** Beyond this a file is no migration that somebody wrote. */
const largest = 2_000_000;

let parser: Parser | undefined;

/** To be called before any file is read; only then the parser is loaded. */
export async function loadJavaScript(): Promise<void> {
  // Its recovery from errors takes a minute for half a megabyte of nonsense, and guesses.
  parser ??= (await import('@lezer/javascript')).parser.configure({ dialect: 'ts', strict: true });
}

/** Reads a file. Null where it is too large, or nested too deeply to be read. */
export function moduleOf(text: string): Module | null {
  if (text.length > largest) return null;
  try {
    return readModule(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function loadedParser(): Parser {
  if (parser === undefined) throw new Error('the parser of JavaScript is not loaded');
  return parser;
}

/** Paths are read as from the file's own directory. */
const here: [string, Value] = ['__dirname', { kind: 'text', text: '.', line: 1 }];

function readModule(text: string): Module {
  const scope: Scope = { text, lineAt: linesOf(text), names: new Map([here]), outer: null };
  const module: Module = { exports: new Map(), classes: [], imports: [], brokenAt: null };
  let top: SyntaxNode;
  try {
    top = loadedParser().parse(text).topNode;
  } catch (error) {
    const at = /^No parse at (\d+)/.exec((error as Error).message)?.[1];
    if (at === undefined) throw error;
    return { ...module, brokenAt: scope.lineAt(Number(at)) };
  }
  const statements = childrenOf(top);
  const declarations = statements.map((each) => (each.name === 'ExportDeclaration' ? (declared(each) ?? each) : each));
  for (const each of declarations) if (/^(Function|Class)Declaration$/.test(each.name)) declare(each, scope);
  for (const each of declarations) if (each.name === 'VariableDeclaration') declare(each, scope);
  for (const each of declarations) if (each.name === 'ClassDeclaration') module.classes.push(classOf(each, scope));
  for (const each of statements) readStatement(each, scope, module);
  for (const value of module.exports.values()) {
    if (value.kind === 'class' && !module.classes.some(({ line }) => line === value.line)) module.classes.push(value);
  }
  return module;
}

function readStatement(node: SyntaxNode, scope: Scope, module: Module): void {
  if (node.name === 'ImportDeclaration' || node.name === 'VariableDeclaration') {
    module.imports.push(...loaded(node, scope));
  } else if (node.name === 'ExportDeclaration') {
    readExport(node, scope, module);
  } else if (node.name === 'ExpressionStatement') {
    const assignment = node.getChild('AssignmentExpression');
    if (assignment) readAssignment(assignment, scope, module);
  }
}

function readExport(node: SyntaxNode, scope: Scope, { exports }: Module): void {
  const declaration = declared(node);
  if (node.getChild('default')) {
    exportAll(
      declaration
        ? declaredValue(declaration, scope)
        : evaluated(node.lastChild?.name === ';' ? node.lastChild.prevSibling : node.lastChild, scope),
      exports,
    );
    return;
  }
  const name = (each: SyntaxNode) => textAt(each, scope);
  if (declaration)
    for (const each of declaration.getChildren('VariableDefinition'))
      exports.set(name(each), lookUp(name(each), scope));
  const group = node.getChild('ExportGroup');
  let local = '';
  for (const each of group ? childrenOf(group) : []) {
    if (each.prevSibling?.name === 'as') {
      exports.delete(local);
      exports.set(name(each), lookUp(local, scope));
    } else if (each.name !== 'as') {
      local = name(each);
      exports.set(local, lookUp(local, scope));
    }
  }
}

/** `exports.up = ...`, `module.exports.up = ...`, `module.exports = { up }`. */
function readAssignment(node: SyntaxNode, scope: Scope, { exports }: Module): void {
  const target = textAt(node.firstChild, scope).replace(/\s/g, '');
  const value = evaluated(node.lastChild, scope);
  const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1];
  if (target === 'module.exports') exportAll(value, exports);
  // `exports.up = exports.down = void 0` is how compilers begin.
  else if (name !== undefined && value.kind !== 'null') exports.set(name, value);
}

function exportAll(value: Value, exports: Map<string, Value>): void {
  exports.set('default', value);
  if (value.kind !== 'object') return;
  for (const [name, entry] of value.entries) if (!exports.has(name)) exports.set(name, entry);
}

function declared(node: SyntaxNode): SyntaxNode | null {
  return ['FunctionDeclaration', 'VariableDeclaration', 'ClassDeclaration']
    .map((name) => node.getChild(name))
    .reduce((found, each) => found ?? each, null);
}

function declaredValue(node: SyntaxNode, scope: Scope): Value {
  return node.name === 'ClassDeclaration' ? classOf(node, scope) : functionOf(node, scope);
}

function lookUp(name: string, scope: Scope): Value {
  return scope.names.get(name) ?? { kind: 'unknown' };
}

function loaded(node: SyntaxNode, scope: Scope): string[] {
  if (node.name === 'ImportDeclaration') {
    return node.getChildren('String').map((each) => scope.text.slice(each.from + 1, each.to - 1));
  }
  return [...textAt(node, scope).matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, name = '']) => name);
}
