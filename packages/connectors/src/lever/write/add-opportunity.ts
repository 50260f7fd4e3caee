import { RemoteError, inputError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  FormPart,
  Json,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { LeverReference } from '../remote-types.ts';
import type { Actor } from './acting-user.ts';
import { fileTimeoutMs, requireSize } from './attachments.ts';
import { fullNameOf, headlineOf, linksOf, locationOf } from './candidate-details.ts';
import type { MadeApplication } from './find-applications.ts';

type Fields = { readonly [name: string]: Json };

/** Beside the id, the answer says whose it is, and whether that contact was there already. */
const Answer = z.looseObject({
  data: LeverReference.extend({ contact: z.string().nullish() }),
  deduped: z.boolean().nullish(),
});

export interface AddedOpportunity extends Omit<MadeApplication, 'contactId'> {
  contactId: string | null;
  isDeduped: boolean;
}

/**
 * Makes an opportunity as a recruiter would: with a stage, all addresses and files, and without
 * answers. https://hire.lever.co/developer/documentation#create-an-opportunity
 */
export async function addOpportunity(
  context: ConnectorContext,
  input: CreateApplicationInput,
  actor: Actor,
): Promise<AddedOpportunity> {
  for (const attachment of input.attachments) requireSize(attachment);
  const fields = { ...toFields(input), ...extraFields(input) };
  const { body, status } = await context.remote.request({
    method: 'POST',
    path: '/opportunities',
    query: { ...actor, parse: hasResume(input) ? true : null },
    ...(input.attachments.length === 0 ? { json: fields } : { form: toForm(fields, input) }),
    timeoutMs: fileTimeoutMs,
  });
  const answer = Answer.safeParse(body);
  if (!answer.success) {
    const message =
      'Lever made an opportunity, but does not tell which it is. The next sync brings it.';
    throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
  }
  const { data, deduped } = answer.data;
  return { opportunityId: data.id, contactId: data.contact ?? null, isDeduped: deduped === true };
}

/**
 * The stage that the posting's form puts people in; without one, Lever makes a lead of them. Every
 * account has it: https://hire.lever.co/developer/support ("Stages").
 */
const newApplicant = 'applicant-new';

function toFields({ candidate, job, stageRemoteId, source }: CreateApplicationInput): Fields {
  const phones = [
    ...(candidate.phone_number === null ? [] : [{ value: candidate.phone_number, type: 'mobile' }]),
    ...candidate.additional_phone_numbers.map(({ phone_number: value, type }) => ({
      value,
      type: { PERSONAL: 'home', WORK: 'work', OTHER: 'other' }[type],
    })),
  ];
  const emails = [
    candidate.email_address,
    ...candidate.additional_email_addresses.map(({ email_address: address }) => address),
  ];
  return {
    name: fullNameOf(candidate),
    emails,
    postings: [job.remoteId],
    origin: 'applied',
    ...given('headline', headlineOf(candidate)),
    ...given('location', locationOf(candidate)),
    stage: stageRemoteId ?? newApplicant,
    ...(phones.length > 0 && { phones }),
    ...(candidate.social_links.length > 0 && { links: linksOf(candidate) }),
    ...(source.name !== null && { sources: [source.name] }),
  };
}

function given(name: string, value: string | null): Fields {
  return value === null || value === '' ? {} : { [name]: value };
}

/** `remote_fields.lever.candidate`: fields of Lever's own, which go before ours. */
export function extraFields({
  remoteFields,
}: Pick<CreateApplicationInput, 'remoteFields'>): Fields {
  const extra = remoteFields['candidate'] ?? {};
  if (typeof extra === 'object' && !Array.isArray(extra)) return extra;
  throw inputError('`remote_fields.lever.candidate` must be an object of fields.');
}

function hasResume({ attachments }: CreateApplicationInput): boolean {
  return attachments.some(({ type }) => type === 'CV');
}

/** The first CV is the résumé, which Lever has one of. */
function toForm(fields: Fields, { attachments }: CreateApplicationInput): FormPart[] {
  const resume = attachments.find(({ type }) => type === 'CV');
  return [
    ...Object.entries(fields).flatMap(([name, value]) => toParts(name, value)),
    ...attachments.map((attachment) => ({
      name: attachment === resume ? 'resumeFile' : 'files[]',
      value: attachment.file,
    })),
  ];
}

/** `emails[]` for lists, `phones[0][value]` for lists of objects. */
function toParts(name: string, value: Json): FormPart[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      toParts(typeof item === 'object' ? `${name}[${index}]` : `${name}[]`, item),
    );
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, part]) => toParts(`${name}[${key}]`, part));
  }
  return [{ name, value: String(value) }];
}
