import type * as Prism from '@ruby/prism';
import type { ParseResult } from '@ruby/prism/src/deserialize.js';
import type { Comment, Expression, RubyClass, RubyFile } from './expression.ts';
import { expressionReader } from './expressions.ts';
import { linesOf } from './lines.ts';
import { loadRuby, type Parse, type PrismModule, unloadRuby } from './prism.ts';

/** Reads Ruby without running it. Never throws for what a text holds: what is no Ruby is the file's `error`. */
export async function parseRuby(source: string): Promise<RubyFile> {
  const { prism, parse } = await loadRuby();
  try {
    return fileFrom(source, prism, parse);
  } catch {
    unloadRuby();
    // Ten thousand brackets within one another are more than the parser, or we, can go into.
    return { classes: [], comments: [], error: { line: 1, message: 'it is nested too deep to be read' } };
  }
}

function fileFrom(source: string, prism: PrismModule, parse: Parse): RubyFile {
  const bytes = new TextEncoder().encode(source);
  const lineAt = linesOf(bytes);
  const result = parse(source);
  const wrong = result.errors[0];
  if (wrong) {
    return { classes: [], comments: [], error: { line: lineAt(wrong.location.startOffset), message: wrong.message } };
  }
  const read = expressionReader(prism, lineAt);
  return { classes: classesIn(prism, result.value, read), comments: commentsOf(result, bytes, lineAt), error: null };
}

type Read = (node: Prism.Node | null) => Expression[];

/** The classes of a file, those inside modules too, in their order. */
function classesIn(prism: PrismModule, node: Prism.Node | null, read: Read): RubyClass[] {
  if (node instanceof prism.ProgramNode) return classesIn(prism, node.statements, read);
  if (node instanceof prism.StatementsNode) return node.body.flatMap((each) => classesIn(prism, each, read));
  if (node instanceof prism.ModuleNode) return classesIn(prism, node.body, read);
  return node instanceof prism.ClassNode ? [classFrom(prism, node, read)] : [];
}

function classFrom(prism: PrismModule, node: Prism.ClassNode, read: Read): RubyClass {
  const statements = node.body instanceof prism.StatementsNode ? node.body.body : [];
  const methods = statements.filter((each) => each instanceof prism.DefNode);
  return {
    parent: node.superclass === null ? '' : written(prism, node.superclass),
    body: statements.filter((each) => !(each instanceof prism.DefNode)).flatMap((each) => read(each)),
    methods: new Map(methods.map(({ name, body }) => [name, read(body)])),
  };
}

/** A constant as it is written: `ActiveRecord::Migration[7.1]`. */
function written(prism: PrismModule, node: Prism.Node | null): string {
  if (node instanceof prism.ConstantReadNode) return node.name;
  if (node instanceof prism.ConstantPathNode) {
    return node.parent === null ? `${node.name}` : `${written(prism, node.parent)}::${node.name}`;
  }
  if (!(node instanceof prism.CallNode) || node.name !== '[]') return '';
  const version = node.arguments_?.arguments_[0];
  const number = version instanceof prism.FloatNode ? version.value.toFixed(1) : '';
  return `${written(prism, node.receiver)}[${number}]`;
}

function commentsOf({ comments }: ParseResult, bytes: Uint8Array, lineAt: (offset: number) => number): Comment[] {
  const decoder = new TextDecoder();
  return comments.map(({ location: { startOffset, length } }) => {
    const before = bytes.subarray(bytes.lastIndexOf(10, startOffset) + 1, startOffset);
    const text = decoder.decode(bytes.subarray(startOffset, startOffset + length));
    return {
      line: lineAt(startOffset),
      text: text.replace(/^#+/, '').trim(),
      alone: before.every((byte) => byte <= 32),
    };
  });
}
