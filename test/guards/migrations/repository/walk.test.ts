import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { UnreadableFileError } from '../../../../shared/guards/migrations/repository/repository.ts';
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
