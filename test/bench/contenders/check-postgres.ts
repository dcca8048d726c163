import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Contender } from '../contender.ts';

const program = '/usr/bin/check_postgres';

/** The Nagios plugin. It ends with 1 or 2 where it finds something: that is an answer, too. */
export const checkPostgres: Contender = {
  name: 'check_postgres --action=sequence',
  kind: 'peer',
  explanation:
    'The Nagios plugin (Debian’s check-postgres), a new process each time. An easier question: how far each sequence is from its end; it cannot see one that is behind.',
  easier: 'only how far from their end',
  runs: 5,
  absent: () => (existsSync(program) ? null : 'not installed (apt-get install check-postgres)'),
  async run({ url }) {
    const { hostname, port, username, password, pathname } = new URL(url);
    const where = [`--host=${hostname}`, `--port=${port}`, `--dbuser=${username}`, `--dbname=${pathname.slice(1)}`];
    const env = { ...process.env, PGPASSWORD: decodeURIComponent(password) };
    const { stdout } = await promisify(execFile)(program, ['--action=sequence', ...where], { env }).catch(
      (error: { stdout: string }) => error,
    );
    if (!stdout.startsWith('POSTGRES_SEQUENCE')) throw new Error(`it says ${stdout.slice(0, 80)}`);
    return { behind: null, roundTrips: null };
  },
};
