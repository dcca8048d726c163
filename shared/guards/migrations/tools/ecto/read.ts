import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { parseElixir } from '../elixir/parse.ts';
import { fileText, within } from '../files.ts';
import type { Comment } from '../ruby/expression.ts';
import { byNumber, numberFrom } from '../sql/numbered.ts';
import type { Place } from '../tool.ts';
import type { Conventions } from './columns.ts';
import { bodyOf } from './migration.ts';

const place = /^((?:.*\/)?priv\/[^/]+\/migrations)\/(?:.*\/)?(\d+)_[^/]*\.exs$/;

/** `priv/<repo>/migrations`, and the table that config/*.exs names for all. */
export function ectoPlaces(repository: Repository): Place[] {
  const found = repository.files.flatMap((path) => place.exec(path)?.[1] ?? []);
  return [...new Set(found)].map((directory) => {
    const table = /\bmigration_source:\s*"([^"]+)"/.exec(configOf(repository, directory))?.[1];
    return { directory, ...(table === undefined ? {} : { table }) };
  });
}

/** Files by their numbers, those in folders below as well. elixir-ecto/ecto_sql: lib/ecto/migrator.ex (migrations_for) */
export function readEcto(repository: Repository, { directory, table }: Place): Project {
  const problems: Problem[] = [];
  const files = repository.below(directory).flatMap((path) => {
    const [, home, digits] = place.exec(path) ?? [];
    return home === directory ? [{ path, id: numberFrom(digits) }] : [];
  });
  const own = conventionsIn(configOf(repository, directory));
  const migrations = byNumber(files, problems, 'Ecto').map(({ path, id }): Migration => {
    const file = { id, file: path.slice(directory.length + 1) };
    const { text, problem } = fileText(repository, path);
    if (problem) problems.push(problem);
    if (text === null) return { ...file, opaque: true };
    const terms = parsed(text);
    if (terms === null) problems.push({ file: path, message: 'it is no Elixir that could be read' });
    return terms === null ? { ...file, opaque: true } : { ...file, ...bodyOf(terms, commentsIn(text), own) };
  });
  const named = table === undefined ? {} : { table };
  return { tool: 'ecto', directory, ...named, transaction: 'each', migrations, heads: [], problems };
}

/** Ten thousand brackets within one another are more than we can go into. */
function parsed(text: string) {
  try {
    return parseElixir(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function commentsIn(text: string): Comment[] {
  return text.split('\n').flatMap((line, at) => {
    const [, before = '', comment] = /^([^#]*)#\s*(.*)$/.exec(line) ?? [];
    return comment === undefined ? [] : [{ line: at + 1, text: comment.trim(), alone: before.trim() === '' }];
  });
}

/** config/*.exs around a directory as one text. */
function configOf(repository: Repository, directory: string): string {
  const home = directory.replace(/(^|\/)priv\/.*$/, '');
  const folders = new Set([home, ''].map((each) => (each === '' ? 'config' : `${each}/config`)));
  const files = [...folders].flatMap((folder) => {
    const names = repository.inDirectory(folder).filter((name) => name.endsWith('.exs'));
    return names.map((name) => within(folder, name));
  });
  return files.map((path) => fileText(repository, path).text ?? '').join('\n');
}

function conventionsIn(config: string): Conventions {
  const within = (key: string) => new RegExp(`\\b${key}:\\s*\\[([^\\]]*)\\]`).exec(config)?.[1] ?? '';
  const of = (text: string, key: string) => new RegExp(`\\b${key}:\\s*:(\\w+)`).exec(text)?.[1];
  const database = (type: string | undefined, usual: string) => (type === 'binary_id' ? 'uuid' : (type ?? usual));
  const [key, reference, timestamps] = ['primary_key', 'foreign_key', 'timestamps'].map((each) =>
    within(`migration_${each}`),
  );
  const keyType = database(of(key ?? '', 'type'), 'bigserial');
  const keyless = /\bmigration_primary_key:\s*false\b/.test(config);
  return {
    keyName: keyless ? null : (of(key ?? '', 'name') ?? 'id'),
    keyType,
    referenceType: database(of(reference ?? '', 'type') ?? (keyType === 'bigserial' ? undefined : keyType), 'bigint'),
    timestampsType: of(timestamps ?? '', 'type') ?? 'naive_datetime',
    insertedAt: of(timestamps ?? '', 'inserted_at') ?? 'inserted_at',
    updatedAt: of(timestamps ?? '', 'updated_at') ?? 'updated_at',
  };
}
