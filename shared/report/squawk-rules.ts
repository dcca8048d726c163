export { squawkRules } from '../guards/migrations/linting/squawk-rules.ts';
