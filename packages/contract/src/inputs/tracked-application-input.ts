import { z } from 'zod';

const id = z.string();
const applicationId = z.object({ id_type: z.literal('application_id'), application_id: id });

/** How each tool identifies an application that was not created here. */
export const importedIdShape = {
  erecruiter: z
    .union([
      z.object({
        id_type: z.literal('application_and_job_remote_ids'),
        application_remote_id: id,
        job_remote_id: id,
      }),
      z.object({
        id_type: z.literal('application_and_candidate_remote_ids'),
        candidate_remote_id: id,
        application_remote_id: id,
      }),
    ])
    .optional(),
  successfactors: z
    .object({ id_type: z.literal('application_remote_id'), application_remote_id: id })
    .optional(),
  recruitee: z.object({ id_type: z.literal('placement_id'), placement_id: id }).optional(),
  greenhouse: applicationId.optional(),
  greenhousev3: applicationId.optional(),
  onlyfy: applicationId.optional(),
  smartrecruiters: z
    .object({
      id_type: z.literal('candidate_and_job_remote_ids'),
      candidate_remote_id: id,
      job_remote_id: id,
    })
    .optional(),
};
