/** What an expression of a Python file is, as far as it can be told without running it. `line` counts from 1. */
export type Value =
  | { kind: 'string'; text: string; line: number }
  | { kind: 'number'; text: string; line: number }
  | { kind: 'boolean'; value: boolean; line: number }
  | { kind: 'none'; line: number }
  | { kind: 'list' | 'tuple'; items: Value[]; line: number }
  | { kind: 'dictionary'; entries: [Value, Value][]; line: number }
  | Name
  | Call
  | { kind: 'attribute'; of: Value; name: string; line: number }
  | { kind: 'unknown'; line: number };

/** A dotted name; its first part is written out as it was imported: `sa.String` is `sqlalchemy.String`. */
export interface Name {
  kind: 'name';
  name: string;
  line: number;
}

/** A call without `*` and `**`. */
export interface Call {
  kind: 'call';
  callee: Value;
  positional: Value[];
  named: Map<string, Value>;
  line: number;
}

/** A statement. What has no meaning here (imports, `pass`, docstrings) is left out; loops, conditions and the like are `other`. */
export type Statement =
  | { kind: 'assign'; name: string; value: Value; line: number }
  | { kind: 'expression'; value: Value; line: number }
  | { kind: 'class'; name: string; bases: Value[]; body: Statement[]; line: number }
  | { kind: 'function'; name: string; body: Statement[]; line: number }
  | { kind: 'with'; items: { value: Value; as: string | null }[]; body: Statement[]; line: number }
  | { kind: 'other'; line: number };

/** A Python file. `error` is the line that is no Python, where there is one. */
export interface Module {
  body: Statement[];
  error: number | null;
  /** what it imports, wherever: `flask.current_app` */
  imports: string[];
  /** every call in it, in functions and blocks as well */
  calls(): Call[];
}

/** The dotted name of a name, or of what a call calls: `sqlalchemy.String` of `sa.String` and of `sa.String(50)`. */
export function nameOf(value: Value | undefined): string | null {
  if (value?.kind === 'name') return value.name;
  return value?.kind === 'call' ? nameOf(value.callee) : null;
}

/** The text of a string; null for everything else. */
export function textOf(value: Value | undefined): string | null {
  return value?.kind === 'string' ? value.text : null;
}

/** The items of a list or tuple; null for everything else. */
export function itemsOf(value: Value | undefined): Value[] | null {
  return value?.kind === 'list' || value?.kind === 'tuple' ? value.items : null;
}

/** The texts of a list or tuple of strings; null where anything else is among them. */
export function textsOf(value: Value | undefined): string[] | null {
  const texts = itemsOf(value)?.map(textOf) ?? null;
  return texts?.every((text) => text !== null) ? texts : null;
}

/** An argument by its name or place: `argument(call, 1, 'length')`. A place below 0 is none. */
export function argument(call: Call, place: number, name: string): Value | undefined {
  return call.named.get(name) ?? (place < 0 ? undefined : call.positional[place]);
}

/** Whether an argument is literally True. */
export function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value;
}

/** Whether an argument is literally False. */
export function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && !value.value;
}
