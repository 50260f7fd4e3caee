export interface AshbyCustomField {
  id: string;
  isPrivate: boolean;
  title: string;
  value: unknown;
  /** Only for select fields. */
  valueLabel?: string | string[];
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
  email: string | null;
  globalRole: AshbyGlobalRole;
  isEnabled: boolean;
  updatedAt: string;
  managerId: string | null;
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
  externalName: string | null;
  isArchived: boolean;
  parentId: string | null;
  createdAt: string;
  updatedAt: string;
  extraData: Record<string, string> | null;
}

export interface AshbyPostalAddress {
  addressCountry: string | null;
  addressRegion: string | null;
  addressLocality: string | null;
  postalCode: string | null;
  streetAddress: string | null;
}

export type AshbyWorkplaceType = 'OnSite' | 'Hybrid' | 'Remote';

export interface AshbyLocation {
  id: string;
  name: string;
  externalName: string | null;
  isArchived: boolean;
  address: { postalAddress: AshbyPostalAddress } | null;
  isRemote: boolean;
  workplaceType: AshbyWorkplaceType | null;
  parentLocationId: string | null;
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
