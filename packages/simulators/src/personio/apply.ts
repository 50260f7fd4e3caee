import type { Application, Job, Person } from '../kit/company-rows.ts';
import type { Call } from '../kit/route.ts';
import { Answer } from '../kit/vendor-message.ts';
import { FieldFailure, reasonAt } from './access.ts';
import { checkApplication } from './application-input.ts';
import type { SentApplication } from './application-input.ts';
import type { Personio } from './personio.ts';
import { phasesOf } from './shapes.ts';
import { hasAddress } from './reads.ts';

/** `POST /v1/recruiting/applications`: an application, and 201 without a body. */
export function receiveApplication(personio: Personio, { body }: Call): Answer {
  const sent = checkApplication(personio, body);
  const { tables } = personio.company;
  const job = tables.jobs.find(String(sent.job_position_id));
  if (job === null || !personio.isPublished(job)) {
    throw new FieldFailure([reasonAt('job_position_id', 'errors.job-position.not-published')]);
  }
  const known = [...tables.people.values()].find((one) => hasAddress(one, sent.email)) ?? null;
  if (known !== null && hasApplied(personio, known, job)) {
    throw new FieldFailure([reasonAt('email', 'errors.applicant-already-exists')]);
  }
  const tagged = addTags(personio, known ?? addPerson(personio, sent), sent);
  const person = addFiles(personio, tagged, sent);
  const { id } = addApplication(personio, person, { job, sent });
  personio.kept.sent.set(id, {
    message: sent.message ?? null,
    day: sent.application_date ?? null,
    attributes: Object.fromEntries(sent.attributes?.map((one) => [one.id, one.value]) ?? []),
  });
  if (personio.readsBeforeArrival > 0) personio.kept.hidden.set(id, personio.readsBeforeArrival);
  return new Answer(201, '');
}

/** Also what reads do not show yet. */
function hasApplied({ company }: Personio, { id }: Person, job: Job): boolean {
  return company.applicationsOf(id).some(({ jobId }) => jobId === job.id);
}

function addPerson({ company }: Personio, sent: SentApplication): Person {
  return company.addPerson({
    name: `${sent.first_name} ${sent.last_name}`,
    givenName: sent.first_name,
    familyName: sent.last_name,
    emails: [sent.email],
  });
}

/** Tags that there are not yet are made, as documented. */
function addTags({ company }: Personio, person: Person, { tags = [] }: SentApplication): Person {
  const ids = tags.map((name) => {
    const tag = [...company.tables.tags.values()].find((one) => one.name === name);
    return (tag ?? company.add('tags', { name })).id;
  });
  if (ids.length === 0) return person;
  return company.change('people', person.id, { tagIds: [...new Set([...person.tagIds, ...ids])] });
}

function addFiles({ company, kept }: Personio, person: Person, sent: SentApplication): Person {
  const files = (sent.files ?? []).flatMap(({ uuid, original_filename: name, category }) => {
    const upload = kept.uploads.get(uuid);
    const kind = category === 'cv' ? ('resume' as const) : ('other' as const);
    return upload === undefined ? [] : [{ ...upload, name, kind }];
  });
  if (files.length === 0) return person;
  return company.change('people', person.id, { files: [...person.files, ...files] });
}

function addApplication(
  personio: Personio,
  { id: personId }: Person,
  { job, sent }: { job: Job; sent: SentApplication },
): Application {
  const { company } = personio;
  const channel = sent.recruiting_channel_id;
  const phase = phaseFor(personio, job, sent);
  const isEnd = phase === 'rejected' || phase === 'withdrawn';
  const application = company.addApplication({
    personId,
    jobId: job.id,
    stageId: isEnd ? 'unassigned' : phase,
    sourceId: channel === undefined ? null : String(channel),
  });
  if (phase === 'accepted') return company.endApplication(application.id, 'hired');
  if (!isEnd) return application;
  const by = phase === 'withdrawn' ? 'candidate' : 'company';
  const reason = [...company.tables.rejectionReasons.values()].find((one) => one.by === by);
  return company.endApplication(application.id, 'rejected', reason?.id);
}

/** A phase that the category of the job does not have becomes `unassigned`, as documented. */
function phaseFor(personio: Personio, job: Job, { phase }: SentApplication): string {
  const phases = phasesOf(personio, personio.categoryOf(job));
  const found = phases.find(({ id, type }) => id === String(phase?.id) && type === phase?.type);
  return found?.id ?? 'unassigned';
}
