export const candidateStatuses = [
  'LEAD',
  'NEW',
  'IN_REVIEW',
  'INTERVIEW',
  'OFFERED',
  'HIRED',
  'REJECTED',
  'WITHDRAWN',
  'TRANSFERRED',
] as const;
export type CandidateStatus = (typeof candidateStatuses)[number];

/**
 * The fixed statuses with the sub-statuses of the one hiring process. The id of a stage is what it
 * is made of. A lead is in NEW, too.
 */
export const stages = [
  { id: 'NEW', name: 'New', kind: 'new' },
  { id: 'IN_REVIEW', name: 'In review', kind: 'screening' },
  { id: 'IN_REVIEW/Phone Screen', name: 'Phone Screen', kind: 'screening' },
  { id: 'INTERVIEW', name: 'Interview', kind: 'interview' },
  { id: 'INTERVIEW/On-site & Team', name: 'On-site & Team', kind: 'interview' },
  { id: 'OFFERED', name: 'Offered', kind: 'offer' },
  { id: 'OFFERED/Verbal Offer', name: 'Verbal Offer', kind: 'offer' },
  { id: 'HIRED', name: 'Hired', kind: 'hired' },
] as const;

export const subStatuses = Object.fromEntries(
  ['IN_REVIEW', 'INTERVIEW', 'OFFERED'].map((status) => [
    status,
    stages.flatMap(({ id, name }) => (id.startsWith(`${status}/`) ? [name] : [])),
  ]),
);
