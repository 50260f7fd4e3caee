import { z } from 'zod';

import {
  freeFields,
  greenhouseShape,
  openObject,
  remoteFields,
  toolFields,
  workableShape,
} from './remote-fields.ts';
import { inputDay } from './primitives.ts';
import { workdayFields } from './workday-fields.ts';

const candidate = freeFields('the candidate');
const application = freeFields('the application');
const consent = (what: string) =>
  z.boolean().optional().describe(`Whether the candidate consents to ${what}.`);

const recruitCrmField = z.looseObject({
  field_id: z.int().describe('Number of the field.'),
  value: z
    .string()
    .describe('The value as text: one of the configured options for a select, a URL for a file.'),
  entity_type: z.string().optional().describe('Kind of record that the field belongs to.'),
  field_name: z.string().optional().describe('Name of the field.'),
  field_type: z.string().optional().describe('Kind of field.'),
});

/** Extra input per tool for `create-application` and `create-candidate`. */
export const applicationRemoteFields = remoteFields({
  successfactors: toolFields('SAP SuccessFactors', {
    Candidate: freeFields('the entity `Candidate`'),
    JobApplication: freeFields('the entity `JobApplication`'),
    copyJobApplicationAttachments: z
      .boolean()
      .optional()
      .describe("Whether to copy the application's files to the candidate."),
    update_existing_candidate: z
      .boolean()
      .nullable()
      .optional()
      .describe('Whether to update the profile of an existing candidate.'),
  }),
  personio: toolFields('Personio', { application }),
  talentsoft: toolFields('Talentsoft', { applicant: freeFields('the applicant'), application }),
  teamtailor: toolFields('Teamtailor', {
    candidate,
    application: openObject('The job application.', {
      attributes: freeFields('the attributes of the job application'),
    }),
  }),
  greenhouse: toolFields('Greenhouse', { ...greenhouseShape, candidate, application }),
  greenhousev3: toolFields('version 3 of the Greenhouse API', { candidate, application }),
  lever: toolFields('Lever', { candidate }),
  workable: toolFields('Workable', { ...workableShape, candidate }),
  workday: workdayFields.optional().describe('Input for Workday only.'),
  zohorecruit: toolFields('Zoho Recruit', { candidate }),
  bullhorn: toolFields('Bullhorn', {
    candidate,
    job_submission: freeFields('the entity `JobSubmission`'),
    existing_candidate_remote_id: z
      .string()
      .optional()
      .describe(
        'Id of a candidate in Bullhorn. The application is added to this candidate, instead of to one with the same e-mail address. Fails if the candidate does not exist.',
      ),
  }),
  smartrecruiters: toolFields('SmartRecruiters', {
    candidate_with_questions: freeFields('the candidate, when there are answers to questions'),
    candidate_without_questions: freeFields('the candidate, when there are no answers'),
    candidate: freeFields('the candidate, in either case'),
    consent_decisions: openObject("The candidate's consents.", {
      SINGLE: consent('everything, for customers that ask for one general consent'),
      SMART_RECRUIT: consent('the use of their data for applications (SmartRecruit)'),
      SMART_CRM: consent('being kept for other jobs (SmartCRM)'),
      SMART_MESSAGE_SMS: consent('messages by SMS'),
      SMART_MESSAGE_WHATSAPP: consent('messages by WhatsApp'),
    }),
  }),
  talentadore: toolFields('TalentAdore', { applications: application }),
  guidecom: toolFields('Guidecom', { candidate }),
  dvinci: toolFields('d.vinci', { application, candidate }),
  hrworks: toolFields('HRworks', { jobApplication: application }),
  jobylon: toolFields('Jobylon', {
    application: openObject('The application.', {
      message: z.string().optional().describe("The applicant's message to the company."),
    }),
  }),
  avature: toolFields('Avature', {
    candidate: freeFields('the person, as configured by the customer'),
    workflow: openObject('The workflow of the application.', {
      step: openObject('The step to start in.', { id: z.int().describe('Id of the step.') }),
    }),
  }),
  recruitee: toolFields('Recruitee', {
    candidate: openObject('The candidate.', {
      cover_letter_text: z.string().optional().describe('Cover letter as plain text.'),
    }),
  }),
  rexx: toolFields('rexx systems', { candidate }),
  umantis: toolFields('Umantis', { person: freeFields('the person') }),
  piloga: toolFields('Piloga', {
    candidate: openObject('The candidate.', {
      street: z.string().optional().describe('Street and house number.'),
      geburtsdatum: inputDay
        .optional()
        .describe('Date of birth. Only the date is used, without conversion between time zones.'),
    }),
  }),
  pinpoint: toolFields('Pinpoint', { candidate }),
  covetorest: toolFields('Coveto', {
    candidate: openObject('The candidate.', {
      mandant: z.number().optional().describe('Number of the client (Mandant).'),
      status: z.int().optional().describe('Number of the status.'),
      aktiv: z.enum(['Ja', 'Nein']).optional().describe('Whether the candidate is active.'),
    }),
  }),
  afas: toolFields('AFAS', { Fields: freeFields('the applicant') }),
  recruitcrm: toolFields('Recruit CRM', {
    custom_fields: z
      .array(recruitCrmField)
      .optional()
      .describe(
        "Values of the customer's own candidate fields. If a field depends on another one, include both.",
      ),
  }),
});
