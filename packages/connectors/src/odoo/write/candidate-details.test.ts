import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateApplicationInput } from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { toApplicant, toNoteLines } from './candidate-details.ts';

function applyWithLinks(...urls: string[]): CreateApplicationInput {
  return {
    job: { remoteId: '1' },
    stageRemoteId: null,
    candidate: candidateDraft({
      availability_date: '2027-02-01',
      social_links: urls.map((url) => ({ url })),
    }),
    attachments: [],
    answers: [],
    source: { name: null, remoteId: null, isAutomatic: true },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields: {},
  };
}

test('the LinkedIn profile is one at LinkedIn, in whatever country, and all others are noted', () => {
  const links = [
    'https://example.com/?from=linkedin.com',
    'https://de.linkedin.com/in/ada',
    'https://uk.linkedin.com/in/ada',
  ];
  const input = applyWithLinks(...links);
  const found = { jobId: 1, stageId: null, sourceId: null, email_from: 'ada@example.com' };
  const applicant = toApplicant(input, found);
  assert.equal(applicant['linkedin_profile'], links[1]);
  assert.equal(applicant['availability'], '2027-02-01');
  const noted = toNoteLines(input, { isContactWritten: true });
  assert.deepEqual(noted, [`Link: ${links[0]}`, `Link: ${links[2]}`]);
});
