import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { makeDataDirectory, removeDataDirectory } from '@hirewire/cli/testing';
import { type AshbySimulator, startAshbySimulator } from '@hirewire/simulators';
import { type Fleet, type FleetOptions, type Member, type Tenant, openFleet } from './fleet.ts';
import { type Machine, type Network, type Place, openNetwork, thisMachine } from './network.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** Two API processes and two workers, with one integration that has been read. */
export interface Installation extends Tenant {
  fleet: Fleet;
  ashby: AshbySimulator;
  /** Of the customer's webhooks. */
  receiver: Receiver;
  /** In the order of their start; tests replace them. */
  members: Member[];
  close(): Promise<void>;
}

interface Site extends FleetOptions {
  places: readonly Place[];
  /** Where vendor and customer are. */
  outside: string;
}

const roles = ['api', 'api', 'worker', 'worker'] as const;

export async function openInstallation(seed: number, site?: Site): Promise<Installation> {
  const { places, outside, ...options } = site ?? {
    places: roles.map(() => thisMachine),
    outside: thisMachine.host,
  };
  const fleet = await openFleet(options);
  const ashby = await startAshbySimulator({ candidates: 15, seed, host: outside });
  const tenant = await fleet.createTenant(ashby, { requests_per_second: 2000 });
  const receiver = await startReceiver(outside);
  const { environmentId } = tenant;
  const endpoint = { environmentId, url: receiver.url, description: null, eventTypes: null };
  receiver.endpointId = (await fleet.hirewire.engine.createWebhookEndpoint(endpoint)).endpoint.id;
  const members = await Promise.all(roles.map((role, turn) => fleet.start(role, {}, places[turn])));
  assert.equal(await fleet.untilQuiet(tenant.integrationId), 'SUCCEEDED');
  return {
    fleet,
    ashby,
    ...tenant,
    receiver,
    members,
    async close() {
      await fleet.close();
      await ashby.close();
      await receiver.close();
    },
  };
}

/** The same on machines of their own, PostgreSQL too; the vendor and the customer are outside. */
export async function openMachines(
  seed: number,
): Promise<{ installation: Installation; machines: Machine[]; close(): Promise<void> }> {
  const network = await openNetwork();
  const dataDirectory = await makeDataDirectory();
  const closeAll = async (): Promise<void> => {
    await network.close();
    await removeDataDirectory(dataDirectory);
  };
  try {
    const database = await startPostgres(network, dataDirectory);
    const places: Machine[] = [];
    while (places.length < roles.length) places.push(await network.addMachine());
    const { outside, range: allowedNetworks } = network;
    const site = { places, outside, allowedNetworks, database };
    const installation = await openInstallation(seed, site).catch(async (error: unknown) => {
      await database.drop();
      throw error;
    });
    return {
      installation,
      machines: [database.machine, ...places],
      async close() {
        await installation.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const runPostgres = fileURLToPath(new URL('run-postgres.ts', import.meta.url));

async function startPostgres({ addMachine, range }: Network, dataDirectory: string) {
  const machine = await addMachine();
  const child = machine.spawn(process.execPath, [runPostgres, dataDirectory, machine.host, range], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = child;
  assert.ok(stdout !== null && stderr !== null);
  const ended = once(child, 'close');
  const errors = text(stderr);
  const [line] = (await Promise.race([
    once(stdout, 'data'),
    ended.then(async () => assert.fail(`PostgreSQL did not start: ${await errors}`)),
  ])) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  return {
    machine,
    url,
    async drop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
