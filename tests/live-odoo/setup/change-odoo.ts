import type { ComparedModel } from './facts.ts';
import { refuseApplicant } from './live-odoo.ts';
import type { LiveOdoo, Row } from './live-odoo.ts';

export interface Changes {
  /** Ids of the records that were changed; Odoo itself may have changed more of them. */
  changed: Record<ComparedModel, string[]>;
  /** Who was refused. */
  refusedApplication: string;
  /** What was deleted without a trace. */
  deletedApplication: string;
}

/** Does what happens in a week of recruiting, through Odoo's own API. */
export async function changeOdoo(live: LiveOdoo): Promise<Changes> {
  const [moved, refused, invited, written, deleted] = await pickApplicants(live, 5);
  const [tag] = await live.list('hr.applicant.category', {});
  const [job] = await live.list('hr.job', {}, [['active', '=', true]]);
  const [demo] = await live.list('res.users', {}, [['login', '=', 'demo']]);
  const created = await live.create('hr.applicant', {
    partner_name: 'Zoe Zander',
    email_from: 'zoe.zander@example.org',
    job_id: job?.id,
  });
  const [zoe] = await live.list('hr.applicant', { partner_id: {} }, [['id', '=', created]]);
  const [hiredStage] = await live.list('hr.recruitment.stage', {}, [['hired_stage', '=', true]]);
  await live.call('hr.applicant', 'write', {
    ids: [moved.id],
    vals: { stage_id: hiredStage?.id },
  });
  await refuseApplicant(live, refused.id);
  await live.call('hr.applicant.category', 'write', { ids: [tag?.id], vals: { name: 'Renamed' } });
  await live.call('hr.job', 'action_archive', { ids: [job?.id] });
  const event = await live.create('calendar.event', {
    name: 'Second interview',
    start: '2031-06-07 12:00:00',
    stop: '2031-06-07 12:45:00',
    applicant_id: invited.id,
    user_id: demo?.id,
    location: 'Room 7',
  });
  await live.call('res.partner', 'write', {
    ids: [written['partner_id']],
    vals: { email: 'another.address@example.org', city: 'Shelbyville' },
  });
  await live.call('hr.applicant', 'unlink', { ids: [deleted.id] });
  const persons = [moved, refused, written, zoe].map(
    (each) => `partner:${String(each?.['partner_id'])}`,
  );
  return {
    changed: {
      jobs: [String(job?.id)],
      application_stages: [],
      applications: [created, moved.id, refused.id].map(String),
      candidates: persons,
      interviews: [String(event)],
      users: [],
      tags: [String(tag?.id)],
      rejection_reasons: [],
    },
    refusedApplication: String(refused.id),
    deletedApplication: String(deleted.id),
  };
}

/** Applicants in process, each of another person. */
async function pickApplicants(live: LiveOdoo, count: 5): Promise<[Row, Row, Row, Row, Row]> {
  const applicants = await live.list('hr.applicant', { partner_id: {} }, [
    ['active', '=', true],
    ['date_closed', '=', false],
    ['job_id', '!=', false],
    ['talent_pool_ids', '=', false],
  ]);
  const persons = Map.groupBy(applicants, ({ partner_id: contact }) => contact);
  const single = [...persons.values()].flatMap((entries) => (entries.length === 1 ? entries : []));
  if (single.length < count) throw new Error(`Odoo has only ${single.length} such applicants`);
  return single.slice(0, count) as [Row, Row, Row, Row, Row];
}
