import type { ApplicationRecord } from '@hirewire/connector-kit';
import { toIsoDate } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { hashText, jsonText, membersOf, storableIndex, toStoredRow } from './own-json.ts';
import { customFieldsOf, integrationFieldsOf } from './raw-fields.ts';

export function toApplicationRow(context: RowContext, application: ApplicationRecord): StoredRow {
  const id = context.idOf('applications', application.remote_id);
  const stageId = context.idOf('application_stages', application.current_stage_remote_id);
  const jobId = context.idOf('jobs', application.job_remote_id);
  const candidateId = context.idOf('candidates', application.candidate_remote_id);
  const stageIndex = storableIndex(application.current_stage_index);
  const answers = application.screening_question_answers;
  // Undefined means that the read did not ask for answers: what is stored stays.
  const answersText = answers === undefined ? null : jsonText(answers);
  return toStoredRow(
    context,
    { ...application, id },
    {
      short: {
        id,
        ...membersOf(application, ['remote_id', 'outcome', 'rejection_reason_name']),
      },
      brief: membersOf(application, [
        'rejected_at',
        'remote_url',
        'remote_created_at',
        'remote_updated_at',
      ]),
      rest: {
        current_stage_id: stageId,
        job_id: jobId,
        candidate_id: candidateId,
        custom_fields: customFieldsOf(context, 'applications', application),
      },
      integrationFields: integrationFieldsOf(context, 'applications', application),
      columns: {
        outcome: application.outcome,
        job_id: jobId,
        candidate_id: candidateId,
        current_stage_id: stageId,
        current_stage_index: stageIndex,
        remote_created_at: toIsoDate(application.remote_created_at),
        screening_question_answers: answersText,
        answers_hash: answersText === null ? null : hashText(answersText),
      },
      parts: stageIndex,
    },
  );
}
