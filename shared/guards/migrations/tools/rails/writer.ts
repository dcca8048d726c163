import type { Block } from '../ruby/expression.ts';
import type { Dialect } from './dialect.ts';
import type { Known } from './known.ts';
import { notConstant, type Options, type Scope, type Value } from './value.ts';

/** Where the SQL of one migration is written down, and what its words depend on. */
export interface Writer {
  dialect: Dialect;
  known: Known;
  /** words of its own make plurals: no table's name can be told from a reference's */
  ownInflections: boolean;
  /** SQL of the Ruby that begins in that line; `at`: where it begins itself, where that is another */
  write(sql: string, line: number, at?: number): void;
}

/** What a method is called with. */
export interface Arguments {
  items: Value[];
  options: Options;
  /** where each of the items begins */
  lines: number[];
  block: Block | null;
  scope: Scope;
  line: number;
}

/** Translates one call. Throws NotConstantError where it cannot; then nothing was written. */
export type Command = (call: Arguments, writer: Writer) => void;

/** The same call with other items or options: methods that stand for others. */
export function having(call: Arguments, items: Value[], options: Record<string, Value> = {}): Arguments {
  return { ...call, items, options: new Map([...call.options, ...Object.entries(options)]), block: null };
}

/** The options without some of them. */
export function without(options: Options, ...names: string[]): Options {
  return new Map([...options].filter(([name]) => !names.includes(name)));
}

/** @throws NotConstantError where there are options that nobody here understands */
export function onlyOptions(options: Options, ...names: string[]): void {
  if ([...options.keys()].some((name) => !names.includes(name))) notConstant();
}
