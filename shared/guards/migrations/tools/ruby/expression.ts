/**
 * Ruby as far as a migration needs it: calls with constant arguments. `line`: where it begins, from 1; that of a text is
 * the line of its first character. What is none of these is `unknown`, and `leaves` where it may end the method.
 */
export type Expression = { line: number } & (
  | { is: 'text'; text: string }
  | { is: 'number'; text: string }
  | { is: 'constant'; value: boolean | null }
  | { is: 'array'; items: Expression[] }
  | { is: 'hash'; pairs: [Expression, Expression][] }
  | { is: 'lambda'; body: Expression[] }
  | { is: 'name'; name: string }
  | { is: 'set'; name: string; value: Expression }
  | { is: 'unknown'; leaves: boolean }
  | Call
);

/** `receiver.name(items) { |parameters| body }`. The last of `items` is a hash where keywords are given. */
export interface Call {
  is: 'call';
  line: number;
  receiver: Expression | null;
  name: string;
  items: Expression[];
  block: Block | null;
}

export interface Block {
  parameters: string[];
  body: Expression[];
}

/** A class of a file: what it extends as it is written, the calls in its body, and its methods by name. */
export interface RubyClass {
  parent: string;
  body: Expression[];
  methods: Map<string, Expression[]>;
}

/** A comment without its `#`, trimmed. `alone`: nothing stands before it on its line. */
export interface Comment {
  line: number;
  text: string;
  alone: boolean;
}

/** A Ruby file. `error`: the first thing in it that is no Ruby; its classes are then empty. */
export interface RubyFile {
  classes: RubyClass[];
  comments: Comment[];
  error: { line: number; message: string } | null;
}
