import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CandidateDraft } from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { toNoteLines, toProfile } from './candidate-details.ts';

function withLinks(...urls: string[]): CandidateDraft {
  return candidateDraft({ social_links: urls.map((url) => ({ url })) });
}

const site = 'https://ada.example.com';
const german = 'https://de.linkedin.com/in/ada';
const mobile = 'https://m.facebook.com/ada';

test('profiles at country and mobile sites leave the website to the person’s own site', () => {
  const candidate = withLinks(mobile, german, 'https://gist.github.com/ada', site);
  const { linkedInUrl, githubUrl, website } = toProfile(candidate);
  assert.equal(linkedInUrl, german);
  assert.equal(githubUrl, 'https://gist.github.com/ada');
  assert.equal(website, site);
  assert.deepEqual(toNoteLines(candidate), [`Link: ${mobile}`]);
});

test('no link is lost: what has no field is in the note', () => {
  const other = 'https://uk.linkedin.com/in/ada-2';
  const candidate = withLinks(german, other, mobile);
  const { linkedInUrl, website } = toProfile(candidate);
  assert.deepEqual([linkedInUrl, website], [german, mobile]);
  assert.deepEqual(toNoteLines(candidate), [`Link: ${other}`]);
});

test('a domain that only contains the name of a network is a site of its own', () => {
  const { linkedInUrl, website } = toProfile(withLinks('https://notlinkedin.com/in/ada'));
  assert.deepEqual([linkedInUrl, website], [undefined, 'https://notlinkedin.com/in/ada']);
});
