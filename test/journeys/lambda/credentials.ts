import { expect } from 'vitest';
import type { Account } from './account.ts';

/** The passwords in URLs. */
export function passwordsIn(...urls: string[]): string[] {
  return urls.map((url) => decodeURIComponent(new URL(url).password));
}

interface Told extends Pick<Account, 'functions' | 'aws'> {
  answers: unknown[];
}

/** Looks for credentials in all that came out: logs, answers, messages, and what the archive keeps. */
export function expectNoneOf(credentials: string[], { functions, aws, answers }: Told): void {
  const all = [
    ...Object.values(functions).map(({ logs }) => logs),
    ...aws.messages.map((message) => JSON.stringify(message)),
    ...aws.objects.values(),
    JSON.stringify(answers),
  ].join('\n');
  // Not an empty haystack.
  expect(all).toContain('orders_id_seq');
  const found = credentials.flatMap((each) => [each, each.replace('whsec_', '')]).filter((each) => all.includes(each));
  expect(found).toEqual([]);
}
