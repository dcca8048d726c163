import type { Migration } from '../../../model/manifest.ts';
import { identifier } from '../../../session/sql.ts';
import type { Repository } from '../repository/repository.ts';
import { directoryOf, fileText } from './files.ts';
import { asMigration, type Forward, joined, statement } from './javascript/forward.ts';
import { type Layout, layoutIn, relative } from './javascript/layout.ts';
import { type Changelog, type ChangeSet, fileAt } from './liquibase/changelog.ts';
import { changeForward } from './liquibase/changes.ts';
import type { Node } from './liquibase/node.ts';
import { changelogsIn } from './liquibase/roots.ts';
import { besideRow, besideValue } from './lock-table.ts';
import { rowWith } from './row.ts';
import { iso } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Liquibase. A change set is known by its file, id and author together. Its checksum is over what Liquibase made of it and
 * not over the file: nobody else can tell whether it was edited. It writes no row for what failed.
 * https://github.com/liquibase/liquibase liquibase-standard .../changelog/{ChangeSet,StandardChangeLogHistoryService}.java
 */
export const liquibase: Tool = {
  name: 'liquibase',
  title: 'Liquibase',
  tables: [
    {
      name: 'databasechangelog',
      columns: [
        'id',
        'author',
        'filename',
        'dateexecuted',
        'orderexecuted',
        'exectype',
        'md5sum',
        'description',
        'comments',
        'tag',
        'liquibase',
      ],
      optional: ['contexts', 'labels', 'deployment_id'],
      anyName: true,
    },
  ],
  late: 'runs',
  query: (table) => `
SELECT json_build_object(
  'rows', (
    SELECT coalesce(json_agg(json_build_object(
      'id', id,
      'author', author,
      'filename', filename,
      'appliedAt', ${iso('dateexecuted')},
      'exectype', exectype,
      'checksum', md5sum
    ) ORDER BY orderexecuted, dateexecuted), '[]')
    FROM ONLY ${identifier(table.schema, table.name)}
  ),
  'lock', ${besideRow(
    { schema: table.schema, name: 'databasechangeloglock' },
    `${iso('lockgranted')} AS since, lockedby AS by`,
    'locked',
  )}
)::text`,
  read: (json) => {
    const { rows, lock } = json as { rows: Row[]; lock: string | null };
    return { keeps: 'all', recorded: rows.map(recordedFrom), lock: besideValue(lock) };
  },
  // The path depends on where Liquibase was started, and on what it calls its class path.
  keys: ({ id }) => {
    const [path = '', ...rest] = id.split('::');
    const names = path.split('/');
    const paths = [
      ...names.map((_, at) => names.slice(at).join('/')),
      `src/main/resources/${path}`,
      `resources/${path}`,
    ];
    return paths.map((each) => [each, ...rest].join('::'));
  },
  baseline: 'itself',
  commands: {
    apply: 'liquibase update',
    markApplied: () => ['liquibase changelogSync   # records everything that is pending'],
    unlock: 'liquibase releaseLocks',
  },
};

interface Row {
  id: string;
  author: string;
  filename: string;
  appliedAt: string | null;
  exectype: string;
  checksum: string | null;
}

/** As Liquibase itself names a change set: `file::id::author`. */
function idOf({ id, author, filename }: Pick<Row, 'id' | 'author' | 'filename'>): string {
  return `${filename.replace(/^classpath\*?:/, '').replace(/^(\.?\/)+/, '')}::${id}::${author}`;
}

const statuses = { FAILED: 'failed', MARK_RAN: 'baseline' } as const;

function recordedFrom({ appliedAt, exectype, checksum, ...row }: Row) {
  const status = statuses[exectype as keyof typeof statuses] ?? 'applied';
  return rowWith({ id: idOf(row), status, appliedAt, checksum });
}

export const liquibaseReader: Reader = {
  tool: 'liquibase',
  places: (repository) =>
    [...new Set(layoutsIn(repository).map(({ directory }) => directory))].map((directory) => ({ directory })),
  read(repository, { directory }) {
    const all = layoutsIn(repository).filter((layout) => layout.directory === directory);
    const changelogs = all.map(({ changelog }) => changelog);
    return {
      tool: 'liquibase',
      directory,
      transaction: 'each',
      migrations: changelogs.flatMap(({ sets }) =>
        sets.filter(isOurs).map((set) => migrationFrom(repository, set, directory)),
      ),
      heads: [],
      problems: changelogs.flatMap(({ problems }) => problems),
    };
  },
};

function layoutsIn(repository: Repository): (Layout & { changelog: Changelog })[] {
  return changelogsIn(repository).map((changelog) => ({ ...layoutIn(changelog.files.map(directoryOf)), changelog }));
}

/** Change sets for other databases, and those that are ignored, are never run here. */
function isOurs({ node: { attributes } }: ChangeSet): boolean {
  const names =
    attributes
      .get('dbms')
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  const wanted = names.filter((name) => !name.startsWith('!'));
  const named = wanted.length === 0 || wanted.some((name) => /^(postgresql|all)$/.test(name));
  return attributes.get('ignore') !== 'true' && named && !names.includes('!postgresql');
}

/** What stands beside the changes of a change set, and changes nothing. */
const besides =
  /^(preConditions|rollback|comment|validCheckSum|property|modifySql|tagDatabase|attributes?|id|author|context\w*|labels|runOnChange|runAlways|runInTransaction|failOnError|dbms|logicalFilePath|objectQuotingStrategy|created|runOrder|ignore|onValidationFail)$/i;

function migrationFrom(repository: Repository, { node, file, filename }: ChangeSet, directory: string): Migration {
  const { attributes, children } = node;
  const is = (name: string, value: string) => attributes.get(name)?.toLowerCase() === value;
  const forwards = children
    .filter(({ name }) => !besides.test(name))
    .map((change) => (change.name === 'sqlFile' ? fromFile(repository, change, file) : changeForward(change)));
  // Whether it runs at all is told by a precondition.
  const perhaps = children.some(({ name }) => name === 'preConditions' || name === 'modifySql');
  const forward = joined([...forwards, ...(perhaps ? [null] : [])]);
  return {
    id: idOf({ id: attributes.get('id') ?? '', author: attributes.get('author') ?? '', filename }),
    file: relative(directory, file.path),
    ...(is('runOnChange', 'true') || is('runAlways', 'true') ? { kind: 'repeatable' } : {}),
    ...(is('runInTransaction', 'false') ? { outsideTransaction: true } : {}),
    ...asMigration(forward),
  };
}

/** The SQL of another file, at the line of the change that names it. */
function fromFile(repository: Repository, change: Node, from: ChangeSet['file']): Forward | null {
  const base = from.path.slice(0, from.path.length - from.logical.length);
  const isRelative = change.attributes.get('relativeToChangelogFile') === 'true';
  const said = change.attributes.get('path') ?? '';
  const file = fileAt(said, { from, relative: isRelative, reading: { repository, base } });
  const text = file ? fileText(repository, file.path).text : null;
  const plain = text !== null && !text.includes('${') && (change.attributes.get('endDelimiter') ?? ';') === ';';
  return plain ? statement(text, change.line) : null;
}
