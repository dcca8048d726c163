import { userInfo } from 'node:os';

/** Who runs this, as the system calls them. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that nobody has a name for.
    return 'somebody';
  }
}
