import { testConnector } from '@hirewire/connector-kit/conformance';
import { ashbyScopes, startAshbySimulator } from '@hirewire/simulators';
import type { AshbySimulator } from '@hirewire/simulators';
import { ashby } from './index.ts';
import { postingDetails } from './read/job-references.ts';

/** The one record that scenarios are about: candidates take several pages, and have every feature. */
function firstCandidate(simulator: AshbySimulator): string {
  for (const { id } of simulator.state.records.candidates.values()) return id;
  throw new Error('The simulator has no candidate.');
}

const idsOf = (records: { values(): Iterable<{ id: string }> }): string[] =>
  Array.from(records.values(), ({ id }) => id);

/** Permissions as Ashby's settings call them, and their scopes. */
const limitable = {
  'Jobs: Read': 'jobs:read',
  'Candidates: Read': 'candidates:read',
  'Interviews: Read': 'interviews:read',
  'Hiring Process: Read': 'hiringProcessMetadata:read',
  'Organization: Read': 'organization:read',
  'Offers: Read': 'offers:read',
};

testConnector<AshbySimulator>({
  connector: ashby,
  name: 'Ashby',
  // With a limit that is never reached, so that answers tell it.
  start: () =>
    startAshbySimulator({
      candidates: 70,
      limits: { pageSize: 25, rate: { requests: 1_000_000, windowMs: 60_000 } },
    }),
  scenarios: {
    listRemoteIds: ({ state: { records } }) => ({
      jobs: idsOf(records.jobs),
      application_stages: idsOf(records.interviewStages),
      applications: idsOf(records.applications),
      candidates: idsOf(records.candidates),
      interviews: idsOf(records.interviewEvents),
      offers: idsOf(records.offers),
      users: idsOf(records.users),
      tags: idsOf(records.tags),
      rejection_reasons: idsOf(records.archiveReasons),
      notes: [...records.notes.values()].flat().map(({ id }) => id),
      scorecards: Array.from(records.feedback.values()).flatMap(({ id, submittedAt }) =>
        submittedAt === null ? [] : [id],
      ),
    }),
    changeOldRecord: (simulator) => {
      const remoteId = firstCandidate(simulator);
      simulator.state.updateCandidate(remoteId, { company: 'Example Dockyard' });
      return { model: 'candidates', remoteId };
    },
    deleteRecord: (simulator) => {
      const remoteId = firstCandidate(simulator);
      simulator.state.deleteCandidate(remoteId);
      return { model: 'candidates', remoteId };
    },
    startWithSmallPages: () => startAshbySimulator({ candidates: 12, limits: { pageSize: 4 } }),
    loopPages: ({ state }) => {
      state.loopCursors();
      return { model: 'candidates' };
    },
    expirePages: ({ state }) => {
      state.expireCursors();
      return { model: 'candidates' };
    },
    insertWhilePaging: (simulator) => ({
      model: 'candidates',
      insert: () => {
        const candidate = simulator.state.addCandidate({ name: 'Mara Lindqvist' });
        return { remoteId: candidate.id };
      },
    }),
    addUnknownEnumValue: (simulator) => {
      const [remoteId = ''] = idsOf(simulator.state.records.jobs);
      simulator.state.updateJob(remoteId, { employmentType: 'Apprentice' as never });
      return { model: 'jobs', remoteId, field: 'employment_type' };
    },
    addMalformedRecord: (simulator) => {
      const remoteId = firstCandidate(simulator);
      simulator.state.updateCandidate(remoteId, { company: { name: 'Example Dockyard' } as never });
      return { model: 'candidates', remoteId, field: 'company' };
    },
    expireSyncToken: (simulator) => {
      simulator.state.expireSyncTokens();
      return { model: 'applications' };
    },
    limitPermissions: ({ access, credentials }) =>
      Object.entries(limitable).map(([missing, limited]) => ({
        missing,
        limit() {
          access.scopes = ashbyScopes.filter((scope) => scope !== limited);
          return credentials;
        },
      })),
    listNotes: ({ state: { records } }) =>
      [...records.notes.values()].flat().map(({ content }) => content),
  },
  gaps: [],
  otherCalls: [
    {
      model: 'jobs',
      matching: 'interviewPlan.list',
      reason: 'It tells which jobs have other stages: without it, all jobs are read in full.',
    },
  ],
  sideCalls: [
    {
      model: 'applications',
      matching: 'application.info',
      fields: ['screening_question_answers'],
    },
    {
      model: 'interviews',
      matching: 'interview.list',
      fields: ['title'],
      missedByDelta: 'It is rare, and every interview would be read again for it.',
    },
    { model: 'scorecards', matching: 'application.info', fields: ['candidate_remote_id'] },
    { model: 'notes', matching: 'candidate.listNotes', fields: [] },
    { model: 'application_stages', matching: 'interviewStage.list', fields: [] },
    { model: 'jobs', matching: 'interviewStage.list', fields: ['stages'] },
    {
      model: 'jobs',
      matching: 'hiringTeamRole.list',
      fields: ['hiring_team'],
      missedByDelta: 'It is rare, and every job would be read again for it.',
    },
    { model: 'jobs', matching: 'department.list', fields: ['department'] },
    { model: 'jobs', matching: 'jobPosting.info', fields: [...postingDetails, 'location'] },
    {
      model: 'jobs',
      matching: 'jobPosting.list',
      fields: ['visibility', 'post_url', ...postingDetails, 'location', 'department'],
    },
  ],
});
