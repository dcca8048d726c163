import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ends the server of a folder and removes the folder. */
export interface Caretaker {
  dismiss(): Promise<void>;
}

/** Waits for the end of its input, then for the end of the server. `kill -0` asks whether the process is still there. */
const script = `
cat >/dev/null
server=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$server" ]; then
  kill -QUIT "$server" 2>/dev/null
  patience=200
  while [ "$patience" -gt 0 ] && kill -0 "$server" 2>/dev/null; do
    sleep 0.05
    patience=$((patience - 1))
  done
fi
rm -rf "$1"`;

/**
 * A small shell beside us that clears up when we are gone, however we went: its input is a pipe that the system closes
 * with our process, so that not even a SIGKILL leaves a server or its folder behind.
 */
export function caretakerOf(folder: string): Caretaker {
  const shell = spawn('/bin/sh', ['-c', script, 'lockstep-caretaker', folder], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.unref();
  const ended = once(shell, 'exit');
  return {
    async dismiss() {
      shell.ref();
      shell.stdin.end();
      await ended;
    },
  };
}
