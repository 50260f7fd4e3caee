import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Kombo } from '@kombo-api/sdk';
import { KomboAtsError } from '@kombo-api/sdk/models/errors';
import { findLiveOdoo, noOdoo } from './setup/live-odoo.ts';
import type { Row } from './setup/live-odoo.ts';
import { startApi } from './setup/start-api.ts';
import type { Api } from './setup/start-api.ts';

const live = findLiveOdoo();
const pdf = Buffer.from('%PDF-1.4 an invented CV');

describe(
  'actions of the official SDK at a real Odoo',
  { skip: live === null ? noOdoo : false },
  () => {
    let api: Api;
    let kombo: Kombo;
    before(async () => {
      api = await startApi(live!);
      kombo = new Kombo({
        server_url: api.url,
        api_key: api.key,
        integration_id: api.integrationId,
      });
    });
    after(() => api?.close());

    const applicantFields = {
      partner_name: {},
      email_from: {},
      partner_phone: {},
      partner_id: {
        fields: {
          name: {},
          function: {},
          street: {},
          city: {},
          country_id: { fields: { code: {} } },
        },
      },
      job_id: {},
      stage_id: {},
      active: {},
      application_status: {},
      refuse_reason_id: {},
      categ_ids: { fields: { name: {} } },
      source_id: { fields: { name: {} } },
      availability: {},
      salary_expected: {},
      salary_expected_extra: {},
      message_main_attachment_id: { fields: { name: {} } },
    };
    const findApplicant = async (remoteId: string | null): Promise<Row> => {
      const [row] = await live!.list('hr.applicant', applicantFields, [
        ['id', '=', Number(remoteId)],
      ]);
      assert.ok(row, 'Odoo does not have the applicant');
      return row;
    };
    const notesOf = async (remoteId: string | null): Promise<string[]> => {
      const domain = [
        ['model', '=', 'hr.applicant'],
        ['res_id', '=', Number(remoteId)],
        ['message_type', '=', 'comment'],
      ];
      const rows = await live!.list(
        'mail.message',
        { body: {}, subtype_id: { fields: { name: {} } } },
        domain,
      );
      return rows.map(({ body }) => String(body));
    };
    const openJob = async () => {
      const page = await kombo.ats.getJobs({ statuses: ['OPEN'] });
      const [job] = page.result.data.results;
      assert.ok(job);
      return job;
    };
    async function apply(email: string, job?: string) {
      return kombo.ats.createApplication({
        job_id: job ?? (await openJob()).id,
        body: {
          candidate: { first_name: 'Wanda', last_name: 'Writer', email_address: email },
        },
      });
    }
    async function findShown(id: string) {
      const { result } = await kombo.ats.getApplications({ ids: [id] });
      const [application] = result.data.results;
      assert.ok(application);
      return application;
    }
    async function expectError(call: Promise<unknown>, code: string): Promise<string> {
      const failure = await call.catch((error: unknown) => error);
      assert.ok(failure instanceof KomboAtsError, String(failure));
      assert.equal(failure.error.code, code, failure.error.message);
      return failure.error.message;
    }

    test('createApplication makes applicant, contact, source, file and note', async () => {
      const job = await openJob();
      const { data, warnings } = await kombo.ats.createApplication({
        job_id: job.id,
        body: {
          stage_id: job.stages[1]!.id,
          candidate: {
            first_name: 'Ada',
            last_name: 'Beispiel',
            email_address: 'Ada.Beispiel@example.com',
            title: 'Welder',
            company: 'Example Dockyard',
            phone_number: '+49 30 0123',
            location: { country: 'DE', city: 'Leipzig', street_1: 'Beispielweg 1' },
            availability_date: new Date('2031-02-01'),
            salary_expectations: { period: 'YEAR', amount: 61_000 },
            social_links: [{ url: 'https://a.example.com' }],
          },
          attachments: [
            {
              name: 'cv.pdf',
              type: 'CV',
              content_type: 'application/pdf',
              data: pdf.toString('base64'),
            },
          ],
        },
      });
      const row = await findApplicant(data.remote_id);
      assert.equal(row['partner_name'], 'Ada Beispiel');
      assert.equal(row['email_from'], 'Ada.Beispiel@example.com');
      assert.equal(row['stage_id'], Number(job.stages[1]!.remote_id));
      assert.equal((row['source_id'] as Row)['name'], 'live');
      assert.equal(row['availability'], '2031-02-01');
      assert.equal(row['salary_expected'], 61_000);
      assert.equal(row['salary_expected_extra'], 'a year');
      const contact = row['partner_id'] as Row;
      assert.equal(contact['function'], 'Welder');
      assert.equal(contact['city'], 'Leipzig');
      assert.equal((contact['country_id'] as Row)['code'], 'DE');
      assert.equal((row['message_main_attachment_id'] as Row)['name'], 'cv.pdf');
      assert.match((await notesOf(data.remote_id)).join(), /Link: https:\/\/a\.example\.com/);
      assert.equal(data.candidate?.remote_id, `partner:${contact.id}`);
      assert.equal(data.candidate?.title, 'Welder');
      assert.equal(data.current_stage?.id, job.stages[1]!.id);
      assert.match(warnings.map(({ message }) => message).join('\n'), /in a note/);
    });

    test('createApplication reuses the contact, and refuses a second application for the job', async () => {
      const { data } = await apply('reuse@example.com');
      const job = (await kombo.ats.getJobs({ statuses: ['OPEN'] })).result.data.results[1];
      const second = await apply('REUSE@example.com', job?.id);
      assert.equal(second.data.candidate?.id, data.candidate?.id);
      assert.match(second.warnings.map(({ message }) => message).join(), /there already/);
      await expectError(apply('reuse@example.com'), 'ATS.APPLICATION_ALREADY_EXISTS');
      const rows = await live!.list('hr.applicant', {}, [
        ['email_normalized', '=', 'reuse@example.com'],
      ]);
      assert.equal(rows.length, 2);
    });

    test('createApplication refuses a job that was archived meanwhile', async () => {
      const jobId = await live!.create('hr.job', { name: 'Lamplighter' });
      await api.sync('DELTA');
      const page = await kombo.ats.getJobs({ remote_ids: [String(jobId)] });
      const [job] = page.result.data.results;
      assert.equal(job?.status, 'OPEN');
      await live!.call('hr.job', 'write', { ids: [jobId], vals: { active: false } });
      await expectError(apply('closed@example.com', job.id), 'ATS.JOB_CLOSED');
      const rows = await live!.list('res.partner', {}, [
        ['email_normalized', '=', 'closed@example.com'],
      ]);
      assert.deepEqual(rows, []);
      await api.sync('DELTA');
      const [closed] = (await kombo.ats.getJobs({ ids: [job.id] })).result.data.results;
      assert.equal(closed?.status, 'ARCHIVED');
    });

    test('moveApplicationToStage moves; rejectApplication refuses with reason and note', async () => {
      const { data } = await apply('move@example.com');
      const job = await openJob();
      const startedAt = new Date();
      await kombo.ats.moveApplicationToStage({
        application_id: data.id,
        body: { stage_id: job.stages[2]!.id },
      });
      assert.equal(
        (await findApplicant(data.remote_id))['stage_id'],
        Number(job.stages[2]!.remote_id),
      );
      assert.equal((await findShown(data.id)).current_stage?.id, job.stages[2]!.id);
      const [reason] = (await kombo.ats.getRejectionReasons({})).result.data.results;
      await kombo.ats.rejectApplication({
        application_id: data.id,
        body: { rejection_reason_id: reason!.id, note: 'Not this time.\n<b>Sorry</b>' },
      });
      const row = await findApplicant(data.remote_id);
      assert.equal(row['application_status'], 'refused');
      assert.equal(row['refuse_reason_id'], Number(reason!.remote_id));
      assert.match(
        (await notesOf(data.remote_id)).join(),
        /Not this time\.<br ?\/?>&lt;b&gt;Sorry/,
      );
      const shown = await findShown(data.id);
      assert.equal(shown.outcome, 'DECLINED');
      assert.equal(shown.rejection_reason_name, reason!.name);
      const { result } = await kombo.ats.getCandidates({ updated_after: startedAt });
      assert.ok(result.data.results.some(({ id }) => id === data.candidate?.id));
      const message = await expectError(
        kombo.ats.moveApplicationToStage({
          application_id: data.id,
          body: { stage_id: job.stages[0]!.id },
        }),
        'REMOTE.INPUT_INVALID',
      );
      assert.match(message, /refused in Odoo/);
    });

    test('notes and result links are internal notes that read as they were written', async () => {
      const { data } = await apply('notes@example.com');
      await kombo.ats.addApplicationNote({
        application_id: data.id,
        body: { content: 'Line 1 <script>\nLine 2 & more', content_type: 'PLAIN_TEXT' },
      });
      const link = {
        label: 'Test <1>',
        url: 'https://tests.example.com/?a=1&b="2"',
        details: {
          custom_field_name_prefix: 'Acme:',
          attributes: [{ key: 'Score', value: '97 %' }],
        },
      };
      const onApplication = await kombo.ats.addApplicationResultLink({
        application_id: data.id,
        body: link,
      });
      await kombo.ats.addCandidateResultLink({ candidate_id: data.candidate!.id, body: link });
      assert.match(onApplication.warnings[0]!.message, /no result links/);
      const notes = (await notesOf(data.remote_id)).join('\n');
      assert.match(notes, /Line 1 &lt;script&gt;<br ?\/?>Line 2 &amp; more/);
      assert.equal(notes.match(/>Test &lt;1&gt;<\/a><br ?\/?>Score: 97 %/g)?.length, 2, notes);
    });

    test('attachments come back byte for byte', async () => {
      const { data } = await apply('files@example.com');
      const content = Buffer.from(Array.from({ length: 200_001 }, (_, index) => index % 251));
      const body = (name: string, type: 'CV' | 'OTHER') => ({
        attachment: {
          name,
          type,
          content_type: 'application/pdf',
          data: content.toString('base64'),
        },
      });
      await kombo.ats.addApplicationAttachment({
        application_id: data.id,
        body: body('a.pdf', 'CV'),
      });
      await kombo.ats.addCandidateAttachment({
        candidate_id: data.candidate!.id,
        body: body('b.pdf', 'OTHER'),
      });
      const list = await kombo.ats.getCandidateAttachments({ candidate_id: data.candidate!.id });
      const files = list.data.results.toSorted((one, other) =>
        one.file_name < other.file_name ? -1 : 1,
      );
      assert.deepEqual(
        files.map(({ file_name, type }) => [file_name, type]),
        [
          ['a.pdf', 'CV'],
          ['b.pdf', 'OTHER'],
        ],
      );
      assert.equal(files[0]!.application_id, data.id);
      for (const { data_url } of files) {
        const answer = await fetch(data_url);
        assert.equal(answer.headers.get('content-type'), 'application/pdf');
        assert.ok(Buffer.from(await answer.arrayBuffer()).equals(content));
      }
      const own = await kombo.ats.getApplicationAttachments({ application_id: data.id });
      assert.equal(own.data.results.length, 2);
    });

    test('tags are made, added once, shown and removed', async () => {
      const { data } = await apply('tags@example.com');
      const request = { candidate_id: data.candidate!.id, body: { tag: { name: 'Excited' } } };
      for (let time = 0; time < 2; time += 1) await kombo.ats.addCandidateTag(request);
      const tagsOf = async () =>
        ((await findApplicant(data.remote_id))['categ_ids'] as Row[]).map(({ name }) => name);
      assert.deepEqual(await tagsOf(), ['Excited']);
      const shown = async () =>
        (
          await kombo.ats.getCandidates({ ids: [data.candidate!.id] })
        ).result.data.results[0]?.tags.map(({ name }) => name);
      assert.deepEqual(await shown(), ['Excited']);
      for (let time = 0; time < 2; time += 1) {
        await kombo.ats.removeCandidateTag({ ...request, body: { tag: { name: 'EXCITED' } } });
      }
      assert.deepEqual(await tagsOf(), []);
      assert.deepEqual(await shown(), []);
    });

    test('the next syncs neither duplicate nor revert any of it', async () => {
      const before = await api.list('applications', { include_deleted: 'true' });
      const people = await api.list('candidates', { include_deleted: 'true' });
      await api.sync('DELTA');
      await api.sync('FULL');
      const times = new Set(['changed_at', 'remote_updated_at']);
      const plain = (records: readonly object[]): unknown =>
        JSON.parse(JSON.stringify(records, (key, value) => (times.has(key) ? null : value)));
      assert.deepEqual(
        plain(await api.list('applications', { include_deleted: 'true' })),
        plain(before),
      );
      assert.deepEqual(
        plain(await api.list('candidates', { include_deleted: 'true' })),
        plain(people),
      );
    });

    test('passthrough calls any method of Odoo', async () => {
      const { data } = await kombo.general.sendPassthroughRequest({
        tool: 'odoo',
        api: 'json2',
        body: { method: 'POST', path: '/hr.applicant/search_count', data: { domain: [] } },
      });
      assert.equal(data.status, 200);
      assert.ok(Number(data.data) > 0);
    });
  },
);
