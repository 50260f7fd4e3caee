import { dayMs } from '../kit/calendar.ts';
import type { Application } from '../kit/company-rows.ts';
import { partId } from './greenhouse.ts';
import { entryOf } from './lists.ts';
import type { Entry, List, View } from './lists.ts';
import {
  applicationShape,
  candidateShape,
  currentStageRow,
  idOf,
  kinds,
  momentOf,
} from './shapes.ts';

/** The applications of jobs that the user may see. */
export function* applicationsIn({ greenhouse, userId }: View): Generator<Application> {
  const { applications, jobs } = greenhouse.company.tables;
  const hidden = new Set<string | null>();
  for (const job of jobs.values()) if (!greenhouse.canSeeJob(job, userId)) hidden.add(job.id);
  for (const one of applications.values()) if (!hidden.has(one.jobId)) yield one;
}

/** Rows that belong to an application which the user may see. */
export function* below<Row extends { applicationId: string }>(
  view: View,
  rows: Iterable<Row>,
): Generator<[Row, Application]> {
  const seen = new Map(Array.from(applicationsIn(view), (one) => [one.id, one]));
  for (const row of rows) {
    const application = seen.get(row.applicationId);
    if (application !== undefined) yield [row, application];
  }
}

function* applicationStages(view: View): Generator<Entry> {
  const { greenhouse, call } = view;
  for (const application of applicationsIn(view)) {
    const { id, history, updatedAt } = application;
    const current = currentStageRow(greenhouse, application);
    for (const [index, { stageId, enteredAt }] of history.entries()) {
      const exitedAt = history[index + 1]?.enteredAt ?? application.endedAt;
      const rowId = partId(kinds.applicationStage, id, index);
      const stamps = { id: rowId, createdAt: enteredAt, updatedAt: exitedAt ?? updatedAt };
      // A row that was filled in later does not know when its stage began.
      const isBackFilled = Number(id) % 23 === 0 && index === 0;
      const references = { application_id: Number(id), current: current?.id === rowId };
      const render = () => ({
        days_in_stage: Math.floor(((exitedAt ?? call.at) - enteredAt) / dayMs),
        entered_at: isBackFilled ? null : momentOf(enteredAt),
        exited_at: momentOf(exitedAt),
        job_interview_stage_id: Number(stageId),
      });
      yield entryOf(stamps, render, references);
    }
  }
}

function* attachments(view: View): Generator<Entry> {
  const { greenhouse, call } = view;
  const { people } = greenhouse.company.tables;
  for (const { id: applicationId, personId } of applicationsIn(view)) {
    if (people.find(personId)?.isErased !== false) continue;
    for (const file of greenhouse.kept.attachments.get(applicationId) ?? []) {
      const render = () => ({
        filename: file.name,
        url: `${call.origin}${greenhouse.files.linkTo(file)}`,
      });
      yield entryOf(file, render, {
        application_id: Number(applicationId),
        candidate_id: Number(personId),
        type: file.type,
      });
    }
  }
}

function* rejections(view: View): Generator<Entry> {
  for (const { id, status, endedAt, rejectionReasonId, ownerId, updatedAt } of applicationsIn(
    view,
  )) {
    if (status !== 'rejected') continue;
    const at = endedAt ?? updatedAt;
    const { rejectedById, rejectionNoteId } = view.greenhouse.extraOf(id);
    const stamps = { id: partId(kinds.rejection, id), createdAt: at, updatedAt };
    const render = () => ({
      question_custom_fields: {},
      rejected_at: momentOf(at),
      rejected_by_id: idOf(rejectedById ?? ownerId),
      rejection_note_id: idOf(rejectionNoteId),
      rejection_reason_id: idOf(rejectionReasonId),
    });
    yield entryOf(stamps, render, { application_id: Number(id) });
  }
}

