import type { AshbyCustomField, AshbySource, AshbyTag, AshbyUser } from './organization.ts';

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

export interface AshbyNote {
  id: string;
  createdAt: string;
  isPrivate: boolean;
  content: string;
  author: Pick<AshbyUser, 'id' | 'firstName' | 'lastName' | 'email'>;
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
  position: string | null;
  company: string | null;
  school: string | null;
  applicationIds: string[];
  resumeFileHandle: AshbyFileHandle | null;
  fileHandles: AshbyFileHandle[];
  customFields: AshbyCustomField[];
  profileUrl: string;
  source: AshbySource | null;
  creditedToUser: AshbyUser | null;
  timezone: string | null;
  location: AshbyCandidateLocation | null;
  fraudStatus: string | null;
}
