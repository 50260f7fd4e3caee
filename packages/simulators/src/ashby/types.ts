/**
 * Ashby's objects as its API shows them. Source: the OpenAPI document at
 * https://developers.ashbyhq.com (May 2026); optional fields are null in live answers.
 */
type Text = string | null;

export interface AshbyCustomField {
  id: string;
  isPrivate: boolean;
  title: string;
  value: unknown;
  /** Only for select fields. */
  valueLabel?: string | string[];
}

export interface AshbyContact {
  value: string;
  type: 'Personal' | 'Work' | 'Other';
  isPrimary: boolean;
}

export interface AshbyFileHandle {
  id: string;
  name: string;
  handle: string;
}

export type AshbyGlobalRole =
  | 'Organization Admin'
  | 'Elevated Access'
  | 'Limited Access'
  | 'External Recruiter';

export interface AshbyUser {
  id: string;
  firstName: string;
  lastName: string;
  email: Text;
  globalRole: AshbyGlobalRole;
  isEnabled: boolean;
  updatedAt: string;
  managerId: Text;
  customFields: AshbyCustomField[];
}

export interface AshbyTitled {
  id: string;
  title: string;
  isArchived: boolean;
}

export type AshbyTag = AshbyTitled;

export interface AshbySource extends AshbyTitled {
  sourceType: AshbyTitled | null;
}

export interface AshbyArchiveReason {
  id: string;
  text: string;
  reasonType: 'RejectedByCandidate' | 'RejectedByOrg' | 'Other';
  isArchived: boolean;
}

export interface AshbyDepartment {
  id: string;
  name: string;
  externalName: Text;
  isArchived: boolean;
  parentId: Text;
  createdAt: string;
  updatedAt: string;
  extraData: Record<string, string> | null;
}

export interface AshbyPostalAddress {
  addressCountry: Text;
  addressRegion: Text;
  addressLocality: Text;
  postalCode: Text;
  streetAddress: Text;
}

export type AshbyWorkplaceType = 'OnSite' | 'Hybrid' | 'Remote';

export interface AshbyLocation {
  id: string;
  name: string;
  externalName: Text;
  isArchived: boolean;
  address: { postalAddress: AshbyPostalAddress } | null;
  isRemote: boolean;
  workplaceType: AshbyWorkplaceType | null;
  parentLocationId: Text;
  type: 'Location' | 'LocationHierarchy';
  extraData: Record<string, string> | null;
}

export interface AshbyCustomFieldDefinition extends AshbyTitled {
  isPrivate: boolean;
  objectType: 'Application' | 'Candidate' | 'Job' | 'Offer';
  fieldType: string;
  isRequired: boolean;
  selectableValues?: { label: string; value: string; isArchived: boolean }[];
}

export interface AshbyHiringTeamRole {
  id: string;
  title: string;
}

export interface AshbyTeamMember {
  userId: string;
  firstName: string;
  lastName: string;
  email: string;
  role: string;
}

export interface AshbyInterviewPlan extends AshbyTitled {
  createdAt: string;
  updatedAt: string;
}

export interface AshbyInterviewStage {
  id: string;
  title: string;
  /** Free text in the document; seen: Lead, PreInterviewScreen, Active, Offer, Hired, Archived. */
  type: string;
  orderInInterviewPlan: number;
  interviewStageGroupId: Text;
  interviewPlanId: string;
}

export interface AshbyInterview {
  id: string;
  title: string;
  externalTitle: Text;
  isArchived: boolean;
  isDebrief: boolean;
  isFeedbackRequired: boolean;
  isFeedbackRequested: boolean;
  instructionsHtml: Text;
  instructionsPlain: Text;
  jobId: Text;
  feedbackFormDefinitionId: string;
}

export type AshbyJobStatus = 'Draft' | 'Open' | 'Closed' | 'Archived';
export type AshbyEmploymentType = 'FullTime' | 'PartTime' | 'Intern' | 'Contract' | 'Temporary';

