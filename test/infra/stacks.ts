import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Lockstep } from '../../infra/lockstep.ts';
import type { LockstepProps } from '../../infra/props.ts';
import type { Operation } from '../../shared/model/report.ts';

/** What most tests deploy: one target that may be fixed, one that may not. */
export const example: LockstepProps = {
  targets: {
    production: { secret: 'production/check', fixSecret: 'production/fix', environment: 'production' },
    staging: { secret: 'staging/check', fixSecret: 'staging/fix', allow: ['check', 'verify'] },
  },
};

/** An app without what takes the time: bundling, and the validation that `npx cdk synth` makes anyway. */
export function app(): App {
  return new App({ builtinCloudFormationValidation: false, context: { 'aws:cdk:bundling-stacks': [] } });
}

export interface Deployed {
  lockstep: Lockstep;
  template: Template;
  /** as text, tokens and all */
  text: string;
}

/** The template of a stack with a Lockstep in it. */
export function deployed(props: LockstepProps | ((stack: Stack) => LockstepProps) = example): Deployed {
  const stack = new Stack(app(), 'Stack');
  const lockstep = new Lockstep(stack, 'Lockstep', typeof props === 'function' ? props(stack) : props);
  const template = Template.fromStack(stack);
  return { lockstep, template, text: JSON.stringify(template.toJSON()) };
}

interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own shapes, looked into by the tests
  Properties: any;
}

/** The resources of a type that belong to an operation, by their logical ids. */
export function resourcesOf({ template }: Deployed, type: string, operation?: Operation): Resource[] {
  const all = Object.entries(template.findResources(type)) as [string, Resource][];
  return all.filter(([id]) => operation === undefined || id.startsWith(`Lockstep${operation}`)).map(([, each]) => each);
}

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

/** All that the role of an operation may do. */
export function statementsOf(stack: Deployed, operation: Operation): Statement[] {
  return resourcesOf(stack, 'AWS::IAM::Policy', operation).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as Statement[],
  );
}

/** The secrets that the role of an operation may read, as far as their ARNs are text. */
export function secretsOf(stack: Deployed, operation: Operation): string[] {
  return statementsOf(stack, operation)
    .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('secretsmanager:')))
    .flatMap(({ Resource }) => [Resource].flat())
    .map((resource) => arnText(resource));
}

function arnText(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const join = (resource as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  if (join === undefined) return JSON.stringify(resource);
  return join[1].map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(join[0]);
}

/** The environment of a function, with LOCKSTEP_SETTINGS as text; references stand in braces. */
export function environmentOf(stack: Deployed, operation: Operation): Record<string, string> {
  const [lambda] = resourcesOf(stack, 'AWS::Lambda::Function', operation);
  const variables = (lambda?.Properties.Environment.Variables ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return (join?.[1] ?? []).map((part) => (typeof part === 'string' ? part : `arn:${refOf(part)}`)).join('');
}

function refOf(part: unknown): string {
  return String((part as { Ref?: string }).Ref ?? 'token');
}
