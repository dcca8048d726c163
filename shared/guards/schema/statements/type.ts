import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { pathOf } from './mentions.ts';
import { newOwner } from './owner.ts';
import { type Changed, eachProperty, type Kind, list, made, text, type Undoing } from './piece.ts';

/** Composite types and ranges. A base type is made by functions in C, and by more than a snapshot holds. */
export const type: Kind = {
  create(object, sides) {
    const { path } = object;
    if (object.is.input !== undefined) {
      return {
        pieces: [],
        decide: 'It is a base type, made by functions in C: make it by the script that made it there.',
      };
    }
    const body = object.is.subtype === undefined ? `(${list(object, 'attributes').join(', ')})` : range(object);
    const sql = `CREATE TYPE ${identifier(...path)} AS ${body}`;
    const makes = [made.whole(path)];
    const multirange = text(object, 'multirange');
    if (multirange !== '') makes.push(made.whole(pathOf(multirange)));
    return accompanied(object, sides, [{ sql, phase: 'type', makes }]);
  },
  change: (difference) =>
    eachProperty(difference, { attributes: () => attributes(difference), owner: newOwner(difference.from) }),
  drop: (object) => dropping(object, 'PostgreSQL refuses as long as a column has it.'),
};

const parameters: Record<string, string> = {
  subtype: 'SUBTYPE',
  'subtype operator class': 'SUBTYPE_OPCLASS',
  collation: 'COLLATION',
  canonical: 'CANONICAL',
  'subtype difference': 'SUBTYPE_DIFF',
  multirange: 'MULTIRANGE_TYPE_NAME',
};

function range(object: SnapshotObject): string {
  const given = Object.entries(parameters).filter(([name]) => object.is[name] !== undefined);
  return `RANGE (${given.map(([name, word]) => `${word} = ${text(object, name)}`).join(', ')})`;
}

function attributes({ from, to, path }: Changed): Undoing {
  const wanted = list(from, 'attributes');
  const there = list(to, 'attributes');
  const name = identifier(...path);
  if (there.every((attribute, index) => attribute === wanted[index])) {
    const added = wanted.slice(there.length).map((attribute) => `ADD ATTRIBUTE ${attribute}`);
    return { pieces: [{ sql: `ALTER TYPE ${name} ${added.join(', ')}`, phase: 'type', makes: [made.whole(path)] }] };
  }
  return {
    pieces: [],
    decide: `ALTER TYPE ${name} ADD, DROP or ALTER ATTRIBUTE changes it from (${there.join(', ')}) to (${wanted.join(', ')}): what is stored in attributes that go is lost, and PostgreSQL refuses another type of one as long as a column has the type.`,
  };
}
