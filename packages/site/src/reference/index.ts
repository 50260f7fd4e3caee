export { type Examples, type Language, exampleKey, exampleServer, languages } from './examples.ts';
export { writeOperationPage } from './operation-page.ts';
