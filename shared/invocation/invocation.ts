import { type Caller, type Invocation, isObject, misshapen } from './caller.ts';
import { callers } from './callers/index.ts';

/**
 * Who is calling, and what is to be done about it.
 * @throws UsageError where nobody known sends such an event
 */
export function invocationFrom(event: unknown): { caller: Caller['name']; invocation: Invocation } {
  const [caller, ...others] = callers.filter((each) => each.recognises(event));
  if (caller && others.length === 0) return { caller: caller.name, invocation: caller.read(event) };
  const what = isObject(event) ? 'an object with the marks of another caller' : kindOf(event);
  throw misshapen(`nobody known sends such an event: it is ${what}`);
}

function kindOf(event: unknown): string {
  return Array.isArray(event) ? 'a list' : `a ${typeof event}`;
}
