import type { Address } from './address.ts';
import { close } from './close.ts';
import type { Connect } from './drivers/driver.ts';
import { literal } from './sql.ts';

/**
 * Cancels what the session of this application name runs, from a second connection. The name is unique to the session,
 * so nobody else's statement is ever hit, and it is right behind a pooler too, where the backend's pid is not ours.
 */
export async function cancel(connect: Connect, address: Address, applicationName: string): Promise<void> {
  const driver = await connect(address, {
    applicationName: 'lockstep cancel',
    timeoutMs: 2000,
    startup: null,
    signal: AbortSignal.timeout(2000),
  });
  try {
    await driver.query(`
      SELECT pg_cancel_backend(pid)
      FROM pg_stat_activity
      WHERE application_name = ${literal(applicationName)}
        AND state = 'active'
        AND pid <> pg_backend_pid()`);
  } finally {
    await close(driver);
  }
}
