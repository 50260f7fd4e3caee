import type { AshbyCustomField, AshbyTeamMember, AshbyUser } from './organization.ts';

export type AshbyJobStatus = 'Draft' | 'Open' | 'Closed' | 'Archived';
export type AshbyEmploymentType = 'FullTime' | 'PartTime' | 'Intern' | 'Contract' | 'Temporary';

export interface AshbyJob {
  id: string;
  title: string;
  confidential: boolean;
  status: AshbyJobStatus;
  employmentType: AshbyEmploymentType;
  locationId: string | null;
  secondaryLocationIds: string[];
  departmentId: string | null;
  defaultInterviewPlanId: string | null;
  interviewPlanIds: string[];
  customFields: AshbyCustomField[];
  jobPostingIds: string[];
  customRequisitionId: string | null;
  brandId: string | null;
  hiringTeam: AshbyTeamMember[];
  author: AshbyUser | null;
  createdAt: string;
  updatedAt: string;
  openedAt: string | null;
  closedAt: string | null;
  compensation: { compensationTiers: AshbyCompensationTier[] } | null;
}

export interface AshbyCompensationComponent {
  id: string;
  summary: string;
  compensationType: 'Salary' | 'EquityPercentage' | 'EquityCashValue' | 'Commission' | 'Bonus';
  interval: string;
  currencyCode: string | null;
  label: string | null;
  minValue: number | null;
  maxValue: number | null;
}

export interface AshbyCompensationTier {
  id: string;
  title: string | null;
  additionalInformation: string | null;
  components: AshbyCompensationComponent[];
  tierSummary: string;
}
