import type { Node } from './node.ts';

const change = /^\s*--\s*changeset\s+("[^"]+"|[^:]+):\s*("[^"]+"|\S+)(.*)$/i;

/** Whether a file of SQL says in its first line that it is a changelog. */
export function isFormatted(text: string): boolean {
  return /^\uFEFF?\s*--\s*liquibase\s*formatted/i.test(text);
}

/**
 * A changelog in SQL, in the shape of XML: `--changeset author:id runOnChange:true`, then its SQL.
 * https://github.com/liquibase/liquibase .../parser/AbstractFormattedChangeLogParser.java
 */
export function formattedChangelog(text: string): Node {
  const lines = text.split(/\r?\n/);
  const children: Node[] = [];
  let ignored = false;
  for (const [at, line] of lines.entries()) {
    const [, author, id, options = ''] = change.exec(line) ?? [];
    if (author !== undefined && id !== undefined) {
      children.push(changeSet({ author, id, options }, at + 1));
      continue;
    }
    const last = children.at(-1);
    if (/^\s*--\s*ignoreLines:(start|end)/i.test(line)) ignored = /start/i.test(line);
    // How to undo it may take several lines, between /* and */.
    else if (/^\s*\/\*\s*liquibase\s*rollback/i.test(line)) ignored = true;
    else if (ignored && /\*\/\s*$/.test(line)) ignored = false;
    else if (last && !ignored && !/^\s*--\s*rollback\b/i.test(line)) own(last, line, at + 1);
    else if (last) own(last, '', at + 1);
  }
  return {
    name: 'databaseChangeLog',
    attributes: logicalPath(lines[0] ?? ''),
    children,
    text: '',
    line: 1,
    textLine: 1,
  };
}

function changeSet({ author, id, options }: { author: string; id: string; options: string }, line: number): Node {
  const pairs = [...options.matchAll(/(\w+):("[^"]*"|\S+)/g)].map(
    ([, key = '', value = '']) => [key, bare(value)] as const,
  );
  const attributes = new Map([...pairs, ['author', bare(author.trim())], ['id', bare(id)]]);
  const sql: Node = { name: 'sql', attributes: new Map(), children: [], text: '', line: line + 1, textLine: line + 1 };
  return { name: 'changeSet', attributes, children: [sql], text: '', line, textLine: line };
}

function own(set: Node, line: string, at: number): void {
  const [sql] = set.children;
  if (!sql) return;
  if (/^\s*--\s*precondition/i.test(line)) set.children.push({ ...sql, name: 'preConditions', text: '', line: at });
  sql.text += `${line}\n`;
}

function logicalPath(line: string): Map<string, string> {
  const path = /logicalFilePath:(\S+)/i.exec(line)?.[1];
  return new Map(path === undefined ? [] : [['logicalFilePath', path]]);
}

function bare(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}
