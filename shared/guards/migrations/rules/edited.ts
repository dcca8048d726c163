import type { Finding } from '../../../model/finding.ts';
import { shellWord } from '../../../model/shell.ts';
import { byHand, entriesWith, evidenceOf, fileOf, migrationSubject, whenAndWho } from '../findings.ts';
import type { Entry, Standing } from '../history.ts';
import type { MigrationRule } from './rule.ts';

/** The file is no longer what was applied. */
export const edited: MigrationRule = {
  code: 'migrations/edited',
  severity: 'block',
  judge: ({ standings }, settings) =>
    standings.flatMap((standing) =>
      entriesWith(standing, ['edited'], settings).map((entry) => finding(standing, entry)),
    ),
};

function finding(standing: Standing, entry: Entry): Finding {
  const { migration, recorded } = entry;
  const file = fileOf(standing, entry);
  return {
    code: 'migrations/edited',
    severity: 'block',
    subject: migrationSubject(entry.id),
    message: `${entry.id} was changed after it was applied${whenAndWho(entry)}: the database has the old one`,
    evidence: evidenceOf(standing, entry, {
      appliedChecksum: recorded?.checksum ?? null,
      fileChecksums: migration?.checksums ?? [],
    }),
    remedy: byHand('put the file back as it was applied, and write a new migration for the change', [
      file === null ? undefined : `git log -p -- ${shellWord(file)}`,
    ]),
  };
}
