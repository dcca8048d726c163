import type { Log } from '../../shared/model/house.ts';
import { withoutCredentials } from '../../shared/request/credentials.ts';

/** One line of JSON on stderr for each thing that happens; stdout is for whoever started the server. */
export const stderrLog: Log = {
  info: (message, fields) => write('INFO', message, fields),
  error: (message, fields) => write('ERROR', message, fields),
};

function write(level: string, message: string, fields: Record<string, unknown>): void {
  const line = JSON.stringify({ level, timestamp: new Date().toISOString(), message, ...fields });
  process.stderr.write(`${withoutCredentials(line)}\n`);
}
