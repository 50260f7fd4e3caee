import type { FileHandle } from './files.ts';
import type { Place } from './places.ts';

/** What every row of the company has. Moments are epoch milliseconds. */
export interface Row {
  id: string;
  createdAt: number;
  updatedAt: number;
  /** What a vendor shows in place of its own rendering: wrong or unknown values, for tests. */
  raw?: Readonly<Record<string, unknown>>;
}

export interface User extends Row {
  givenName: string;
  familyName: string;
  email: string;
  role: 'admin' | 'recruiter' | 'hiring manager' | 'interviewer';
  isActive: boolean;
}

export interface Department extends Row {
  name: string;
  parentId: string | null;
}

export interface Named extends Row {
  name: string;
}

export interface RejectionReason extends Named {
  by: 'company' | 'candidate' | 'nobody';
}

export interface Source extends Named {
  kind: string;
}

export interface Stage extends Named {
  /** Null where all jobs have the same stages. */
  jobId: string | null;
  kind: 'new' | 'screening' | 'interview' | 'offer' | 'hired';
  order: number;
}

export interface Question {
  id: string;
  text: string;
  type:
    | 'text'
    | 'long text'
    | 'yes or no'
    | 'choice'
    | 'choices'
    | 'number'
    | 'date'
    | 'file'
    | 'url';
  isRequired: boolean;
  options: { id: string; text: string }[];
}

export interface Job extends Row {
  title: string;
  code: string;
  status: 'open' | 'draft' | 'closed' | 'archived';
  isConfidential: boolean;
  /** Whether it is shown to applicants. */
  isPublished: boolean;
  departmentId: string | null;
  place: Place | null;
  isRemote: boolean;
  employment: 'full time' | 'part time' | 'contract' | 'temporary' | 'intern';
  /** HTML. */
  description: string;
  hiringManagerId: string;
  recruiterId: string;
  openedAt: number | null;
  closedAt: number | null;
  salary: { min: number; max: number; currency: string; per: 'year' | 'month' | 'hour' } | null;
  questions: Question[];
}

export interface Person extends Row {
  /** As the person writes it. */
  name: string;
  givenName: string;
  familyName: string;
  /** The main one first. */
  emails: string[];
  phones: string[];
  links: string[];
  company: string | null;
  position: string | null;
  school: string | null;
  place: Place | null;
  tagIds: string[];
  /** The résumé first, where there is one. */
  files: (FileHandle & { kind: 'resume' | 'other' })[];
  isErased: boolean;
}

export interface Application extends Row {
  personId: string;
  /** Null for somebody who is considered for no job yet. */
  jobId: string | null;
  stageId: string;
  status: 'active' | 'hired' | 'rejected';
  rejectionReasonId: string | null;
  /** When it was hired or rejected. */
  endedAt: number | null;
  /** Whether somebody found the person, instead of being applied to. */
  isSourced: boolean;
  sourceId: string | null;
  ownerId: string | null;
  /** By the id of the question. */
  answers: Readonly<Record<string, unknown>>;
  history: { stageId: string; enteredAt: number; userId: string | null }[];
}

export interface Interview extends Row {
  applicationId: string;
  stageId: string;
  title: string;
  startsAt: number;
  endsAt: number;
  status: 'planned' | 'done' | 'cancelled';
  interviewerIds: string[];
  where: string | null;
}

export interface Offer extends Row {
  applicationId: string;
  status: 'draft' | 'approved' | 'sent' | 'accepted' | 'declined';
  salary: NonNullable<Job['salary']>;
  /** `2026-05-01` */
  startDay: string | null;
  userId: string;
  sentAt: number | null;
  endedAt: number | null;
}

export interface Note extends Row {
  personId: string;
  applicationId: string | null;
  userId: string;
  text: string;
  isPrivate: boolean;
}

export interface Feedback extends Row {
  applicationId: string;
  interviewId: string | null;
  userId: string;
  /** From 1 to 4; null without one. */
  rating: number | null;
  answers: {
    question: string;
    type: 'text' | 'score' | 'yes or no';
    value: string | number | boolean | null;
  }[];
  /** Null for a draft. */
  submittedAt: number | null;
}

/** The tables of a company, and what they hold. */
export interface CompanyRows {
  departments: Department;
  users: User;
  tags: Named;
  sources: Source;
  rejectionReasons: RejectionReason;
  stages: Stage;
  jobs: Job;
  people: Person;
  applications: Application;
  interviews: Interview;
  offers: Offer;
  notes: Note;
  feedback: Feedback;
}
