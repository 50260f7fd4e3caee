import type { Application } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { answering } from './access.ts';
import { placementShape } from './candidates.ts';
import { bodyOf, checkKnown, id, unprocessable } from './input.ts';
import type { Recruitee } from './recruitee.ts';
import { assign, openOffer } from './new-candidates.ts';

const assignFields = { candidate_id: is.required(id), offer_id: id, talent_pool_id: id };
const moveFields = {
  stage_id: is.required(id),
  hired_at: is.isoMoment,
  work_location_id: id,
  opening_id: id,
};

/** Everything that changes a placement. */
export function placementWrites(account: Recruitee): Route[] {
  const { company } = account;
  const answered = (one: Application) => ({
    placement: placementShape(account, company.tables.applications.get(one.id)),
  });
  const change = (verb: string, act: (one: Application, body: unknown) => void): Route =>
    answering(`PATCH /placements/:id/${verb}`, 'Manage candidates', (call) => {
      const placement = account.findPlacement(call.params['id']);
      act(placement, bodyOf(call));
      return answered(placement);
    });
  return [
    answering('POST /placements', 'Manage candidates', (call) => {
      const input = checkKnown(bodyOf(call), assignFields);
      const { offer_id: offerId, talent_pool_id: poolId } = input;
      if (offerId === undefined && poolId === undefined) {
        throw unprocessable('offer_id', "can't be blank");
      }
      const person = company.tables.people.find(String(input['candidate_id']));
      if (person === null) throw unprocessable('candidate_id', 'is invalid');
      const job = openOffer(account, offerId ?? poolId);
      if (account.isPool(job.id) !== (poolId !== undefined)) {
        throw unprocessable(poolId === undefined ? 'offer_id' : 'talent_pool_id', 'is invalid');
      }
      const isThere = account.placements.of(person.id).some(({ jobId }) => jobId === job.id);
      if (isThere) throw unprocessable('offer_id', 'has already been taken');
      return json(answered(assign(account, person, job)), 201);
    }),
    change('change_stage', (one, body) => moveTo(account, one, body)),
    change('disqualify', (one, body) => {
      const { disqualify_reason_id: reasonId } = checkKnown(body, {
        disqualify_reason_id: is.required(id),
      });
      const reason = company.tables.rejectionReasons.find(String(reasonId));
      if (reason === null) throw unprocessable('disqualify_reason_id', 'is invalid');
      company.endApplication(one.id, 'rejected', reason.id);
    }),
    change('requalify', ({ id: placementId, status }) => {
      if (status === 'rejected') company.reopenApplication(placementId);
    }),
    answering('DELETE /placements/:id', 'Manage candidates', ({ params }) => {
      const one = account.findPlacement(params['id']);
      const answer = answered(one);
      company.remove('applications', one.id);
      return answer;
    }),
  ];
}

/** A stage of the offer's own pipeline. To be moved ends a disqualification. */
function moveTo(account: Recruitee, one: Application, body: unknown): void {
  const { company, kept } = account;
  const input = checkKnown(body, moveFields);
  const job = company.tables.jobs.find(one.jobId ?? '');
  const stages = job === null ? [] : account.pipelineOf(job);
  const stage = stages.find((found) => found.id === String(input['stage_id']));
  if (stage === undefined) throw unprocessable('stage_id', 'is invalid');
  const needsOpening = stage.kind === 'hired' && kept.openings.has(one.jobId ?? '');
  if (needsOpening && input['opening_id'] === undefined) {
    throw unprocessable('opening_id', "can't be blank");
  }
  if (one.status !== 'active') company.reopenApplication(one.id);
  company.moveApplication(one.id, stage.id, account.owner.id);
  const hiredAt = is.givenText(input, 'hired_at');
  if (stage.kind !== 'hired' || hiredAt === undefined) return;
  company.change('applications', one.id, { endedAt: Date.parse(hiredAt) });
}
