import { addressInWords, answerInWords, networkOf } from '@hirewire/connector-kit';
import type { CandidateDraft, CreateApplicationInput } from '@hirewire/connector-kit';

type ContactType = CandidateDraft['additional_phone_numbers'][number]['type'];

const emailTypes: Readonly<Record<ContactType, string>> = {
  PERSONAL: 'personal',
  WORK: 'work',
  OTHER: 'other',
};
const phoneTypes: Readonly<Record<ContactType, string>> = {
  PERSONAL: 'home',
  WORK: 'work',
  OTHER: 'other',
};

/** https://harvestdocs.greenhouse.io/reference/post_v3-candidates */
export function toCandidateBody(candidate: CandidateDraft) {
  const { company, title } = candidate;
  const address = addressInWords(candidate);
  const links = [...new Set(candidate.social_links.map(({ url }) => url))];
  const isProfile = (url: string): boolean => networkOf(url) !== null;
  return {
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    ...(company !== null && { company }),
    ...(title !== null && { title }),
    email_addresses: [
      { value: candidate.email_address, type: 'personal' },
      ...candidate.additional_email_addresses.map(({ email_address: value, type }) => ({
        value,
        type: emailTypes[type],
      })),
    ],
    phone_numbers: [
      ...(candidate.phone_number === null
        ? []
        : [{ value: candidate.phone_number, type: 'mobile' }]),
      ...candidate.additional_phone_numbers.map(({ phone_number: value, type }) => ({
        value,
        type: phoneTypes[type],
      })),
    ],
    addresses: address === null ? [] : [{ value: address, type: 'home' }],
    social_media_addresses: links.filter(isProfile).map((value) => ({ value })),
    website_addresses: links
      .filter((url) => !isProfile(url))
      .map((value) => ({ value, type: 'other' })),
  };
}

/** What no field of Greenhouse is for, as lines of a note. */
export function detailsOf({
  candidate,
  answers,
}: Pick<CreateApplicationInput, 'candidate' | 'answers'>): string[] {
  const { availability_date: day, salary_expectations: salary } = candidate;
  return [
    ...(day === null ? [] : [`Available from: ${day}`]),
    ...(salary === null
      ? []
      : [`Expected salary: ${salary.amount} a ${salary.period.toLowerCase()}`]),
    ...answers.flatMap((answer) => {
      const text = answerInWords(answer);
      return text === null ? [] : [`${answer.title ?? answer.questionRemoteId}: ${text}`];
    }),
  ];
}

/** Details of somebody whom Greenhouse knows already, who keeps what is there. */
export function leftOut({
  candidate,
  gdprConsent,
}: Pick<CreateApplicationInput, 'candidate' | 'gdprConsent'>): string[] {
  return [
    ...(candidate.gender === null ? [] : ['gender']),
    ...(gdprConsent === null ? [] : [partOf(gdprConsent)]),
  ];
}

/** Where the form of a job board has taken the consent, the day is left. */
function partOf({ given, expires_at: day }: NonNullable<CreateApplicationInput['gdprConsent']>) {
  return given === null && day !== null ? 'gdpr_consent.expires_at' : 'gdpr_consent';
}
