import type { AshbyRecords } from './records.ts';
import type { AshbyApplication, AshbyCandidate, AshbyCustomField, AshbyJob } from './types.ts';

/** The modules of https://developers.ashbyhq.com/reference/authentication that we answer for. */
export const ashbyScopes = [
  'apiKeys:read',
  'apiKeys:write',
  'candidates:read',
  'candidates:write',
  'hiringProcessMetadata:read',
  'hiringProcessMetadata:write',
  'interviews:read',
  'interviews:write',
  'jobs:read',
  'jobs:write',
  'offers:read',
  'offers:write',
  'organization:read',
  'organization:write',
] as const;

export type AshbyScope = (typeof ashbyScopes)[number];

/** What the API key may see. What it may not see is left out silently, as with the vendor. */
export interface AshbyAccess {
  scopes: AshbyScope[];
  /** Confidential jobs, with their applications and the people who only applied there. */
  confidentialJobs: boolean;
  /** Private custom fields, except those of offers. */
  privateFields: boolean;
}

/** Decides what the key sees of a record. */
export class Visibility {
  readonly #records: AshbyRecords;
  readonly #access: AshbyAccess;

  constructor(records: AshbyRecords, access: AshbyAccess) {
    this.#records = records;
    this.#access = access;
  }

  isJobVisible(job: Pick<AshbyJob, 'confidential'> | null): boolean {
    return this.#access.confidentialJobs || job?.confidential !== true;
  }

  /** Private notes and custom fields. */
  arePrivateFieldsVisible(): boolean {
    return this.#access.privateFields;
  }

  isApplicationVisible(application: AshbyApplication | null): boolean {
    if (this.#access.confidentialJobs || application === null) return true;
    return this.isJobVisible(this.#records.jobs.find(application.job.id));
  }

  isCandidateVisible({ applicationIds }: AshbyCandidate): boolean {
    if (this.#access.confidentialJobs || applicationIds.length === 0) return true;
    return applicationIds.some((id) =>
      this.isApplicationVisible(this.#records.applications.find(id)),
    );
  }

  /** The record without the private custom fields that the key may not see. */
  withoutPrivateFields<T extends { customFields: AshbyCustomField[] }>(record: T): T {
    if (this.#access.privateFields) return record;
    const customFields = record.customFields.filter(({ isPrivate }) => !isPrivate);
    return { ...record, customFields };
  }
}