export interface AshbyJob {
  id: string;
  title: string;
  confidential: boolean;
  status: AshbyJobStatus;
  employmentType: AshbyEmploymentType;
  locationId: Text;
  secondaryLocationIds: string[];
  departmentId: Text;
  defaultInterviewPlanId: Text;
  interviewPlanIds: string[];
  customFields: AshbyCustomField[];
  jobPostingIds: string[];
  customRequisitionId: Text;
  brandId: Text;
  hiringTeam: AshbyTeamMember[];
  author: AshbyUser | null;
  createdAt: string;
  updatedAt: string;
  openedAt: Text;
  closedAt: Text;
  compensation: { compensationTiers: AshbyCompensationTier[] } | null;
}

export interface AshbyCompensationComponent {
  id: string;
  summary: string;
  compensationType: 'Salary' | 'EquityPercentage' | 'EquityCashValue' | 'Commission' | 'Bonus';
  interval: string;
  currencyCode: Text;
  label: Text;
  minValue: number | null;
  maxValue: number | null;
}

export interface AshbyCompensationTier {
  id: string;
  title: Text;
  additionalInformation: Text;
  components: AshbyCompensationComponent[];
  tierSummary: string;
}

export interface AshbyFormField {
  isRequired: boolean;
  descriptionHtml: Text;
  descriptionPlain: Text;
  field: {
    id: string;
    type: string;
    path: string;
    humanReadablePath: string;
    title: string;
    isNullable: boolean;
    selectableValues?: { label: string; value: string }[];
  };
}

export interface AshbyFormDefinition {
  sections: {
    title: Text;
    descriptionHtml: Text;
    descriptionPlain: Text;
    fields: AshbyFormField[];
  }[];
}

export interface AshbySurveyForm {
  id: string;
  organizationId: string;
  title: string;
  isArchived: boolean;
  isDefaultForm: boolean;
  formDefinition: AshbyFormDefinition;
  surveyType:
    | 'CandidateDataConsent'
    | 'CandidateExperience'
    | 'Diversity'
    | 'EEOC'
    | 'Questionnaire';
}

/** The shape of jobPosting.info; jobPosting.list shows a part of it. */
export interface AshbyJobPosting {
  id: string;
  title: string;
  descriptionPlain: string;
  descriptionHtml: string;
  descriptionSocial: Text;
  descriptionParts: Record<string, { html: string; plain: string } | null>;
  departmentName: string;
  teamName: string;
  teamNameHierarchy: string[];
  jobId: string;
  locationName: string;
  locationIds: { primaryLocationId: string; secondaryLocationIds: string[] };
  linkedData: Record<string, unknown>;
  publishedDate: string;
  applicationDeadline: Text;
  address: { postalAddress: AshbyPostalAddress } | null;
  isRemote: boolean;
  workplaceType: AshbyWorkplaceType | null;
  employmentType: AshbyEmploymentType;
  applicationFormDefinition: AshbyFormDefinition;
  surveyFormDefinitions: AshbySurveyForm[];
  isListed: boolean;
  suppressDescriptionOpening: boolean;
  suppressDescriptionClosing: boolean;
  externalLink: Text;
  applyLink: string;
  compensation: AshbyPostingCompensation;
  updatedAt: string;
  applicationLimitCalloutHtml: Text;
}

export interface AshbyPostingCompensation {
  compensationTierSummary: Text;
  summaryComponents: Omit<AshbyCompensationComponent, 'id'>[];
  compensationTiers: AshbyCompensationTier[];
  /** The name that live answers of jobPosting.info use. */
  shouldDisplayCompensation: boolean;
  /** The name in the document, and in live answers of jobPosting.list. */
  shouldDisplayCompensationOnJobBoard: boolean;
}

export interface AshbyCandidateLocation {
  id: string;
  locationSummary: string;
  locationComponents: { type: 'Country' | 'Region' | 'City'; name: string }[];
}

