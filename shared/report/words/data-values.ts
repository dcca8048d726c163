import { code, paragraphs, type Words } from './entry.ts';

/** Counts and values. */
export const dataValueWords: Words[] = [
  {
    code: 'data/row-count',
    title: 'A table has not as many rows as in the other target.',
    why: 'Rows may have been lost, or copied in part. It warns where most tables agree, so that one database is a copy of the other and this table stands out. Where they do not agree, environments hold other rows as a rule: then it is only told, as `info`, that a table is empty here and not there. It never blocks. Where the other target cannot be read at all, the finding is unknown.',
    how: 'A copy or a restore that stopped half-way, a table that was left out, rows that came after the copy. Only rows that were counted are compared, never estimates; `data.tolerance` (a tenth) says how far counts may differ.',
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
    how: 'The number of rows is compared with the one that the archive keeps of the last run: more than `data.growth` times (ten) as many, from 10,000 rows on, or none where there were 1,000 and more. Only rows that were counted are compared, never estimates.',
    fix: 'See what writes to the table, or who emptied it. A table that comes and goes is named under `data.ignore`, with the reason.',
  },
];
