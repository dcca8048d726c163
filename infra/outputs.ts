import { Aws, CfnOutput } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Operation } from '../shared/model/report.ts';
import type { Lockstep } from './lockstep.ts';

/** What a person needs after the deploy: lines to paste into a shell, and where reports go. */
export function addOutputs(scope: Construct, lockstep: Lockstep): void {
  const output = (name: string, value: string, description: string) =>
    new CfnOutput(scope, name, { value, description });
  for (const operation of lockstep.operations) {
    const name = operation.charAt(0).toUpperCase() + operation.slice(1);
    // Open for GitHub alone: there is no token for anybody else, and AWS_IAM counts for nothing there.
    const forGitHub =
      lockstep.urls[operation]?.authType === FunctionUrlAuthType.NONE && !lockstep.callersSecretOf(operation);
    if (forGitHub) output('GitHubWebhook', lockstep.urls[operation]?.url ?? '', 'the webhook URL of the GitHub App');
    else output(`${name}WithCurl`, curl(lockstep, operation), `calls ${operation} over HTTP`);
    output(`${name}WithAws`, invoke(lockstep, operation), `calls ${operation} with the AWS command`);
  }
  output('ReportsTopic', lockstep.topic.topicArn, 'the topic of reports and alarms');
  output('ReportsArchive', lockstep.archive.bucketName, 'the bucket of all reports');
  if (lockstep.securityGroups.length === 0) return;
  const ids = lockstep.securityGroups.map(({ securityGroupId }) => securityGroupId).join(',');
  output('SecurityGroups', ids, 'let these in at the database');
}

/** What only looks: a line that is pasted to try it changes nothing and uses up no value. */
const looking = { check: {}, fix: { dryRun: true }, verify: { peek: true } } satisfies Record<Operation, object>;

function bodyOf(lockstep: Lockstep, operation: Operation): string {
  const [target] = lockstep.targetsOf(operation);
  return JSON.stringify({ targets: [target], ...looking[operation] });
}

function curl(lockstep: Lockstep, operation: Operation): string {
  const who = lockstep.callersSecretOf(operation)
    ? '-H "authorization: Bearer $LOCKSTEP_BEARER_TOKEN"'
    : `--aws-sigv4 aws:amz:${Aws.REGION}:lambda --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "x-amz-security-token: $AWS_SESSION_TOKEN"`;
  const content = `-H 'content-type: application/json' -d '${bodyOf(lockstep, operation)}'`;
  return `curl --fail-with-body -sS ${who} ${content} ${lockstep.urls[operation]?.url}`;
}

function invoke(lockstep: Lockstep, operation: Operation): string {
  const name = lockstep.functions[operation]?.functionName;
  const how = '--cli-binary-format raw-in-base64-out --cli-read-timeout 900';
  return `aws lambda invoke --function-name ${name} ${how} --payload '${bodyOf(lockstep, operation)}' /dev/stdout`;
}
