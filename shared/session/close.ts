import type { Driver } from './drivers/driver.ts';

/** Takes leave of the server, and waits until it has heard, so that whoever comes next finds all free; not for ever. */
export async function close(driver: Driver, leaving: Promise<unknown> = driver.end()): Promise<void> {
  await Promise.race([leaving.catch(() => {}), new Promise((done) => setTimeout(done, 500).unref())]);
  driver.destroy();
}
