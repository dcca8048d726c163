import * as z from 'zod';
import type { AwsEndpoint, Received, Reply } from '../aws.ts';
import { inputOf, json, refusal } from './json.ts';

const jobId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const externalExecutionId = z.string().min(1).max(1500).optional();
const outputVariables = z.record(z.string().regex(/^[A-Za-z0-9@\-_]+$/), z.string());

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const successSchema = z
  .strictObject({
    jobId,
    continuationToken: z.string().min(1).max(2048).optional(),
    executionDetails: z
      .strictObject({
        summary: z.string().max(2048).optional(),
        externalExecutionId,
        percentComplete: z.number().int().min(0).max(100).optional(),
      })
      .optional(),
    outputVariables: outputVariables.optional(),
  })
  .refine((input) => input.continuationToken === undefined || input.outputVariables === undefined);

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobFailureResult.html */
const failureSchema = z.strictObject({
  jobId,
  failureDetails: z.strictObject({
    type: z.enum([
      'JobFailed',
      'ConfigurationError',
      'PermissionError',
      'RevisionOutOfSync',
      'RevisionUnavailable',
      'SystemUnavailable',
    ]),
    message: z.string().min(1).max(5000),
    externalExecutionId,
  }),
});

/** What became of a job; null: nothing yet. */
export type Job =
  | null
  | { success: z.infer<typeof successSchema> }
  | { failure: z.infer<typeof failureSchema>['failureDetails'] };

/** PutJobSuccessResult and PutJobFailureResult: each job takes one result. */
export function putJobResult(received: Received, aws: AwsEndpoint): Reply {
  const target = received.headers['x-amz-target'];
  if (target === 'CodePipeline_20150709.PutJobSuccessResult') {
    const { input, refused } = inputOf(received, successSchema);
    return refused ?? taken(aws, input.jobId, { success: input });
  }
  if (target !== 'CodePipeline_20150709.PutJobFailureResult') return refusal('UnknownOperationException');
  const { input, refused } = inputOf(received, failureSchema);
  return refused ?? taken(aws, input.jobId, { failure: input.failureDetails });
}

function taken(aws: AwsEndpoint, id: string, job: Job): Reply {
  const known = aws.jobs.get(id);
  if (known === undefined) return refusal('com.amazonaws.codepipeline#JobNotFoundException', 'Job not found');
  if (known !== null) return refusal('com.amazonaws.codepipeline#InvalidJobStateException', 'The job is over');
  aws.jobs.set(id, job);
  return json(200, {});
}