export interface AshbyCandidate {
  id: string;
  createdAt: string;
  updatedAt: string;
  name: string;
  primaryEmailAddress: AshbyContact | null;
  emailAddresses: AshbyContact[];
  primaryPhoneNumber: AshbyContact | null;
  phoneNumbers: AshbyContact[];
  socialLinks: { type: string; url: string }[];
  tags: AshbyTag[];
  position: Text;
  company: Text;
  school: Text;
  applicationIds: string[];
  resumeFileHandle: AshbyFileHandle | null;
  fileHandles: AshbyFileHandle[];
  customFields: AshbyCustomField[];
  profileUrl: string;
  source: AshbySource | null;
  creditedToUser: AshbyUser | null;
  timezone: Text;
  location: AshbyCandidateLocation | null;
  fraudStatus: Text;
}

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
  archivedAt: Text;
  job: Pick<AshbyJob, 'id' | 'title' | 'locationId' | 'departmentId'>;
  creditedToUser: AshbyUser | null;
  hiringTeam: AshbyTeamMember[];
  appliedViaJobPostingId: Text;
  submitterClientIp: Text;
  submitterUserAgent: Text;
}

export interface AshbyHistoryEntry {
  id: string;
  stageId: string;
  title: string;
  enteredStageAt: string;
  leftStageAt: Text;
  stageNumber: number;
  allowedActions: ('none' | 'delete' | 'set_entered_at')[];
  actorId: Text;
}

export interface AshbyFormSubmission {
  id: string;
  formDefinition: AshbyFormDefinition;
  /** Answers keyed by the path of the field. */
  submittedValues: Record<string, unknown>;
}

export interface AshbyInterviewer extends AshbyUser {
  trainingRole: 'Shadow' | 'Reverse-Shadow' | null;
  interviewerPool: null;
  isFeedbackRequired: boolean;
}

export interface AshbyInterviewEvent {
  id: string;
  interviewId: string;
  interviewScheduleId: string;
  interviewerUserIds: string[];
  interviewers: AshbyInterviewer[];
  createdAt: string;
  updatedAt: string;
  startTime: string;
  endTime: string;
  feedbackLink: string;
  location: Text;
  meetingLink: Text;
  interviewerCalendarEventId: Text;
  hasSubmittedFeedback: boolean;
  notetakerTranscriptId: Text;
  extraData: Record<string, string> | null;
}

export type AshbyScheduleStatus =
  | 'NeedsScheduling'
  | 'WaitingOnCandidateBooking'
  | 'WaitingOnCandidateAvailability'
  | 'CandidateAvailabilitySubmitted'
  | 'Scheduled'
  | 'WaitingOnFeedback'
  | 'Complete'
  | 'Cancelled'
  | 'OnHold';

export interface AshbyInterviewSchedule {
  id: string;
  status: AshbyScheduleStatus;
  applicationId: string;
  interviewStageId: string;
  scheduledBy: AshbyUser | null;
  createdAt: string;
  updatedAt: string;
  interviewEvents: AshbyInterviewEvent[];
}

export interface AshbyOfferVersion {
  id: string;
  startDate: Text;
  salary: { currencyCode: string; value: number } | null;
  createdAt: string;
  openingId: Text;
  customFields: AshbyCustomField[];
  fileHandles: AshbyFileHandle[];
  author: AshbyUser | null;
  approvalStatus: 'Approved' | 'WaitingOnApprovals' | 'Declined' | null;
}

export type AshbyOfferStatus =
  | 'WaitingOnApprovalStart'
  | 'WaitingOnOfferApproval'
  | 'WaitingOnApprovalDefinition'
  | 'WaitingOnCandidateResponse'
  | 'CandidateRejected'
  | 'CandidateAccepted'
  | 'OfferCancelled';

/** The shape of offer.info without its form; offer.list leaves out `versions`. */
export interface AshbyOffer {
  id: string;
  decidedAt: Text;
  applicationId: string;
  acceptanceStatus:
    | 'Accepted'
    | 'Declined'
    | 'Pending'
    | 'Created'
    | 'Cancelled'
    | 'WaitingOnResponse';
  offerStatus: AshbyOfferStatus;
  latestVersion: AshbyOfferVersion;
  versions: AshbyOfferVersion[];
}
