import { operationSchema } from '../shared/model/report.ts';
import { bundleFunction } from './bundle.ts';

// node infra/bundle-to.ts check <folder>
const [, , operation, folder = '.'] = process.argv;
await bundleFunction(operationSchema.parse(operation), folder);
