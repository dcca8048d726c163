import { basename } from 'node:path';

/** What runs a command in another place, with the environment of that place. */
export interface Carrier {
  /** "docker compose exec" */
  title: string;
  /** what to write so that a variable comes along; null where there is no option for it */
  passing: ((variable: string) => string) | null;
}

const containers = /^(docker|podman|nerdctl|docker-compose|podman-compose)$/;
const clusters = /^(kubectl|oc)$/;
const verbs = /^(exec|run)$/;

/** The first program of a command that does not pass on these variables; null where there is none, or one of them is named behind it. */
export function carrierIn(words: string[], variables: string[]): Carrier | null {
  for (const [at, word] of words.entries()) {
    const rest = words.slice(at + 1);
    const found = carrierAt(basename(word), rest);
    if (found !== null) return rest.some((each) => variables.some((name) => each.includes(name))) ? null : found;
  }
  return null;
}

function carrierAt(name: string, rest: string[]): Carrier | null {
  const verb = rest.find((word) => verbs.test(word));
  if (containers.test(name) && verb !== undefined) {
    const title = [name, ...(rest.includes('compose') ? ['compose'] : []), verb].join(' ');
    return { title, passing: (variable) => `${title} -e ${variable} ...` };
  }
  if (clusters.test(name) && verb !== undefined) return { title: `${name} ${verb}`, passing: null };
  if (name === 'ssh')
    return { title: 'ssh', passing: (variable) => `ssh -o SendEnv=${variable} ... (and AcceptEnv there)` };
  const keeps = rest.some((word) => /^(-[a-zA-Z]*E|--preserve-env)/.test(word));
  return name === 'sudo' && !keeps
    ? { title: 'sudo', passing: (variable) => `sudo --preserve-env=${variable} ...` }
    : null;
}
