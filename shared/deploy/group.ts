import { spawn } from 'node:child_process';

/** The processes that one command started, itself among them. */
export interface Group {
  /** Sends a signal to all of them; false where none is left. */
  send(signal: NodeJS.Signals | 0): boolean;
  /** They are gone: nobody has to end them any more. */
  dismiss(): void;
}

/**
 * Waits for a line of its input. The end of it instead means that the process that wrote it is gone: then it ends the group,
 * in order first.
 */
const script = `
read -r word && exit
kill -s TERM -- "-$1" 2>/dev/null || exit
patience=100
while [ "$patience" -gt 0 ] && kill -s 0 -- "-$1" 2>/dev/null; do
  sleep 0.05
  patience=$((patience - 1))
done
kill -s KILL -- "-$1" 2>/dev/null`;

/**
 * The process group of a command that leads one (`detached`). A small shell beside us ends it when we are gone, however we
 * went: its input is a pipe that the system closes with our process, so that not even a SIGKILL of Lockstep leaves a
 * migration running that nobody watches.
 */
export function groupOf(leader: number): Group {
  const shell = spawn('/bin/sh', ['-c', script, 'lockstep-caretaker', String(leader)], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return {
    send: (signal) => sent(leader, signal),
    dismiss: () => shell.stdin.end('gone\n'),
  };
}

function sent(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}
