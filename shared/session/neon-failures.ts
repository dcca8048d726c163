import type { Context, Failure } from './failure.ts';

const says = (pattern: RegExp) => (_code: string, message: string) => pattern.test(message);
const refused = ({ where, message }: Context) => `Neon does not connect to ${where}: ${message}`;

/**
 * What Neon's proxy answers in place of a database, told by its words: nearly all have the SQLSTATE XX000 or 08006.
 * https://github.com/neondatabase/neon/blob/main/proxy/src/control_plane/messages.rs, errors.rs, ../auth/mod.rs;
 * https://neon.com/docs/connect/connection-errors
 */
export const neonFailures: Failure[] = [
  {
    code: 'target/failed',
    matches: says(/exceeded the .*(quota|limit)|check your quotas|quota exceeded/i),
    message: refused,
    next: 'a quota of the Neon plan is used up: raise it in the Neon console, or wait until it is renewed',
  },
  {
    code: 'target/failed',
    matches: says(/endpoint (is|has been|is temporarily) disabled/i),
    message: refused,
    next: 'enable this compute again in the Neon console, or through the API of Neon',
  },
  {
    code: 'target/host-unknown',
    matches: says(/endpoint (could not|cannot) be found|(project|branch) (could not be|not) found/i),
    message: ({ address, message }) => `Neon knows no compute ${address.host}: ${message}`,
    next: 'check the host in the URL; the branch or project may have been deleted',
  },
  {
    code: 'target/bad-url',
    matches: says(/endpoint ID is not specified|inconsistent project name inferred/i),
    message: refused,
    next: "use the compute's own host name (ep-...neon.tech) as the Neon console shows it",
  },
  {
    code: 'target/wrong-password',
    matches: says(/not allowed to connect to this endpoint|from a blocked network|VPC endpoint ID is not specified/i),
    message: refused,
    next: "add this machine's address (or VPC endpoint) to the allowed ones in the Neon console",
  },
  {
    code: 'target/too-many-connections',
    matches: says(/too many (database )?connections? (attempts|to this endpoint)|failed to acquire permit to connect/i),
    message: refused,
    next: 'try again in a moment, or use the pooled endpoint (-pooler in the host name)',
  },
  {
    code: 'target/asleep',
    matches: says(/couldn't connect to compute node|control plane request failed/i),
    message: ({ where, message }) => `Neon could not wake ${where}: ${message}`,
    next: "run again; if it stays, see Neon's status page, or give it longer with limits.connectSeconds",
  },
];
