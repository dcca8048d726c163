import * as z from 'zod';
import { tell } from '../../aws/tell.ts';
import type { Result } from '../../model/report.ts';
import { caller, isObject, misshapen } from '../caller.ts';
import { type Continuation, continuationFrom, continued, leftOf, type Step, seenIn, tokenOf } from '../continuation.ts';
import { cutTo, type Outcome, reportsOf, sentenceOf } from '../gate.ts';
import { hasOnlyMark } from '../marks.ts';

/**
 * A Lambda action of CodePipeline. `UserParameters` is what is asked, as a text of JSON or nothing at all. The event holds
 * credentials of the pipeline's artifacts: nothing of it is ever logged or sent on.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
 *
 *     {
 *       "CodePipeline.job": {
 *         "id": "11111111-abcd-1111-abcd-111111abcdef",
 *         "accountId": "111111111111",
 *         "data": {
 *           "actionConfiguration": {
 *             "configuration": {
 *               "FunctionName": "lockstep-check",
 *               "UserParameters": "{\"targets\":[\"production\"]}"
 *             }
 *           },
 *           "inputArtifacts": [],
 *           "outputArtifacts": [],
 *           "artifactCredentials": {
 *             "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
 *             "secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
 *             "sessionToken": "MIICiTCCAfICCQD6m7oRw0uXOjANBgkqhkiG9w0BAQUFADCBiDELMAkGA1UEBhMCVVMxCzAJ"
 *           }
 *         }
 *       }
 *     }
 */
export const codepipelineEventSchema = z.object({
  // What is wrong with the rest is the job's failure, which somebody has to be told of.
  'CodePipeline.job': z.object({ id: z.string().min(1), data: z.unknown() }),
});

const dataSchema = z.object({
  actionConfiguration: z.object({ configuration: z.object({ UserParameters: z.string().nullish() }) }),
  continuationToken: z.string().nullish(),
});

export const codepipeline = caller({
  name: 'codepipeline',
  recognises: (event) => hasOnlyMark(event, 'codepipeline'),
  schema: codepipelineEventSchema,
  read({ 'CodePipeline.job': { id, data } }) {
    const token = dataSchema.safeParse(data).data?.continuationToken ?? null;
    const before = token === null ? null : continuationFrom(token);
    return {
      kind: 'gate',
      gate: {
        ask: (all) => askIn(data, { before, all }),
        id: `${id} ${token ?? ''}`,
        async conclude(outcome, deadline) {
          const { operation, input } = answerTo(outcome, before);
          const target = `CodePipeline_20150709.${operation}`;
          const telling = { service: 'codepipeline', target, input: { jobId: id, ...input } } as const;
          await tell({ ...telling, before: ['InvalidJobStateException'] }, deadline);
        },
      },
    };
  },
});

function askIn(data: unknown, { before, all }: { before: Continuation | null; all: string[] }): unknown {
  const read = dataSchema.safeParse(data);
  if (!read.success) throw misshapen('the job has no configuration as CodePipeline sends it');
  const { actionConfiguration, continuationToken } = read.data;
  const ask = parsed(actionConfiguration.configuration.UserParameters ?? '');
  if (!continuationToken) return ask;
  const asked = ask.targets ?? all;
  const targets = before && Array.isArray(asked) ? leftOf(asked, before) : null;
  if (targets === null) throw misshapen('the continuation token is none of ours');
  return { ...ask, targets };
}

function parsed(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  try {
    const ask: unknown = JSON.parse(text);
    if (isObject(ask)) return ask;
  } catch {
    // The parser's message may quote the text.
  }
  throw misshapen('UserParameters is not a text of JSON with an object');
}

interface Answer {
  operation: 'PutJobSuccessResult' | 'PutJobFailureResult';
  input: object;
}

function answerTo(outcome: Outcome, before: Continuation | null): Answer {
  if (outcome.kind !== 'told') {
    const isMistaken = outcome.kind === 'failed' && outcome.mistaken;
    return failure(isMistaken ? 'ConfigurationError' : 'SystemUnavailable', sentenceOf(outcome));
  }
  const { result } = outcome;
  if (result.ok) return success(outcome.result, before);
  if (result.verdict === 'block') return failure('JobFailed', sentenceOf(outcome), result);
  const next = continued(result, before);
  const token = next && tokenOf(next.seen);
  return token ? goesOn(next, token) : failure('SystemUnavailable', sentenceOf(outcome), result);
}

// The limits: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionDetails.html and API_FailureDetails.html
const mostOfSummary = 2048;
const mostOfMessage = 5000;

function success(result: Result, before: Continuation | null): Answer {
  const seen = before ? seenIn(before).length : 0;
  const earlier = before ? `${seen} of ${seen + reportsOf(result).length} targets were well before. ` : '';
  const summary = cutTo(`${earlier}${sentenceOf({ kind: 'told', result, again: false })}`, mostOfSummary);
  const verdict = before && before.warn.length > 0 ? 'warn' : result.verdict;
  return {
    operation: 'PutJobSuccessResult',
    input: {
      executionDetails: { summary, externalExecutionId: result.id, percentComplete: 100 },
      outputVariables: { verdict, reportId: result.id },
    },
  };
}

function goesOn({ seen, left }: Step, continuationToken: string): Answer {
  const done = seenIn(seen).length;
  const of = done + left.length;
  const summary = cutTo(`${done} of ${of} targets are well so far; to come: ${left.join(', ')}`, mostOfSummary);
  const percentComplete = Math.floor((100 * done) / of);
  return {
    operation: 'PutJobSuccessResult',
    input: { continuationToken, executionDetails: { summary, percentComplete } },
  };
}

function failure(
  type: 'JobFailed' | 'ConfigurationError' | 'SystemUnavailable',
  words: string,
  result?: Result,
): Answer {
  const known = result ? { externalExecutionId: result.id } : {};
  const failureDetails = { type, message: cutTo(words, mostOfMessage), ...known };
  return { operation: 'PutJobFailureResult', input: { failureDetails } };
}
