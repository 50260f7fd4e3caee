import type { VendorChange } from '@hirewire/connector-kit';
import { z } from 'zod';

/** One of Odoo's models that tells of changes. */
interface WatchedModel {
  /** Those of its records that tell, as Odoo's Python writes it; all of them without it. */
  domain?: string;
  /** Fields that come with the event, since the record may be gone when it arrives. */
  fields: readonly string[];
  /** What to read again. */
  toChanges(event: OdooEventBody): VendorChange[];
}

/** Also as text; null for one that cannot be used. */
const recordId = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .nullable()
  .catch(null);
const ids = z
  .array(recordId)
  .transform((list) => list.filter((id) => id !== null))
  .catch([])
  .default([]);

/** What a webhook of Odoo posts; ids alone are taken from it. */
export const OdooEventBody = z.looseObject({
  _model: z.string(),
  _id: recordId,
  // Odoo writes false for nothing.
  partner_id: recordId.optional(),
  applicant_ids: ids,
  user_ids: ids,
});
type OdooEventBody = z.output<typeof OdooEventBody> & { _id: number };

const named = (model: VendorChange['model']) => ({
  fields: [],
  toChanges: ({ _id: id }: OdooEventBody): VendorChange[] => [{ model, remoteId: String(id) }],
});

/** Of what this record shows in, nobody can say where: a delta finds it. */
const shownIn = (model: VendorChange['model']): VendorChange => ({ model, remoteId: null });

/** What our records are made of, by Odoo's name. */
const byName: Readonly<Record<string, WatchedModel>> = {
  'hr.applicant': {
    fields: ['partner_id'],
    toChanges: ({ _id: id, partner_id: partner }) => [
      ...ofApplicant(id),
      ...(partner ? [{ model: 'candidates', remoteId: `partner:${partner}` } as const] : []),
    ],
  },
  'res.partner': {
    // Everybody else whom a company deals with is none of our business.
    domain: "['|', ('applicant_ids', '!=', False), ('user_ids', '!=', False)]",
    fields: ['applicant_ids', 'user_ids'],
    toChanges: ({ _id: id, applicant_ids: applicants, user_ids: users }) => [
      { model: 'candidates', remoteId: `partner:${id}` },
      // A deleted contact leaves its applicants behind, who are candidates of their own then.
      ...applicants.flatMap(ofApplicant),
      ...users.map((user) => ({ model: 'users', remoteId: String(user) }) as const),
    ],
  },
  'hr.job': named('jobs'),
  'hr.recruitment.stage': {
    fields: [],
    // Its place in the pipelines shows in jobs and applications.
    toChanges: ({ _id: id }) => [
      { model: 'application_stages', remoteId: String(id) },
      shownIn('jobs'),
    ],
  },
  'hr.applicant.category': named('tags'),
  'hr.applicant.refuse.reason': {
    fields: [],
    toChanges: ({ _id: id }) => [
      { model: 'rejection_reasons', remoteId: String(id) },
      shownIn('applications'),
    ],
  },
  'hr.department': { fields: [], toChanges: () => [shownIn('jobs')] },
  'calendar.event': { ...named('interviews'), domain: "[('applicant_id', '!=', False)]" },
  'res.users': { ...named('users'), domain: "[('share', '=', False)]" },
};
export const watchedModels: ReadonlyMap<string, WatchedModel> = new Map(Object.entries(byName));

function ofApplicant(id: number): VendorChange[] {
  return [
    { model: 'applications', remoteId: String(id) },
    { model: 'candidates', remoteId: `applicant:${id}` },
  ];
}
