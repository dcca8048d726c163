import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { repositoryWith, UnreadableFileError } from '../../../../shared/guards/migrations/repository/repository.ts';
import { repositoryAt } from '../../../../shared/guards/migrations/repository/walk.ts';

/** A folder with these files. */
function folder(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(tmpdir(), 'lockstep-repository-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

it('lists files without dependencies, build output and hidden folders, in an order that no machine changes', () => {
  const root = folder({ 'b.sql': '', 'a/Z.sql': '', 'a/b.sql': '', 'node_modules/x/1.sql': '', '.venv/1.sql': '' });
  expect(repositoryAt(root).files).toEqual(['a/Z.sql', 'a/b.sql', 'b.sql']);
});

it('leaves out what git ignores, and takes what is not committed yet', () => {
  const root = folder({ '.gitignore': 'ignored.sql\n', 'ignored.sql': '', 'new.sql': '' });
  execFileSync('git', ['init', '--quiet', root]);
  expect(repositoryAt(root).files).toEqual(['.gitignore', 'new.sql']);
});

it('names the files of one directory alone', () => {
  const repository = repositoryAt(folder({ 'm/1.sql': '', 'm/deeper/2.sql': '', 'n.sql': '' }));
  expect(repository.inDirectory('m')).toEqual(['1.sql']);
  expect(repository.inDirectory('')).toEqual(['n.sql']);
});

it('gives a text as it is, its byte order mark included', () => {
  const repository = repositoryAt(folder({ 'a.sql': '\ufeffSELECT 1;\r\n' }));
  expect(repository.text('a.sql')).toBe('\ufeffSELECT 1;\r\n');
  expect(repository.text('b.sql')).toBeNull();
});

it('says of a file that is no text, or has 50 MB, that it cannot be read', () => {
  const root = folder({ 'latin1.sql': new Uint8Array([0xe4]), 'huge.sql': '' });
  truncateSync(join(root, 'huge.sql'), 50_000_000);
  const repository = repositoryAt(root);
  expect(() => repository.text('latin1.sql')).toThrow(/not UTF-8/);
  expect(() => repository.text('huge.sql')).toThrow(/has 50 MB/);
});

it('reads no file outside of the repository, wherever a link leads', () => {
  const root = folder({ 'a.sql': '' });
  symlinkSync('/etc/passwd', join(root, 'b.sql'));
  expect(() => repositoryAt(root).text('b.sql')).toThrow(UnreadableFileError);
});

it('refuses a folder without git that has more files than a repository, in place of reading some of them', () => {
  const root = folder({ 'a.sql': '', 'b/b.sql': '', 'c.sql': '' });
  expect(() => repositoryAt(root, { mostFiles: 2 })).toThrow(/has more than 2 files and no git/);
  expect(repositoryAt(root, { mostFiles: 3 }).files).toHaveLength(3);
});

it('finds files however deep they lie', () => {
  const deep = `${'d/'.repeat(40)}a.sql`;
  expect(repositoryAt(folder({ [deep]: '' })).files).toEqual([deep]);
});

it('answers for files and directories as a look through all files would', () => {
  const name = fc.constantFrom('a', 'b', 'a.b', 'a-b', 'a/', '-', '0', 'é', '~');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/').replaceAll('//', '/'));
  fc.assert(
    fc.property(fc.uniqueArray(path), path, (files, asked) => {
      const repository = repositoryWith(files, { root: '/', text: () => null, bytes: () => null });
      expect(repository.has(asked)).toBe(files.includes(asked));
      expect(repository.below(asked)).toEqual(files.filter((file) => file.startsWith(`${asked}/`)).sort());
    }),
  );
});
