import type { AshbyCandidate } from './candidates.ts';
import type { AshbyInterviewStage } from './interviews.ts';
import type { AshbyJob } from './jobs.ts';
import type {
  AshbyArchiveReason,
  AshbyCustomField,
  AshbySource,
  AshbyTeamMember,
  AshbyUser,
} from './organization.ts';

export type AshbyApplicationStatus = 'Hired' | 'Archived' | 'Active' | 'Lead';

export interface AshbyApplication {
  id: string;
  createdAt: string;
  updatedAt: string;
  status: AshbyApplicationStatus;
  customFields: AshbyCustomField[];
  candidate: Pick<AshbyCandidate, 'id' | 'name' | 'primaryEmailAddress' | 'primaryPhoneNumber'>;
  currentInterviewStage: AshbyInterviewStage;
  source: AshbySource | null;
  archiveReason: (AshbyArchiveReason & { customFields: AshbyCustomField[] }) | null;
  archivedAt: string | null;
  job: Pick<AshbyJob, 'id' | 'title' | 'locationId' | 'departmentId'>;
  creditedToUser: AshbyUser | null;
  hiringTeam: AshbyTeamMember[];
  appliedViaJobPostingId: string | null;
  submitterClientIp: string | null;
  submitterUserAgent: string | null;
}

export interface AshbyHistoryEntry {
  id: string;
  stageId: string;
  title: string;
  enteredStageAt: string;
  leftStageAt: string | null;
  stageNumber: number;
  allowedActions: ('none' | 'delete' | 'set_entered_at')[];
  actorId: string | null;
}
