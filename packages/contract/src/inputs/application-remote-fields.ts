import { z } from 'zod';

import {
  freeFields,
  greenhouseShape,
  remoteFields,
  toolFields,
  workableShape,
} from './remote-fields.ts';
import { workdayFields } from './workday-fields.ts';

const text = z.string().optional();
const consent = z.boolean().optional();
const candidateOnly = toolFields({ candidate: freeFields });

/** Extra input per tool for `create-application` and `create-candidate`. */
export const applicationRemoteFields = remoteFields({
  successfactors: toolFields({
    Candidate: freeFields,
    JobApplication: freeFields,
    copyJobApplicationAttachments: z.boolean().optional(),
    update_existing_candidate: z.boolean().nullable().optional(),
  }),
  personio: toolFields({ application: freeFields }),
  talentsoft: toolFields({ applicant: freeFields, application: freeFields }),
  teamtailor: toolFields({
    candidate: freeFields,
    application: toolFields({ attributes: freeFields }),
  }),
  greenhouse: toolFields({ ...greenhouseShape, candidate: freeFields, application: freeFields }),
  greenhousev3: toolFields({ candidate: freeFields, application: freeFields }),
  lever: candidateOnly,
  workable: toolFields({ ...workableShape, candidate: freeFields }),
  workday: workdayFields.optional(),
  zohorecruit: candidateOnly,
  bullhorn: toolFields({ candidate: freeFields, job_submission: freeFields }),
  smartrecruiters: toolFields({
    candidate_with_questions: freeFields,
    candidate_without_questions: freeFields,
    candidate: freeFields,
    consent_decisions: toolFields({
      SINGLE: consent,
      SMART_RECRUIT: consent,
      SMART_CRM: consent,
      SMART_MESSAGE_SMS: consent,
      SMART_MESSAGE_WHATSAPP: consent,
    }),
  }),
  talentadore: toolFields({ applications: freeFields }),
  guidecom: candidateOnly,
  dvinci: toolFields({ application: freeFields, candidate: freeFields }),
  hrworks: toolFields({ jobApplication: freeFields }),
  jobylon: toolFields({ application: toolFields({ message: text }) }),
  avature: toolFields({
    workflow: toolFields({ step: toolFields({ id: z.int() }) }),
  }),
  recruitee: toolFields({ candidate: toolFields({ cover_letter_text: text }) }),
  rexx: candidateOnly,
  umantis: toolFields({ person: freeFields }),
  piloga: toolFields({ candidate: toolFields({ street: text }) }),
  pinpoint: candidateOnly,
  covetorest: toolFields({
    candidate: toolFields({
      mandant: z.number().optional(),
      status: z.int().optional(),
      aktiv: z.enum(['Ja', 'Nein']).optional(),
    }),
  }),
});
