import type {
  AshbyCompensationComponent,
  AshbyCompensationTier,
  AshbyEmploymentType,
} from './jobs.ts';
import type { AshbyPostalAddress, AshbyWorkplaceType } from './organization.ts';

export interface AshbyFormField {
  isRequired: boolean;
  descriptionHtml: string | null;
  descriptionPlain: string | null;
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
    title: string | null;
    descriptionHtml: string | null;
    descriptionPlain: string | null;
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
  descriptionSocial: string | null;
  descriptionParts: Record<string, { html: string; plain: string } | null>;
  departmentName: string;
  teamName: string;
  teamNameHierarchy: string[];
  jobId: string;
  locationName: string;
  locationIds: { primaryLocationId: string; secondaryLocationIds: string[] };
  linkedData: Record<string, unknown>;
  publishedDate: string;
  applicationDeadline: string | null;
  address: { postalAddress: AshbyPostalAddress } | null;
  isRemote: boolean;
  workplaceType: AshbyWorkplaceType | null;
  employmentType: AshbyEmploymentType;
  applicationFormDefinition: AshbyFormDefinition;
  surveyFormDefinitions: AshbySurveyForm[];
  isListed: boolean;
  suppressDescriptionOpening: boolean;
  suppressDescriptionClosing: boolean;
  externalLink: string | null;
  applyLink: string;
  compensation: AshbyPostingCompensation;
  updatedAt: string;
  applicationLimitCalloutHtml: string | null;
}

export interface AshbyPostingCompensation {
  compensationTierSummary: string | null;
  summaryComponents: Omit<AshbyCompensationComponent, 'id'>[];
  compensationTiers: AshbyCompensationTier[];
  /** The name that live answers of jobPosting.info use. */
  shouldDisplayCompensation: boolean;
  /** The name in the document, and in live answers of jobPosting.list. */
  shouldDisplayCompensationOnJobBoard: boolean;
}

export interface AshbyFormSubmission {
  id: string;
  formDefinition: AshbyFormDefinition;
  /** Answers keyed by the path of the field. */
  submittedValues: Record<string, unknown>;
}
