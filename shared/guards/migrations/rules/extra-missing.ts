import type { Finding } from '../../../model/finding.ts';
import { shellWord } from '../../../model/shell.ts';
import { byHand, isDue, listed, objectName } from '../findings.ts';
import type { ExtraStanding, MigrationFacts } from '../migration-facts.ts';
import type { MigrationRule } from './rule.ts';

/** SQL beside the migrations (`migrations.extra`) that has not been applied, or of which nobody can tell. */
export const extraMissing: MigrationRule = {
  code: 'migrations/extra-missing',
  severity: 'warn',
  judge: (facts) =>
    facts.extra.flatMap((each) => {
      if (each.missing.length > 0) return [missing(each, facts)];
      return each.extra.opaque ? [untold(each)] : [];
    }),
};

function missing({ extra: { file }, missing }: ExtraStanding, facts: MigrationFacts): Finding {
  const names = missing.map(objectName);
  return {
    code: 'migrations/extra-missing',
    severity: isDue(facts) ? 'block' : 'warn',
    subject: { kind: 'file', name: file },
    message: `${file} is not applied, or not all of it: ${listed(names)} ${names.length === 1 ? 'is' : 'are'} missing`,
    evidence: { file, objects: names.slice(0, 100), count: names.length },
    remedy: byHand('apply it', [`psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f ${shellWord(file)}`]),
  };
}

function untold({ extra: { file } }: ExtraStanding): Finding {
  return {
    code: 'migrations/extra-missing',
    severity: 'warn',
    unknown: true,
    subject: { kind: 'file', name: file },
    message: `could not be told whether ${file} is applied: parts of it cannot be read as plain SQL`,
    evidence: { file },
    remedy: byHand('write it as plain statements; lockstep lint says of the file which parts are not', [
      `lockstep lint ${shellWord(file)}`,
    ]),
  };
}
