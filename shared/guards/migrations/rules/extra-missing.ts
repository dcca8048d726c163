import { byHand, isDue, listed, objectName, shellWord } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** SQL beside the migrations (`migrations.extra`) that has not been applied. */
export const extraMissing: MigrationRule = {
  code: 'migrations/extra-missing',
  severity: 'warn',
  judge: (facts) =>
    facts.extra
      .filter(({ missing }) => missing.length > 0)
      .map(({ extra: { file }, missing }) => {
        const names = missing.map(objectName);
        return {
          code: 'migrations/extra-missing',
          severity: isDue(facts) ? ('block' as const) : ('warn' as const),
          subject: { kind: 'file' as const, name: file },
          message: `${file} is not applied, or not all of it: ${listed(names)} ${names.length === 1 ? 'is' : 'are'} missing`,
          evidence: { file, objects: names.slice(0, 100), count: names.length },
          remedy: byHand('apply it', [`psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f ${shellWord(file)}`]),
        };
      }),
};
