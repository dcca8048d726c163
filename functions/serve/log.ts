import type { Log } from '../../shared/model/house.ts';
import { withoutCredentials } from '../../shared/request/credentials.ts';

/** One line of JSON on stderr for each thing that happens; stdout is for whoever started the server. */
export const stderrLog: Log = {
  info: (message, fields) => write('INFO', message, fields),
  error: (message, fields) => write('ERROR', message, fields),
};

function write(level: string, message: string, fields: Record<string, unknown>): void {
  const line = { level, timestamp: new Date().toISOString(), message, ...fields };
  process.stderr.write(`${JSON.stringify(line, hidden)}\n`);
}

/** Text by text: in a line as a whole, what hides a password might take the quotes with it. */
function hidden(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutCredentials(value) : value;
}
