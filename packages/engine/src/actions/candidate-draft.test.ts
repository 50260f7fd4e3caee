import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CandidateDraft } from '@hirewire/connector-kit';
import { createApplication } from '@hirewire/contract';
import fc from 'fast-check';
import { leaveOutEmpty, toCandidateDraft } from './candidate-draft.ts';

const person = { first_name: 'Ada', last_name: 'Example', email_address: 'ada@example.com' };

/** What a connector gets of the candidate of a request, and the warnings. */
function draftOf(candidate: object): { draft: CandidateDraft; warnings: string[] } {
  const warnings: string[] = [];
  const body = { candidate: leaveOutEmpty({ ...person, ...candidate }, warnings) };
  const parsed = createApplication.body.parse(body);
  return { draft: toCandidateDraft(parsed.candidate, warnings), warnings };
}

const filled = {
  company: 'Example Ltd',
  title: 'Engineer',
  phone_number: '+49 30 901820',
  gender: 'FEMALE',
  availability_date: '2027-02-01',
};

describe('the candidate of a new application', () => {
  it('is what the caller sent', () => {
    const location = { country: 'DE', city: 'Leipzig' };
    const { draft, warnings } = draftOf({
      ...filled,
      location,
      additional_email_addresses: [{ type: 'WORK', email_address: 'ada@work.example.com' }],
      additional_phone_numbers: [{ type: 'WORK', phone_number: '117' }],
      salary_expectations: { period: 'YEAR', amount: 60_000 },
      social_links: [{ url: 'https://a.example' }],
    });
    assert.deepEqual(draft, {
      ...person,
      ...filled,
      location: { ...location, state: null, street_1: null, zip_code: null },
      additional_email_addresses: [{ type: 'WORK', email_address: 'ada@work.example.com' }],
      additional_phone_numbers: [{ type: 'WORK', phone_number: '117' }],
      salary_expectations: { period: 'YEAR', amount: 60_000 },
      social_links: [{ url: 'https://a.example' }],
    });
    assert.deepEqual(warnings, []);
  });

  it('is without whatever is empty in it, which the caller is told', () => {
    const fields = fc.subarray(Object.keys(filled) as (keyof typeof filled)[]);
    fc.assert(
      fc.property(fields, fc.constantFrom('', ' ', '\n\t'), (names, blank) => {
        const empty = Object.fromEntries(names.map((name) => [name, blank]));
        const rest = Object.entries(filled).filter(([name]) => !(name in empty));
        const { draft, warnings } = draftOf({ ...filled, ...empty });
        assert.deepEqual(draft, draftOf(Object.fromEntries(rest)).draft);
        assert.deepEqual(
          warnings.toSorted(),
          names.map((name) => `\`candidate.${name}\` was not sent: it is empty.`).toSorted(),
        );
      }),
    );
  });

  it('is without the empty parts of its place, and without a place where all are empty', () => {
    const some = draftOf({ location: { country: 'DE', city: '', zip_code: ' ' } });
    assert.deepEqual(some.draft.location, draftOf({ location: { country: 'DE' } }).draft.location);
    assert.deepEqual(some.warnings, [
      '`candidate.location.city` was not sent: it is empty.',
      '`candidate.location.zip_code` was not sent: it is empty.',
    ]);
    const none = draftOf({ location: { country: '', city: '' } });
    assert.equal(none.draft.location, null);
    assert.deepEqual(none.warnings, ['`candidate.location` was not sent: it is empty.']);
  });

  it('is without entries of lists that say nothing, or something else', () => {
    const { draft, warnings } = draftOf({
      additional_email_addresses: [
        { type: 'WORK', email_address: '' },
        { type: 'WORK', email_address: 'none' },
        { type: 'WORK', email_address: 'ada@work.example.com' },
      ],
      additional_phone_numbers: [
        { type: 'WORK', phone_number: 'n/a' },
        { type: 'WORK', phone_number: '' },
      ],
    });
    assert.deepEqual(draft.additional_email_addresses, [
      { type: 'WORK', email_address: 'ada@work.example.com' },
    ]);
    assert.deepEqual(draft.additional_phone_numbers, []);
    assert.deepEqual(warnings.map((warning) => warning.replace(/.* was not sent: /, '')).sort(), [
      'it is empty.',
      'it is empty.',
      'it is no e-mail address.',
      'it is no phone number.',
    ]);
    assert.equal(draftOf({ phone_number: '-' }).draft.phone_number, null);
  });

  const noLinks = [
    'linkedin.com/in/ada',
    'mailto:ada@example.com',
    'javascript:alert(1)',
    'ftp://example.com/',
    'http://',
    'http://localhost/',
    'C:\\cv.pdf',
    '@ada',
    'n/a',
    '',
  ];
  for (const url of noLinks) {
    it(`is without the link "${url}", which is no web address`, () => {
      const links = [{ url: 'https://ada.example.com' }, { url }];
      const { draft, warnings } = draftOf({ social_links: links });
      assert.deepEqual(draft.social_links, [{ url: 'https://ada.example.com' }]);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /`candidate\.social_links\[1\]` was not sent/);
      // Warnings are kept in logs of actions, and links are personal.
      assert.ok(url === '' || !warnings[0]?.includes(url));
    });
  }

  it('has links as they were written, or as browsers read them', () => {
    const urls = ['https://a.example', 'HTTP://A.example/Ä?b#c', 'https://a.example/my page'];
    const { draft } = draftOf({ social_links: urls.map((url) => ({ url })) });
    assert.deepEqual(
      draft.social_links.map(({ url }) => url),
      ['https://a.example', 'HTTP://A.example/Ä?b#c', 'https://a.example/my%20page'],
    );
  });

  it('is available on the day that the caller wrote, in whatever zone', () => {
    for (const zone of ['', 'T00:00:00+14:00', 'T23:30:00-11:00', 'T12:00:00Z']) {
      const { draft } = draftOf({ availability_date: `2027-02-01${zone}` });
      assert.equal(draft.availability_date, '2027-02-01');
    }
  });
});
