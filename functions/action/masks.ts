import { getInput, setSecret } from '@actions/core';

/** Keeps every secret that the step was given out of the log, before anything else is done. */
export function maskSecrets(): void {
  const urls = [getInput('url'), process.env.DATABASE_URL ?? ''];
  const secrets = [...urls, ...urls.flatMap(passwordsIn), getInput('secret'), getInput('github-token')];
  for (const secret of new Set(secrets)) if (secret !== '') setSecret(secret);
}

/** As it is written, and as it is meant. None of a throw-away database, whose name would be blotted out everywhere. */
function passwordsIn(url: string): string[] {
  const { username = '', password = '', pathname = '' } = URL.parse(url) ?? {};
  if (password === username || `/${password}` === pathname) return [];
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
