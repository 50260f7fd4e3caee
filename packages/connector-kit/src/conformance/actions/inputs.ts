import type { OutgoingFile } from '../../http/files.ts';
import type { ScreeningQuestion } from '../../declaration/records.ts';
import type {
  AnswerDraft,
  AnswerValue,
  AttachmentType,
  CandidateDraft,
  CreateApplicationInput,
  OutgoingAttachment,
  ResultLinkDraft,
} from '../../writing/writes.ts';

// Plain input. `trace` is a word that is in nothing else, so that what was made can be found by it.

/** Of several pieces, and with every value that a byte can have. */
export const fileContent = Buffer.concat([
  Buffer.from('%PDF-1.4\n'),
  Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31 + (index >> 8)) % 256)),
]);

export function attachmentOf(trace: string, type: AttachmentType): OutgoingAttachment {
  const file: OutgoingFile = {
    name: `${trace}.pdf`,
    contentType: 'application/pdf',
    size: fileContent.length,
    *chunks() {
      for (let start = 0; start < fileContent.length; start += 32_769) {
        yield fileContent.subarray(start, start + 32_769);
      }
    },
  };
  return { type, file };
}

export function emailOf(trace: string): string {
  return `${trace}@example.com`;
}

export function resultLinkOf(trace: string): ResultLinkDraft {
  const attributes = [{ key: 'Score', value: '85' }];
  return {
    label: 'Report',
    url: `https://reports.example.com/${trace}`,
    details: { customFieldNamePrefix: 'Report:', attributes },
  };
}

export function applicationOf(
  trace: string,
  target: { jobRemoteId: string; stageRemoteId: string | null; answers?: readonly AnswerDraft[] },
): CreateApplicationInput {
  return {
    job: { remoteId: target.jobRemoteId },
    stageRemoteId: target.stageRemoteId,
    candidate: personOf(trace),
    attachments: [attachmentOf(trace, 'CV'), attachmentOf(`${trace}-letter`, 'COVER_LETTER')],
    answers: target.answers ?? [],
    source: { name: trace, remoteId: null, isAutomatic: true },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields: {},
  };
}

function personOf(trace: string): CandidateDraft {
  return {
    first_name: 'Conny',
    last_name: 'Example',
    email_address: emailOf(trace),
    additional_email_addresses: [{ type: 'WORK', email_address: `work.${emailOf(trace)}` }],
    company: 'Example Dockyard',
    title: 'Welder',
    phone_number: '+49 30 0123456',
    additional_phone_numbers: [{ type: 'WORK', phone_number: '+49 30 0123457' }],
    location: {
      country: 'DE',
      city: 'Leipzig',
      state: null,
      street_1: 'Beispielweg 1',
      zip_code: '04109',
    },
    gender: null,
    availability_date: '2031-02-01',
    salary_expectations: { period: 'YEAR', amount: 61_000 },
    social_links: [{ url: `https://people.example.com/${trace}` }],
  };
}

/** An answer to every question of a kind that can be answered. */
export function answersTo(questions: readonly ScreeningQuestion[], trace: string): AnswerDraft[] {
  return questions.flatMap(({ remote_id: questionRemoteId, title, format }) => {
    const value = format ? valueFor(format, trace) : null;
    if (!format || value === null) return [];
    return [{ questionRemoteId, title: title ?? null, format, value }];
  });
}

/** Whether there are any, and none has to be answered that cannot be. */
export function areAnswerable(questions: readonly ScreeningQuestion[]): boolean {
  const answered = new Set(answersTo(questions, '').map(({ questionRemoteId: id }) => id));
  return (
    answered.size > 0 &&
    questions.every(({ remote_id: id, required }) => required !== true || answered.has(id))
  );
}

function valueFor(
  format: NonNullable<ScreeningQuestion['format']>,
  trace: string,
): AnswerValue | null {
  switch (format.type) {
    case 'TEXT':
      return textFor(format.display_type ?? null, trace);
    case 'NUMBER':
      return format.min ?? 1;
    case 'BOOLEAN':
      return true;
    case 'DATE':
      return '2031-02-01';
    case 'SINGLE_SELECT':
      return optionIds(format.options)[0] ?? null;
    case 'MULTI_SELECT':
      return optionIds(format.options).slice(0, 1);
    case 'FILE':
      return attachmentOf(`${trace}-answer`, 'OTHER').file;
    default:
      return null;
  }
}

function textFor(display: string | null, trace: string): string {
  if (display === 'EMAIL') return emailOf(trace);
  return display === 'URL' ? 'https://example.com' : 'Yes';
}

function optionIds(
  options: readonly { id: string; remote_id?: string | null | undefined }[],
): string[] {
  return options.map(({ id, remote_id: remoteId }) => remoteId ?? id);
}
