import type { Step } from '../course.ts';
import { apply } from './apply.ts';
import { check } from './check.ts';
import { command } from './command.ts';
import { files } from './files.ts';
import { fix } from './fix.ts';
import { repository } from './repository.ts';
import { restorePoint } from './restore-point.ts';
import { target } from './target.ts';
import { verify } from './verify.ts';

/** What a deploy does, in this order. */
export const steps: Step[] = [target, repository, command, check, restorePoint, apply, files, fix, verify];
