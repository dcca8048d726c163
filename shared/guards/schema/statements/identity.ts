import { altering } from './column-new.ts';
import { identityClause } from './column-text.ts';
import { type Changed, text, type Undoing } from './piece.ts';

/** Identity of a column: made, taken away, of the other kind, or with other options. Never RESTART. */
export function identityChange({ from, to }: Changed, name: string): Undoing {
  if (to.is.identity === undefined) {
    // Its options come with it.
    if (name !== 'identity') return { pieces: [] };
    return {
      pieces: [altering(from, `ADD ${identityClause(from)}`)],
      decide:
        'The new sequence begins at its start: move it past the rows that are there (lockstep fix), and drop a default before.',
    };
  }
  if (from.is.identity === undefined) {
    if (name !== 'identity') return { pieces: [] };
    return {
      pieces: [altering(from, 'DROP IDENTITY')],
      decide:
        'Its sequence goes with it: inserts that name no value fail, or store NULL, unless a default takes its place.',
    };
  }
  if (name === 'identity') return { pieces: [altering(from, `SET GENERATED ${text(from, 'identity').toUpperCase()}`)] };
  return { pieces: [altering(from, optionsSet(text(from, 'identity options'), text(to, 'identity options')))] };
}

const option = /INCREMENT BY \S+|MINVALUE \S+|MAXVALUE \S+|START WITH \S+|CACHE \S+|CYCLE/g;
const unasked: Record<string, string> = {
  INCREMENT: 'INCREMENT BY 1',
  MINVALUE: 'NO MINVALUE',
  MAXVALUE: 'NO MAXVALUE',
  CACHE: 'CACHE 1',
  CYCLE: 'NO CYCLE',
};

function optionsSet(now: string, was: string): string {
  const wanted = now.match(option) ?? [];
  const word = (one: string) => one.split(' ', 1)[0] ?? '';
  const words = new Set(wanted.map(word));
  const gone = (was.match(option) ?? []).map(word).filter((one) => !words.has(one));
  const descends = /INCREMENT BY -/.test(now);
  const limit = new RegExp(`${descends ? 'MAX' : 'MIN'}VALUE (\\S+)`).exec(now)?.[1] ?? (descends ? '-1' : '1');
  const back = gone.map((one) => (one === 'START' ? `START WITH ${limit}` : (unasked[one] ?? '')));
  return [...back, ...wanted].map((one) => `SET ${one}`).join(' ');
}
