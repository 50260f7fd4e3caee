import { ageRecords, refuseApplicant } from './live-odoo.ts';
import type { LiveOdoo } from './live-odoo.ts';

/** Enough applicants for two pages of the connector. */
const applicantCount = 520;

/** Gives every field that the connector can read a value somewhere. Invented people only. */
export async function enrichOdoo(live: LiveOdoo): Promise<void> {
  await installApp(live, 'website_hr_recruitment');
  const [job, user] = [await firstId(live, 'hr.job'), await userId(live, 'demo')];
  await enrichJob(live, job, user);
  await createApplicants(live, job);
  const [applicant] = await live.list('hr.applicant', { partner_id: {} }, [
    ['partner_name', '=', 'Test Person 1'],
  ]);
  if (applicant === undefined) throw new Error('the applicants were not created');
  await enrichPerson(live, applicant.id, applicant['partner_id'] as number);
  const [refused] = await live.list('hr.applicant', {}, [['partner_name', '=', 'Test Person 2']]);
  await refuseApplicant(live, refused?.id ?? 0);
  await live.create('calendar.event', {
    name: 'Interview with Test Person 1',
    start: '2031-05-06 10:00:00',
    stop: '2031-05-06 11:00:00',
    applicant_id: applicant.id,
    location: 'Room 5',
    videocall_location: 'https://meet.example.com/5',
    user_id: user,
  });
  await live.call('hr.applicant', 'message_post', {
    ids: [applicant.id],
    body: 'Speaks Esperanto.',
    message_type: 'comment',
    subtype_xmlid: 'mail.mt_note',
  });
  await ageRecords(live);
}

async function installApp(live: LiveOdoo, name: string): Promise<void> {
  const [app] = await live.list('ir.module.module', { state: {} }, [['name', '=', name]]);
  if (app?.['state'] === 'installed') return;
  await live.call('ir.module.module', 'button_immediate_install', { ids: [app?.id] });
}

async function enrichJob(live: LiveOdoo, job: number, user: number): Promise<void> {
  const [company] = await live.list('res.company', { partner_id: {} });
  await live.call('res.partner', 'write', {
    ids: [company?.['partner_id']],
    vals: { street2: 'Floor 2' },
  });
  await live.call('res.company', 'write', {
    ids: [company?.id],
    vals: { job_properties_definition: [{ name: 'c0ffee', string: 'Budget', type: 'char' }] },
  });
  const contractType = await live.create('hr.contract.type', { name: 'Full-Time' });
  await live.call('hr.job', 'write', {
    ids: [job],
    vals: {
      company_id: company?.id,
      address_id: company?.['partner_id'],
      contract_type_id: contractType,
      interviewer_ids: [[6, 0, [user]]],
      website_published: true,
      job_properties: { c0ffee: 'B-12' },
      applicant_properties_definition: [
        { name: 'beef', string: 'Size', type: 'selection', selection: [['s', 'Small']] },
        { name: 'bead', string: 'Has car', type: 'boolean' },
      ],
    },
  });
}

async function createApplicants(live: LiveOdoo, job: number): Promise<void> {
  const people = Array.from({ length: applicantCount }, (_, index) => ({
    partner_name: `Test Person ${index + 1}`,
    email_from: `person${index + 1}@example.org`,
    job_id: job,
  }));
  const context = { tracking_disable: true, mail_create_nosubscribe: true };
  await live.call('hr.applicant', 'create', { vals_list: people, context });
  await live.create('hr.applicant', { partner_name: 'Nora Noaddress', job_id: job });
}

async function enrichPerson(live: LiveOdoo, applicant: number, contact: number): Promise<void> {
  const source = await live.create('utm.source', { name: 'Job fair' });
  const tag = await firstId(live, 'hr.applicant.category');
  await live.call('hr.applicant', 'write', {
    ids: [applicant],
    vals: {
      source_id: source,
      categ_ids: [[4, tag]],
      linkedin_profile: 'https://www.linkedin.com/in/test-person',
      applicant_properties: { beef: 's', bead: false },
    },
  });
  const [state] = await live.list('res.country.state', { country_id: {} }, [['code', '=', 'CA']]);
  await live.call('res.partner', 'write', {
    ids: [contact],
    vals: {
      phone: '+1 555 0100',
      function: 'Tester',
      company_name: 'Elsewhere Ltd',
      street: '1 Main Street',
      street2: 'Floor 3',
      city: 'Springfield',
      zip: '90001',
      state_id: state?.id,
      country_id: state?.['country_id'],
    },
  });
}

async function firstId(live: LiveOdoo, model: string): Promise<number> {
  const [first] = await live.list(model, {});
  if (first === undefined) throw new Error(`Odoo has no ${model}`);
  return first.id;
}

async function userId(live: LiveOdoo, login: string): Promise<number> {
  const [user] = await live.list('res.users', {}, [['login', '=', login]]);
  if (user === undefined) throw new Error(`Odoo has no user ${login}`);
  return user.id;
}
