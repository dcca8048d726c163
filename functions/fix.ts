import { lambdaHandler } from './lambda.ts';

/** The Lambda that answers `fix`. */
export const handler = lambdaHandler('fix');
