import { code, paragraphs, type Words } from './entry.ts';

/** Who owns a sequence and whom it feeds. */
export const sequenceWiringWords: Words[] = [
  {
    code: 'sequences/unowned',
    title: 'A column takes its default from a sequence that no column owns.',
    why: "Inserts work. But tools that follow ownership overlook it: pg_get_serial_sequence says NULL, so Django's sqlsequencereset and most setval scripts skip it without a word, and DROP TABLE leaves it behind. For information only; Lockstep follows the default and judges the sequence all the same.",
    how: "CREATE SEQUENCE and DEFAULT nextval('...') written by hand, or a dump and restore that lost the ownership.",
    fix: paragraphs(
      'Let the column own it (table and sequence need the same owner and schema):',
      code('ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;'),
      'A sequence that feeds several tables on purpose is better left without an owner.',
    ),
  },
  {
    code: 'sequences/wrong-owner',
    title: 'The sequence is owned by a column that it does not feed.',
    why: 'Dropping the owning column or its table drops the sequence, which another column needs. PostgreSQL refuses ("other objects depend on it"), and the migration fails; with CASCADE it goes through, and takes the default of the other column along. Tools that follow ownership move this sequence by the wrong column.',
    how: 'A table was copied or split and kept its old sequence, a column was renamed and built anew, or an ALTER SEQUENCE ... OWNED BY named the wrong one.',
    fix: paragraphs(
      'Give it to the column that it feeds:',
      code('ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;'),
      'Or, where it feeds several, to nobody:',
      code('ALTER SEQUENCE public.orders_id_seq OWNED BY NONE;'),
    ),
  },
  {
    code: 'sequences/orphan',
    title: 'No column is fed by the sequence, as far as the catalog shows.',
    why: 'Lockstep cannot compare it with rows, so it says nothing about its values, and `fix` does not touch it. That is harmless for a left-over. It is a blind spot if the application calls nextval itself, as Hibernate, EF Core (HiLo) and some others do.',
    how: 'The application takes values by name, a trigger or function uses it, or its table is gone and nobody dropped it.',
    fix: paragraphs(
      'If the application fills a column from it, name the column in the configuration, and it is judged like any other:',
      code('"sequences": {', '  "feeds": { "public.orders_id_seq": ["public.orders.id"] }', '}'),
      'If nothing uses it any more:',
      code('DROP SEQUENCE public.orders_id_seq;'),
    ),
  },
  {
    code: 'sequences/not-comparable',
    title: 'The values of the sequence cannot be compared with its column.',
    why: "The sequence is only a part of what the column holds, for example 'INV-' || nextval('...'), or it gets there through a function, a trigger, a view or a text column. There is no maximum to compare with, so Lockstep makes no statement, and `fix` does not touch it. For information only; but where a default looks its sequence up by a name at each insert, and which one that is cannot be told, the column may well be behind: the verdict is unknown.",
    how: 'The default is an expression around nextval, or the column is of another kind than a whole number. Or the default finds its sequence at run time: by a name that several schemas have or none has, by a function, or in a table that a migration holds at this moment.',
    fix: paragraphs(
      'Nothing, if the values cannot clash. If some column does hold the plain number, name it, and Lockstep compares that one:',
      code('"sequences": {', '  "feeds": { "public.invoices_seq": ["public.invoices.number"] }', '}'),
      'A default that finds its sequence by name is better bound to it:',
      code("ALTER TABLE public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);"),
    ),
  },
  {
    code: 'sequences/unused-feed',
    title: 'An entry of `sequences.feeds` matches nothing.',
    why: 'Somebody wanted a column compared with its sequence, and it is not: without the entry the sequence has no column and would pass. The verdict is unknown.',
    how: 'The sequence or the column it names does not exist here: it was dropped or renamed, or the entry has a typing error. Names are written schema.name and schema.table.column, without quotes.',
    fix: 'Correct the entry in the configuration, or take it out.',
  },
  {
    code: 'sequences/unused-ignore',
    title: 'An entry of `sequences.ignore` matches nothing.',
    why: 'The sequence it names does not exist here, or has nothing to ignore any more. An old entry hides the next finding under the same name.',
    how: 'The sequence was dropped, renamed or put right, or the entry has a typing error. Names are written schema.name, without quotes.',
    fix: 'Correct the entry in the configuration, or take it out.',
  },
];
