import type { Person } from '../kit/company-rows.ts';
import type { Greenhouse, Submission } from './greenhouse.ts';

// When an application at the job board arrives in Harvest is documented nowhere. Here a number of lists
// does not show it yet.

/** Counts a list that did not show what is on its way. */
export function countRead(greenhouse: Greenhouse): void {
  const { kept } = greenhouse;
  kept.submissions = kept.submissions.map((one) => ({ ...one, readsLeft: one.readsLeft - 1 }));
  acceptSubmissions(greenhouse, ({ readsLeft }) => readsLeft <= 0);
}

/** Makes applications of what is on its way, and tells of them by webhooks. */
export function acceptSubmissions(
  greenhouse: Greenhouse,
  isDue: (submission: Submission) => boolean = () => true,
): void {
  const { kept } = greenhouse;
  const due = kept.submissions.filter(isDue);
  kept.submissions = kept.submissions.filter((one) => !isDue(one));
  for (const submission of due) accept(greenhouse, submission);
}

function accept(greenhouse: Greenhouse, submission: Submission): void {
  const { company } = greenhouse;
  const { jobId, postId, locationAddress, consents, answers, files } = submission;
  // It may have been deleted in the meantime.
  if (company.tables.jobs.find(jobId) === null) return;
  const person = applicantOf(greenhouse, submission);
  const added = company.addApplication({
    personId: person.id,
    jobId,
    answers,
    sourceId: boardSource(greenhouse),
  });
  greenhouse.setExtra(added.id, { postId, locationAddress, consents });
  for (const file of files) {
    greenhouse.addAttachment({ ...file, applicationId: added.id }, added.createdAt);
  }
}

/**
 * Somebody new, unless Auto-Merge is on: then whoever has the address already, of several the one of
 * the same name, or else the one who changed last.
 * https://support.greenhouse.io/hc/en-us/articles/208063316-Auto-Merge
 */
function applicantOf({ company, options }: Greenhouse, submission: Submission): Person {
  const { givenName, familyName, email, phone } = submission;
  const name = `${givenName} ${familyName}`;
  const sameAddress = (one: Person): boolean =>
    one.emails.some((other) => other.toLowerCase() === email.toLowerCase());
  const known =
    options.jobBoard?.autoMerges === true
      ? [...company.tables.people.values()].filter(sameAddress)
      : [];
  const kept = known.find((one) => one.name === name) ?? known.at(-1);
  if (kept !== undefined) return kept;
  const phones = phone === null ? [] : [phone];
  return company.addPerson({ name, givenName, familyName, emails: [email], phones });
}

/** The source that the organisation gives to its own careers page. */
function boardSource({ company }: Greenhouse): string | null {
  const sources = [...company.tables.sources.values()];
  return sources.find(({ name }) => name === 'Careers Page')?.id ?? null;
}