/** A note of an application that is hidden is hidden, too. */
function* notes(view: View): Generator<Entry> {
  const { greenhouse } = view;
  const seen = new Set(Array.from(applicationsIn(view), ({ id }) => id));
  for (const note of greenhouse.company.tables.notes.values()) {
    const { id, applicationId, personId, text, userId, isPrivate } = note;
    if (applicationId !== null && !seen.has(applicationId)) continue;
    const render = () => ({
      body: text,
      body_with_tags: text,
      email_attachment_file_names: null,
      email_cc: [],
      email_from: null,
      email_to: null,
      import_hash: null,
      subject: null,
      type: 'NOTE',
      user_id: idOf(userId),
      visibility: isPrivate ? 'privately_visible' : 'publicly_visible',
      ...greenhouse.kept.notes.get(id),
    });
    yield entryOf(note, render, {
      application_id: idOf(applicationId),
      candidate_id: Number(personId),
    });
  }
}

function* appliedTags({ greenhouse }: View): Generator<Entry> {
  for (const person of greenhouse.company.tables.people.values()) {
    for (const tagId of person.tagIds) {
      const { id, createdAt } = greenhouse.appliedTag(person, tagId);
      yield entryOf({ id, createdAt, updatedAt: createdAt }, () => ({}), {
        candidate_id: Number(person.id),
        candidate_tag_id: Number(tagId),
      });
    }
  }
}

const holds = (shape: Readonly<Record<string, unknown>>, field: string, value: string): boolean =>
  [shape[field] ?? []]
    .flat()
    .some((one: unknown) => String(Object(one)['value'] ?? one).toLowerCase() === value);

/** People, and what belongs to them and their applications. */
export const candidateLists: Readonly<Record<string, List>> = {
  candidates: {
    entries: ({ greenhouse }) =>
      Array.from(greenhouse.company.tables.people.values(), (person) =>
        entryOf(person, () => candidateShape(greenhouse, person)),
      ),
    filters: 'last_activity_at@',
    special: {
      email: { accepts: (shape, value) => holds(shape, 'email_addresses', value.toLowerCase()) },
      tag: { accepts: (shape, value) => holds(shape, 'tags', value.toLowerCase()) },
      private: {
        default: 'true',
        options: ['true', 'false'],
        accepts: ({ private: isPrivate }, value) => value === 'true' || isPrivate === false,
      },
    },
  },
  applications: {
    entries: (view) =>
      Array.from(applicationsIn(view), (one) =>
        entryOf(one, () => applicationShape(view.greenhouse, one), {
          candidate_id: Number(one.personId),
          job_id: idOf(one.jobId),
        }),
      ),
    filters:
      'candidate_ids job_ids prospective_job_ids job_post_ids source_ids referrer_ids stage_ids job_interview_stage_ids stage_name last_activity_at@ prospect?',
    special: {
      // Filters say `active` where records say `in_process`.
      status: {
        options: ['rejected', 'hired', 'converted', 'active'],
        accepts: ({ status }, value) => status === (value === 'active' ? 'in_process' : value),
      },
    },
  },
  application_stages: {
    entries: applicationStages,
    filters: 'application_ids job_interview_stage_ids current?',
  },
  attachments: {
    entries: attachments,
    filters:
      'application_ids candidate_ids type=resume|cover_letter|take_home_test|offer_packet|offer_letter|signed_offer_letter|other|form_attachment|midfunnel_agreement|automated_agreement',
  },
  rejection_details: { entries: rejections, filters: 'application_ids rejection_reason_ids' },
  notes: {
    entries: notes,
    filters:
      'candidate_ids user_ids application_ids type=NOTE|ACTIVITY|INTERVIEW|EMAIL|FOLLOW_UP|TAKE_HOME_TEST|LINKEDIN_NOTE|LINKEDIN_INMAIL|AVAILABILITY_REQUEST|MIGRATION_ERROR|TOUCHPOINT|FORM|FEEDBACK visibility=admin_only_visible|privately_visible|publicly_visible',
  },
  applied_candidate_tags: { entries: appliedTags, filters: 'candidate_tag_ids candidate_ids' },
};
