import { RemoteError, nullIfGone } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, VendorHookState } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo, changeOdoo } from '../call-odoo.ts';
import { createOdooReader } from '../read/odoo-reader.ts';
import type { JsonObject, OdooDomain, OdooReader } from '../read/odoo-reader.ts';
import { OdooSettings } from '../settings.ts';
import { watchedModels } from './watched-models.ts';

const rules = 'base.automation';

/** Both, since an archived record is written and a deleted one is not. */
const triggers = ['on_create_or_write', 'on_unlink'] as const;

/**
 * Makes sure that the key may set up rules: only administrators may make server actions.
 * @throws RemoteError that says what an administrator of Odoo is to do
 */
export async function requireAdministrator(context: ConnectorContext): Promise<void> {
  const target = { model: 'ir.actions.server', method: 'has_access' };
  if ((await callOdoo(context, target, { operation: 'create' })) === true) return;
  throw new RemoteError({
    kind: 'permission',
    message:
      'Only an administrator of Odoo may set up automation rules, or take them back. Have the user ' +
      'of this key made one (Settings, Users, Role: Administrator) and try again. The role can be ' +
      'taken back afterwards: rules that are there stay.',
    status: null,
  });
}

/**
 * Makes sure that Odoo has the app for automation rules.
 * @throws RemoteError that says what an administrator of Odoo is to do
 */
export async function requireAutomationRules(context: ConnectorContext): Promise<void> {
  const reader = createOdooReader(context);
  const modules = { model: 'ir.module.module', fields: ['state'] };
  const domain: OdooDomain = [['name', '=', 'base_automation']];
  const [module] = await reader.searchAll({ ...modules, domain });
  if (module === undefined) throw notPossible('This Odoo does not have the app Automation Rules.');
  if (module.plain['state'] === 'installed') return;
  if (!OdooSettings.parse(context.settings).install_automation_rules) {
    throw notPossible(
      'Odoo needs the app Automation Rules (base_automation), which comes with it but is not installed. ' +
        'Have it installed under Apps, or set install_automation_rules=true for this integration, then register again.',
    );
  }
  const target = { model: 'ir.module.module', method: 'button_immediate_install' };
  await changeOdoo(context, target, { ids: [module.id] });
}

/**
 * Makes the rules that post to an address whatever changes.
 * @returns their ids
 */
export async function createRules(context: ConnectorContext, url: string): Promise<number[]> {
  const reader = createOdooReader(context);
  const models = await findModels(reader);
  const fieldIds = await findFields(reader);
  const values = models.flatMap((model) =>
    triggers.map((trigger) => toRule(model, { trigger, url, fieldIds })),
  );
  const create = { model: rules, method: 'create' };
  // One request: Odoo makes all of them, or none.
  const ids = z
    .array(z.number().int())
    .safeParse(await changeOdoo(context, create, { vals_list: values }));
  if (ids.success) return ids.data;
  const message = 'Odoo made automation rules, but does not tell which. Register again.';
  throw new RemoteError({ kind: 'unknown', message, status: 200, mayHaveHappened: true });
}

function toRule(
  { name, id }: { name: string; id: number },
  { trigger, url, fieldIds }: { trigger: string; url: string; fieldIds: FieldIds },
): JsonObject {
  const { fields = [], domain = false } = watchedModels.get(name) ?? {};
  const title = `Hirewire: ${trigger === 'on_unlink' ? 'deleted' : 'changed'} ${name}`;
  const sent = fields.flatMap((field) => fieldIds.get(`${name}.${field}`) ?? []);
  const action = {
    name: title,
    model_id: id,
    state: 'webhook',
    webhook_url: url,
    webhook_field_ids: [[6, 0, sent]],
  };
  return {
    name: title,
    model_id: id,
    trigger,
    filter_domain: domain,
    action_server_ids: [[0, 0, action]],
  };
}

/** Rules that post to an address, whoever made them and whatever secret they send. */
export async function findRules(context: ConnectorContext, url: string): Promise<number[]> {
  const actions = await createOdooReader(context).searchAll({
    model: 'ir.actions.server',
    domain: [
      ['state', '=', 'webhook'],
      ['webhook_url', '=like', `${url}?%`],
    ],
    fields: ['webhook_url', 'base_automation_id'],
  });
  return actions.flatMap(({ plain }) => RuleOfAction.parse(plain).base_automation_id?.id ?? []);
}

const RuleOfAction = z.object({
  base_automation_id: z.object({ id: z.number().int() }).nullish(),
});

/** Deletes rules with what they do. Those that are gone, or gone with the app, are none to delete. */
export async function deleteRules(
  context: ConnectorContext,
  ids: readonly number[],
): Promise<void> {
  const wanted = { model: rules, domain: [['id', 'in', [...ids] as Json] as const], fields: [] };
  await nullIfGone(async () => {
    const found = await createOdooReader(context).searchAll(wanted);
    if (found.length === 0) return;
    const target = { model: rules, method: 'unlink' };
    await changeOdoo(context, target, { ids: found.map(({ id }) => id) });
  });
}

/** Whether rules are there and active. */
export async function inspectRules(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, VendorHookState>> {
  const wanted = [['id', 'in', ids.map(Number) as Json] as const];
  const query = { model: rules, domain: wanted, fields: ['active'] };
  const found = await nullIfGone(() => createOdooReader(context).searchAll(query));
  // Where it is null, the app is gone, and the rules with it.
  return new Map(
    (found ?? []).map(({ id, plain }) => [
      String(id),
      plain['active'] === false ? 'disabled' : 'enabled',
    ]),
  );
}

const Model = z.object({ id: z.number().int(), model: z.string() });
const Field = z.object({ id: z.number().int(), model: z.string(), name: z.string() });

/** Ids of fields, by model and name: `hr.applicant.partner_id`. */
type FieldIds = ReadonlyMap<string, number>;

/** Those that this Odoo has: an app that is missing takes its models along. */
async function findModels(reader: OdooReader): Promise<{ name: string; id: number }[]> {
  const domain: OdooDomain = [['model', 'in', [...watchedModels.keys()]]];
  const rows = await reader.searchAll({ model: 'ir.model', domain, fields: ['model'] });
  return rows.map(({ plain }) => Model.parse(plain)).map(({ id, model: name }) => ({ id, name }));
}

/** The fields that come with events. */
async function findFields(reader: OdooReader): Promise<FieldIds> {
  const names = [...watchedModels.values()].flatMap(({ fields }) => fields);
  const rows = await reader.searchAll({
    model: 'ir.model.fields',
    domain: [
      ['model', 'in', [...watchedModels.keys()]],
      ['name', 'in', [...new Set(names)]],
    ],
    fields: ['model', 'name'],
  });
  const fields = rows.map(({ plain }) => Field.parse(plain));
  return new Map(fields.map(({ id, model, name }) => [`${model}.${name}`, id]));
}

function notPossible(message: string): RemoteError {
  return new RemoteError({ kind: 'input', message, status: null });
}
