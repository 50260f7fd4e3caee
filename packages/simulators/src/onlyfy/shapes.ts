import type {
  Application,
  Department,
  Job,
  Named,
  Person,
  Stage,
  User,
} from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import type { FileHandle } from '../kit/files.ts';
import type { Onlyfy } from './onlyfy.ts';
import {
  fileTypeOf,
  momentOf,
  momentOrNull,
  positionTypes,
  referenceTo,
  seniorities,
} from './words.ts';

const abbreviationLength = 2;

export function candidateShape(onlyfy: Onlyfy, person: Person): object {
  const { createdAt, id, isErased, updatedAt } = person;
  const { answers, avatar, cv, email, isInternal, language, profile, social, tagIds } =
    onlyfy.candidateOf(person);
  const positions = profile['positions'] as { end_date: string | null }[];
  const educations = profile['educations'] as { end_date: string | null }[];
  const isFound = Number(id) % 7 === 0;
  return shown(person, {
    id: Number(id),
    profile: {
      ...profile,
      avatar: avatar === null ? null : fileShape(onlyfy, avatar),
      current_position: positions.find(({ end_date }) => end_date === null) ?? null,
      current_education: educations.find(({ end_date }) => end_date === null) ?? null,
    },
    email,
    created_at: momentOf(createdAt),
    updated_at: momentOf(updatedAt),
    last_login: isFound || isErased ? null : momentOf(createdAt),
    last_activity_at: isFound ? null : momentOf(updatedAt),
    language,
    is_confirmed: !isFound,
    is_internal: isInternal,
    created_by: [],
    custom_fields: [...answers].map(([custom_field_id, values]) => ({
      custom_field_id,
      values,
    })),
    candidate_tag_ids: tagIds.map(Number),
    job_applications: onlyfy
      .applicationsOf(person)
      .map((one) => ({ id: Number(one.id), job_id: referenceTo(one.jobId) })),
    has_cv_upload: cv !== null,
    cv_file: cv === null ? null : fileShape(onlyfy, cv),
    ...social,
    reference_id: isFound ? Number(id) + 1 : null,
  });
}

/** Lists have the content of files, too, as documented. */
function fileShape(onlyfy: Onlyfy, file: FileHandle) {
  const { name: filename } = file;
  const base64_content = contentOf(onlyfy, file);
  return { filename, base64_content, file_type: fileTypeOf(file) };
}

function contentOf({ files }: Onlyfy, file: FileHandle): string {
  return Buffer.from(files.read(file).body).toString('base64');
}

export function applicationShape(onlyfy: Onlyfy, application: Application): object {
  const { createdAt, id, jobId, personId, stageId } = application;
  const data = onlyfy.applicationOf(application);
  const { stages, users } = onlyfy.company.tables;
  return shown(application, {
    ratings: onlyfy
      .feedbackOn(application)
      .flatMap(({ rating, submittedAt, userId }) =>
        rating === null || submittedAt === null
          ? []
          : [{ user: userShape(users.find(userId)), rating }],
      ),
    id: Number(id),
    candidate_id: Number(personId),
    job_id: referenceTo(jobId),
    is_finished: data.finishedAt !== null,
    finished_at: momentOrNull(data.finishedAt),
    created_at: momentOf(createdAt),
    canceled_at: momentOrNull(data.canceledAt),
    has_upload_task: data.hasUploadTask,
    motivational_letter: data.letter,
    xrm_tracking_id: data.trackingId,
    current_job_application_status: statusShape(onlyfy, stages.get(stageId)),
    job_application_status_logs: logsOf(onlyfy, application),
    recruiter_files: data.files.map((file) => ({
      filename: file.name,
      base64_content: contentOf(onlyfy, file),
      is_visible_for_candidate: file.isVisible,
      source: file.source,
    })),
  });
}

/** No order is documented: every second application has the newest first. */
function logsOf(onlyfy: Onlyfy, application: Application): object[] {
  const { stages, users } = onlyfy.company.tables;
  const logs = application.history.map(({ enteredAt, stageId, userId }, index) => ({
    created_at: momentOf(enteredAt),
    job_application_status: statusShape(onlyfy, stages.get(stageId)),
    user: userId === null ? null : userShape(users.find(userId)),
    reason: reasonOf(onlyfy, application, index),
    start_reminder_at: null,
  }));
  return Number(application.id) % 2 === 0 ? logs : logs.toReversed();
}

