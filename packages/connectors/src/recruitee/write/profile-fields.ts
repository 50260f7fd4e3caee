import { path } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { changeRecruitee } from '../call-recruitee.ts';
import type { ProfileField } from './candidate-details.ts';

/** One at a time: https://docs.recruitee.com/reference/custom_fieldscandidatesidfields-post */
export async function addProfileField(
  context: ConnectorContext,
  candidateId: string,
  { kind, values }: ProfileField,
): Promise<void> {
  await changeRecruitee(context, 'field', {
    method: 'POST',
    path: path`/custom_fields/candidates/${candidateId}/fields`,
    json: { field: { kind, values } },
  });
}
