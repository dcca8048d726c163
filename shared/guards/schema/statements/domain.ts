import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { newOwner } from './owner.ts';
import {
  type Changed,
  eachProperty,
  type Kind,
  list,
  made,
  type Piece,
  text,
  together,
  type Undoing,
} from './piece.ts';

export const domain: Kind = {
  create(object, sides) {
    const checks = list(object, 'checks');
    const sql = [
      `CREATE DOMAIN ${identifier(...object.path)} AS ${text(object, 'type')}`,
      clause('COLLATE', text(object, 'collation')),
      clause('DEFAULT', text(object, 'default')),
      text(object, 'not null') === '' ? '' : ' NOT NULL',
      ...checks.filter((check) => !isNotValid(check)).map((check) => ` CONSTRAINT ${check}`),
    ].join('');
    const pieces: Piece[] = [{ sql, phase: 'type', makes: [made.whole(object.path)] }];
    return accompanied(object, sides, [...pieces, ...checks.filter(isNotValid).map((check) => adding(object, check))]);
  },
  change: (difference) => {
    const { from } = difference;
    const value = text(from, 'default');
    return eachProperty(difference, {
      default: () => alter(from, value === '' ? 'DROP DEFAULT' : `SET DEFAULT ${value}`),
      'not null': () => alter(from, `${text(from, 'not null') === '' ? 'DROP' : 'SET'} NOT NULL`),
      checks: () => checksOf(difference),
      owner: newOwner(from),
    });
  },
  drop: (object) => dropping(object, 'PostgreSQL refuses as long as a column has it.'),
};

function clause(keyword: string, value: string): string {
  return value === '' ? '' : ` ${keyword} ${value}`;
}

const isNotValid = (check: string) => check.endsWith(' NOT VALID');
const validated = (check: string) => check.replace(/ NOT VALID$/, '');

function piece(object: SnapshotObject, action: string): Piece {
  return {
    sql: `ALTER DOMAIN ${identifier(...object.path)} ${action}`,
    phase: 'type',
    makes: [made.whole(object.path)],
  };
}

function alter(object: SnapshotObject, action: string): Undoing {
  return { pieces: [piece(object, action)] };
}

function adding(object: SnapshotObject, check: string): Piece {
  return piece(object, `ADD CONSTRAINT ${validated(check)} NOT VALID`);
}

/** Each is written `"name" CHECK (...)`. */
function nameOf(check: string): string {
  return /^(?:"(?:[^"]|"")*"|[^\s]+)/.exec(check)?.[0] ?? '';
}

function checksOf({ from, to }: Changed): Undoing {
  const wanted = list(from, 'checks');
  const there = list(to, 'checks');
  const missing = wanted.filter((check) => !there.includes(check));
  const extra = there.filter((check) => !wanted.includes(check));
  const onlyValid = (check: string) => extra.includes(`${check} NOT VALID`);
  const lost = extra.filter((check) => !missing.some((other) => validated(other) === validated(check)));
  return together(
    ...lost.map((check) => ({
      ...alter(from, `DROP CONSTRAINT ${nameOf(check)}`),
      decide: `Values that ${nameOf(check)} refuses today could then be stored.`,
    })),
    ...missing
      .filter((check) => !extra.includes(validated(check)))
      .map((check) => ({
        pieces: [
          ...(onlyValid(check) ? [] : [adding(from, check)]),
          ...(isNotValid(check) ? [] : [piece(from, `VALIDATE CONSTRAINT ${nameOf(check)}`)]),
        ],
      })),
    ...missing
      .filter((check) => extra.includes(validated(check)))
      .map(() => ({ pieces: [], decide: 'The check is NOT VALID on the other side: validate it there.' })),
  );
}