/** What was written, else the reason that the company knows for a rejection. */
export function reasonOf(onlyfy: Onlyfy, application: Application, index: number): string | null {
  const { company, kept, statusIds } = onlyfy;
  const { history, id, personId, rejectionReasonId } = application;
  const written = kept.reasons.get(`${id} ${index}`);
  if (written !== undefined || company.tables.people.get(personId).isErased) return written ?? null;
  const stageId = history[index]?.stageId ?? '';
  const isEnd = [statusIds.rejected, statusIds.withdrawn].includes(stageId);
  const known = company.tables.rejectionReasons.find(rejectionReasonId ?? '');
  return isEnd ? (known?.name ?? null) : null;
}

function userShape(user: User | null): object | null {
  if (user === null) return null;
  const { email, familyName, givenName } = user;
  return {
    email,
    firstname: givenName,
    middlename: null,
    lastname: familyName,
  };
}

function statusShape({ company, statusIds }: Onlyfy, stage: Stage): object {
  const { id, kind, name } = stage;
  return shown(stage, {
    id: Number(id),
    name,
    abbreviation: name.slice(0, abbreviationLength).toUpperCase(),
    is_default: company.stagesOf(null)[0]?.id === id,
    is_rejected: id === statusIds.rejected,
    is_hired: kind === 'hired',
    is_rejected_by_candidate: id === statusIds.withdrawn,
  });
}

export function jobShape(onlyfy: Onlyfy, job: Job): object {
  const { catalogue, company, kept } = onlyfy;
  const { code, createdAt, departmentId, employment, hiringManagerId, id, place, salary } = job;
  const { users } = company.tables;
  const number = Number(id);
  const city = catalogue.cities.find(({ translations }) => translations[0]?.name === place?.city);
  return shown(job, {
    id: number,
    handle: handleOf(job),
    short_handle: code.toLowerCase(),
    user: userShape(users.find(hiringManagerId)),
    title: job.title,
    created_at: momentOf(createdAt),
    department_id: referenceTo(departmentId),
    ...textsOf(job),
    salary: salary?.min ?? null,
    position_type: positionTypes[employment],
    city_id: city?.id ?? null,
    seniority: number % 5 === 0 ? null : seniorities[number % seniorities.length],
    industry_id: catalogue.industries[number % 4]?.id ?? null,
    ...publicationOf(job),
    custom_fields: [
      { custom_field_id: catalogue.costCentre.id, values: [{ id: number, value: code }] },
    ],
    start_of_work: number % 4 === 0 ? momentOf(Date.UTC(2027, number % 12, 1)) : null,
    head_count: 1 + (number % 3),
    main_contact: number % 6 === 0 ? null : userShape(users.find(job.recruiterId)),
    job_application_status_set: setShape(onlyfy, onlyfy.statusSetOf(job)),
    ...kept.jobs.get(id),
  });
}

const handleOf = ({ code }: Job): string => `${code.toLowerCase()}-example`;

/** Every third job is made from a template, and has its text in contents. */
function textsOf({ createdAt, description, id }: Job) {
  const created_at = momentOf(createdAt);
  if (Number(id) % 3 !== 0) return { job_template: null, description, job_contents: [] };
  return {
    job_template: { created_at, name: 'Standard', html: '<main>{{content}}</main>' },
    description: null,
    job_contents: [{ created_at, content: description }],
  };
}

function publicationOf(job: Job) {
  const { closedAt, id, isPublished, openedAt } = job;
  return {
    is_published_on_widget: isPublished,
    is_published_on_job_center: isPublished && Number(id) % 2 === 0,
    published_at: momentOrNull(openedAt),
    requested_publication_at: momentOrNull(openedAt),
    finished_at: momentOrNull(closedAt),
    apply_url: `https://jobs.example.com/apply/${handleOf(job)}`,
  };
}

function setShape(onlyfy: Onlyfy, set: keyof Onlyfy['statusSetIds']) {
  const statuses = onlyfy.statusesOf(set).map((stage) => statusShape(onlyfy, stage));
  return { id: Number(onlyfy.statusSetIds[set]), statuses };
}

export function statusSetShapes(onlyfy: Onlyfy) {
  return (['usual', 'trial'] as const).map((set) => {
    const jobs = onlyfy.list('jobs').filter((job) => onlyfy.statusSetOf(job) === set);
    return {
      ...setShape(onlyfy, set),
      job_ids: jobs.map(({ id }) => Number(id)),
    };
  });
}

export function tagShape(tag: Named): object {
  const { createdAt, id, name } = tag;
  const color_code = `#${(Number(id) % 0x1000).toString(16).padStart(3, '0')}000`;
  return shown(tag, {
    id: Number(id),
    created_at: momentOf(createdAt),
    name,
    color_code,
  });
}

export function departmentShape(department: Department): object {
  return shown(department, {
    id: Number(department.id),
    translations: [{ name: department.name }],
  });
}
