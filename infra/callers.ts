import { Aws } from 'aws-cdk-lib';
import * as z from 'zod';

/** Services of AWS that wait for a verdict, and have to be told it by the functions. */
export const callersSchema = z.strictObject({
  codePipeline: z.boolean().optional().describe('Lambda actions of pipelines'),
  codeDeploy: z
    .union([z.boolean(), z.array(z.string().startsWith('arn:', 'is no ARN')).min(1)])
    .optional()
    .describe('hooks of deployments: of the deployment groups of these ARNs, or of all in this account and region'),
});
export type Callers = z.infer<typeof callersSchema>;

/** What the functions may do so that their callers are told. */
export interface Telling {
  actions: string[];
  resources: string[];
}

const all = 'deploymentgroup:*';

/** One for each service that is asked for. A job of CodePipeline has no ARN: its id is what lets it be told. */
export function tellings({ codePipeline = false, codeDeploy = false }: Callers): Telling[] {
  const jobs = ['codepipeline:PutJobFailureResult', 'codepipeline:PutJobSuccessResult'];
  const everyGroup = `arn:${Aws.PARTITION}:codedeploy:${Aws.REGION}:${Aws.ACCOUNT_ID}:${all}`;
  const groups = codeDeploy === true ? [everyGroup] : codeDeploy || [];
  return [
    ...(codePipeline ? [{ actions: jobs, resources: ['*'] }] : []),
    ...(groups.length > 0 ? [{ actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'], resources: groups }] : []),
  ];
}

/** Where cdk-nag finds more than one thing behind a name, with the reason. */
export function broadTellings({ codePipeline, codeDeploy }: Callers): Record<string, string> {
  const groups = `arn:<AWS::Partition>:codedeploy:<AWS::Region>:<AWS::AccountId>:${all}`;
  return {
    ...(codePipeline
      ? { '*': 'CodePipeline knows jobs by their ids, which are made when they begin, and by no ARN.' }
      : {}),
    ...(codeDeploy === true
      ? { [groups]: 'Any deployment of this account may have a hook; "callers" can name its groups.' }
      : {}),
  };
}
