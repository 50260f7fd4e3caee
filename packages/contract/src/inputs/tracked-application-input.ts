import { z } from 'zod';

const type = <const Type extends string>(name: Type) =>
  z.literal(name).describe('Kind of ids: always this value.');
const application = z.string().describe('Id of the application in the tool.');
const candidate = z.string().describe('Id of the candidate in the tool.');
const job = z.string().describe('Id of the job in the tool.');
const applicationId = z.object({
  id_type: type('application_id'),
  application_id: application,
});
const idsOf = (tool: string) => `The ids of an application in ${tool}.`;

/** How each tool identifies an application that was not created here. */
export const importedIdShape = {
  erecruiter: z
    .union([
      z.object({
        id_type: type('application_and_job_remote_ids'),
        application_remote_id: application,
        job_remote_id: job,
      }),
      z.object({
        id_type: type('application_and_candidate_remote_ids'),
        candidate_remote_id: candidate,
        application_remote_id: application,
      }),
    ])
    .optional()
    .describe(idsOf('eRecruiter')),
  successfactors: z
    .object({ id_type: type('application_remote_id'), application_remote_id: application })
    .optional()
    .describe(idsOf('SAP SuccessFactors')),
  recruitee: z
    .object({
      id_type: type('placement_id'),
      placement_id: z
        .string()
        .describe('Id of the placement in Recruitee, which links a candidate to a job.'),
    })
    .optional()
    .describe(idsOf('Recruitee')),
  greenhouse: applicationId.optional().describe(idsOf('Greenhouse')),
  greenhousev3: applicationId.optional().describe(idsOf('Greenhouse, with version 3 of its API')),
  onlyfy: applicationId.optional().describe(idsOf('onlyfy')),
  smartrecruiters: z
    .object({
      id_type: type('candidate_and_job_remote_ids'),
      candidate_remote_id: candidate,
      job_remote_id: job,
    })
    .optional()
    .describe(idsOf('SmartRecruiters')),
};
