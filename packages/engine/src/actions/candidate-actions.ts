import type {
  addCandidateAttachment as attachmentOperation,
  addCandidateTag as tagOperation,
  ResultLinkInput,
} from '@hirewire/contract';
import type { z } from 'zod';
import type { Action } from './action.ts';
import { remoteFieldsOf } from './action.ts';
import { toLink } from './application-actions.ts';
import { storeAndRespond } from './store-and-respond.ts';
import { getCandidate } from './find-targets.ts';
import { openFile } from './open-file.ts';
import { requireWrite } from './require-write.ts';

interface On<Body> {
  candidateId: string;
  body: Body;
}

export async function addCandidateResultLink(
  action: Action,
  { candidateId, body }: On<ResultLinkInput>,
): Promise<object> {
  const addLink = requireWrite(action, 'addCandidateResultLink');
  const candidate = await getCandidate(action, candidateId);
  const remoteFields = remoteFieldsOf(action, body.remote_fields);
  const input = { candidate, link: toLink(body), remoteFields };
  return storeAndRespond(action, await addLink(action.context, input));
}

export async function addCandidateAttachment(
  action: Action,
  { candidateId, body }: On<z.output<typeof attachmentOperation.body>>,
): Promise<object> {
  const addAttachment = requireWrite(action, 'addCandidateAttachment');
  const candidate = await getCandidate(action, candidateId);
  const { type, ...file } = body.attachment;
  const attachment = { type, file: await openFile(action, file, { place: 'attachment' }) };
  const remoteFields = remoteFieldsOf(action, body.remote_fields);
  const input = { candidate, attachment, remoteFields };
  return storeAndRespond(action, await addAttachment(action.context, input));
}

/** `addCandidateTag` and `removeCandidateTag`, which take the same. */
export async function changeTag(
  action: Action,
  name: 'addCandidateTag' | 'removeCandidateTag',
  { candidateId, body }: On<z.output<typeof tagOperation.body>>,
): Promise<object> {
  const change = requireWrite(action, name);
  const candidate = await getCandidate(action, candidateId);
  const remoteFields = remoteFieldsOf(action, body.remote_fields);
  const input = { candidate, tagName: body.tag.name, remoteFields };
  return storeAndRespond(action, await change(action.context, input));
}
