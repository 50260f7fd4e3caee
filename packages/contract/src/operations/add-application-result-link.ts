import { nothing, successWithWarnings } from '../envelopes.ts';
import { applicationPath } from '../inputs/path-parameters.ts';
import { ResultLinkInput } from '../inputs/result-link-input.ts';
import { defineOperation } from './define-operation.ts';

export const addApplicationResultLink = defineOperation({
  id: 'add-application-result-link',
  operationId: 'PostAtsApplicationsApplicationIdResultLinks',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:applications',
  method: 'POST',
  path: '/ats/applications/{application_id}/result-links',
  summary: 'Add a result link to an application',
  description:
    'Adds a link, for example to a test result, to the application in the tool, live. How it is shown depends on the tool. If the tool has no links, Hirewire adds a note, and the response contains a warning.',
  permission: 'Add result links',
  pathParameters: applicationPath,
  body: ResultLinkInput,
  response: successWithWarnings(nothing),
});
