import { lambdaHandler } from './lambda.ts';

/** The Lambda that answers `verify`. */
export const handler = lambdaHandler('verify');
