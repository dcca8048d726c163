import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitOf } from '../../../../shared/guards/migrations/manifest/git.ts';
import { repositoryAt } from '../../../../shared/guards/migrations/repository/walk.ts';
import { folderWith } from '../../../support/command.ts';

function git(root: string, ...words: string[]): string {
  return execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words]).toString();
}

/** A commit with two migrations and a file beside them. */
function committed(): string {
  const root = folderWith({ 'beside.sql': 'SELECT 0;' });
  mkdirSync(join(root, 'm'));
  writeFileSync(join(root, 'm/1 ä.sql'), 'SELECT 1;\n');
  writeFileSync(join(root, 'm/2.sql'), 'SELECT 2;\n');
  git(root, 'init', '--quiet');
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '--message', 'one');
  return root;
}

const isDirty = (root: string, ...paths: string[]) =>
  gitOf(repositoryAt(root), paths.length === 0 ? ['m'] : paths)?.dirty;

it('names the commit', () => {
  const root = committed();
  expect(gitOf(repositoryAt(root), ['m'])).toEqual({ commit: git(root, 'rev-parse', 'HEAD').trim(), dirty: false });
  expect(gitOf(repositoryAt(join(root, 'm')), [''])).toMatchObject({ dirty: false });
  expect(gitOf(repositoryAt(folderWith()), [''])).toBeNull();
});

it('says where a file was changed, added or removed, staged or not, and is not committed', () => {
  const changes: ((root: string) => void)[] = [
    (root) => writeFileSync(join(root, 'm/2.sql'), 'SELECT 3;\n'),
    (root) => writeFileSync(join(root, 'm/3.sql'), ''),
    (root) => rmSync(join(root, 'm/2.sql')),
    (root) => git(root, 'mv', 'm/2.sql', 'm/4.sql'),
  ];
  for (const change of changes) {
    const root = committed();
    change(root);
    expect(isDirty(root)).toBe(true);
    expect(isDirty(root, 'beside.sql')).toBe(false);
    git(root, 'add', '.');
    expect(isDirty(root, '')).toBe(true);
  }
});

it('takes no line ends that git itself changes for a change', () => {
  const root = committed();
  writeFileSync(join(root, 'm/2.sql'), 'SELECT 2;\r\n');
  expect(isDirty(root)).toBe(false);
});

it('runs no program that the repository names, and writes nothing into it', () => {
  const root = committed();
  const ran = join(root, '..', `${root.split('/').at(-1)}-ran`);
  const touch = `touch ${ran}`;
  writeFileSync(join(root, '.gitattributes'), '* filter=x diff=x\n');
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '--message', 'two');
  appendFileSync(
    join(root, '.git/config'),
    `[filter "x"]\nclean = "${touch}; cat"\nsmudge = "${touch}; cat"\nprocess = "${touch}"\nrequired = true\n[diff "x"]\ncommand = ${touch}\ntextconv = ${touch}\n[core]\nfsmonitor = ${touch}\npager = ${touch}\neditor = ${touch}\nsshCommand = ${touch}\n`,
  );
  for (const hook of ['post-index-change', 'pre-commit', 'post-checkout', 'fsmonitor-watchman']) {
    writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\n${touch}\n`);
    chmodSync(join(root, '.git/hooks', hook), 0o755);
  }
  // Another time than the index has makes git look into the file.
  utimesSync(join(root, 'm/2.sql'), 1, 1);
  const before = readdirSync(join(root, '.git')).sort();
  expect(isDirty(root, '')).toBe(false);
  expect(existsSync(ran)).toBe(false);
  expect(readdirSync(join(root, '.git')).sort()).toEqual(before);
});
