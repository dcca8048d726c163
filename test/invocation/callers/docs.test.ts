import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleOf } from '../sample.ts';

const sections = readFileSync('docs/callers.md', 'utf8').split(/^## /m);

test.each([
  ['ECS', 'ecs'],
  ['CodePipeline', 'codepipeline'],
  ['CodeDeploy', 'codedeploy'],
  ['CDK and CloudFormation', 'cloudformation'],
])('docs/callers.md shows of %s the event that the tests send', (heading, caller) => {
  const section = sections.find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const [, sample = ''] = /^```json\n([\s\S]*?)^```/m.exec(section) ?? [];
  expect(JSON.parse(sample)).toEqual(sampleOf(caller));
});
