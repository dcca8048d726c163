import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The processes that one command started, itself among them. */
export interface Group {
  /** Sends a signal to all of them; false where none is left. */
  send(signal: NodeJS.Signals): boolean;
  /** whether any of them still runs */
  runs(): boolean;
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
    runs: () => sent(leader, 0) && statesOf(leader).some((state) => state !== 'Z'),
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

/**
 * How the processes of a group are, as /proc says (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html). One that is over stays
 * a zombie, which a signal still finds, until init looks: that takes seconds, and in a container without one for ever.
 */
function statesOf(leader: number): string[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => stateIn(leader, pid));
  } catch {
    return ['unknown'];
  }
}

function stateIn(leader: number, pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(group) === leader ? [state] : [];
  } catch {
    return [];
  }
}
