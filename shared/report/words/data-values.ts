import { code, paragraphs, type Words } from './entry.ts';

/** Counts and values. */
export const dataValueWords: Words[] = [
  {
    code: 'data/row-count',
    title: 'A table has not as many rows as in the other target.',
    why: 'Rows may have been lost, or copied in part. It warns where most tables agree, so that one database is a copy of the other and this table stands out. Where they do not agree, environments hold other rows as a rule: then it is only told, as `info`, that a table is empty here and not there. It never blocks. Where the other target cannot be read at all, the finding is unknown.',
    how: 'A copy or a restore that stopped half-way, a table that was left out, rows that came after the copy. Only rows that were counted are compared; `data.tolerance` (a tenth) says how far counts may differ. Of a table that is too large to be counted there, an estimate of 1,000 rows and more tells that none of them is here. The tables that migration tools keep for themselves are left out.',
    fix: paragraphs(
      'See the numbers of all tables side by side:',
      code('lockstep check --guard data --all --format json'),
      'Then copy what is missing. Where both are to differ, name the table under `data.ignore`.',
    ),
  },
  {
    code: 'data/growth',
    title: 'A table has grown many times over since the last run, or is empty.',
    why: 'A loop that writes, an import that ran twice, or rows that somebody deleted. It warns.',
    how: 'The number of rows is compared with the one that the archive keeps of the last run: more than `data.growth` times (ten) as many, from 10,000 rows on, or none where there were 1,000 and more. Only rows that were counted are compared, but that a table is empty is told of an estimate too. The tables that migration tools keep for themselves are left out.',
    fix: 'See what writes to the table, or who emptied it. A table that comes and goes is named under `data.ignore`, with the reason.',
  },
  {
    code: 'data/type-mismatch',
    title: 'A column has another type than in the other environment.',
    why: 'The same code stores and compares other values there, and a migration that changes the type fails on those that do not convert: "invalid input syntax" (SQLSTATE 22P02), "value too long" (22001), "out of range" (22003). It blocks where such values were found, else it warns; where none could be tried, it is unknown. Where a pending migration of the manifest changes the type, and no value stands in its way, it is `info`. Values are tried by the own input function of the type (`pg_input_is_valid` from PostgreSQL 16 on, a statement a value before), never by guesses. A whole number may be written 10.00.',
    how: 'A type was changed by hand, or the database was copied through a tool that knows fewer types.',
    fix: paragraphs(
      'Correct the values, then change the type in a migration, which rewrites the table and keeps everybody out while it does:',
      code('ALTER TABLE public.orders ALTER COLUMN total TYPE numeric(10,2) USING total::numeric(10,2);'),
      'Where both are to differ, name the column under `data.ignore`, with the reason.',
    ),
  },
  {
    code: 'data/date-formats',
    title: 'A text column holds dates in several formats.',
    why: '01/02/2024 is in January or in February, texts do not sort by date, and a migration to the type date fails or swaps days and months without a word. It warns, with the number of each format; no value is shown, since it may be a birthday.',
    how: 'Several programs, locales or imports write the column. Columns are looked at whose names say date or time, with `--all` every text column; of large tables a part. A time of day behind the date makes no other format; other text behind it makes it no date.',
    fix: paragraphs(
      'Bring them into one, format by format, for example:',
      code(
        "UPDATE public.people SET born = to_char(to_date(born, 'DD/MM/YYYY'), 'YYYY-MM-DD')",
        "WHERE born ~ '^[0-9]{2}/[0-9]{2}/[0-9]{4}$';",
      ),
      'Then make the column a date. Where both orders of day and month are in one column, somebody has to know which rows came from where. A column that may hold any is named under `data.ignore`.',
    ),
  },
];
