import { lambdaHandler } from './lambda.ts';

/** The Lambda that answers `check`. */
export const handler = lambdaHandler('check');
