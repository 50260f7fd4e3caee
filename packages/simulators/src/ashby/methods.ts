import { checkInput } from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import type { AshbyAccess } from './access.ts';
import { AshbyFailure, invalidInput } from './envelope.ts';
import type { AshbyCall, AshbyMethod } from './method.ts';
import { apiKeyMethods } from './resources/api-keys.ts';
import { applicationFeedbackMethods } from './resources/application-feedback.ts';
import { applicationFormMethods } from './resources/application-forms.ts';
import { applicationWriteMethods } from './resources/application-writes.ts';
import { applicationMethods } from './resources/applications.ts';
import { candidateMethods } from './resources/candidates.ts';
import { candidateNoteMethods } from './resources/candidate-notes.ts';
import { candidateWriteMethods } from './resources/candidate-writes.ts';
import { customValueMethods } from './resources/custom-values.ts';
import { fileMethods } from './resources/files.ts';
import { hiringProcessMetadataMethods } from './resources/hiring-process-metadata.ts';
import { interviewMethods } from './resources/interviews.ts';
import { jobPostingMethods } from './resources/job-postings.ts';
import { jobMethods } from './resources/jobs.ts';
import { offerMethods } from './resources/offers.ts';
import { organizationMethods } from './resources/organization.ts';
import { webhookMethods } from './resources/webhooks.ts';

/** Every method that the simulator answers, by the name in the path. */
export const ashbyMethods: ReadonlyMap<string, AshbyMethod> = new Map(
  [
    apiKeyMethods,
    applicationFeedbackMethods,
    applicationFormMethods,
    applicationMethods,
    applicationWriteMethods,
    candidateMethods,
    candidateNoteMethods,
    candidateWriteMethods,
    customValueMethods,
    fileMethods,
    hiringProcessMetadataMethods,
    interviewMethods,
    jobMethods,
    jobPostingMethods,
    offerMethods,
    organizationMethods,
    webhookMethods,
  ].flatMap((methods) => Object.entries(methods)),
);

/** All that a call needs beside the request. */
export type Surroundings = Omit<AshbyCall, 'method' | 'input' | 'scopes' | 'origin'>;

/** The methods as routes. */
export function ashbyRoutes(surroundings: Surroundings, access: AshbyAccess): Route[] {
  return [...ashbyMethods].map(([name, method]) => {
    const answer = async (call: Call): Promise<object> => {
      const input = checkInput(bodyOf(call), method.fields);
      const { origin } = call;
      const { scopes } = access;
      const answered = await method.answer({
        ...surroundings,
        method: name,
        input,
        scopes,
        origin,
      });
      return { success: true, ...answered };
    };
    return route(`POST /${name}`, method.scope, answer, method.scope.endsWith(':write'));
  });
}

function bodyOf({ headers, body }: Call): unknown {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new AshbyFailure('unsupported_media_type', 'Content-Type must be application/json', 415);
  }
  if (body === undefined) throw invalidInput('Request payload is malformed');
  return body;
}
