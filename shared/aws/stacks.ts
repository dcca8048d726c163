import { signedFetch } from './signed-fetch.ts';

/**
 * The status of a CloudFormation stack, such as UPDATE_ROLLBACK_IN_PROGRESS; it is asked for until `deadline`, as Date.now().
 * @throws Error where CloudFormation does not say it
 */
export async function stackStatus(stackId: string, deadline: number): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const body = new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15', StackName: stackId }).toString();
  const signal = AbortSignal.timeout(Math.max(1, deadline - Date.now()));
  const answer = await signedFetch('cloudformation', '/', { method: 'POST', headers, body, signal });
  const text = await answer.text();
  // One word of a long XML: what else is in it is escaped there.
  const status = /<StackStatus>([A-Z_]+)<\/StackStatus>/.exec(text)?.[1];
  if (answer.ok && status !== undefined) return status;
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? '';
  throw new Error(`CloudFormation did not say the status of the stack: ${answer.status} ${code}`.trim());
}
