import { ApiError } from '@hirewire/contract';
import { type Database, type Interaction, findInteraction } from '@hirewire/store';
import type { FastifyInstance } from 'fastify';

import { viewInteraction } from '../view-interaction.ts';
import { jsonType } from './errors.ts';

/** Ids of records and of interactions alike. */
const idPattern = /^[1-9A-HJ-NP-Za-km-z]{24}$/;

/**
 * `/hirewire/v1/interactions/{id}`: what an action was asked, what it asked the tool, and what both
 * answered. The `log_url` of errors leads here. Needs a key of the integration's environment.
 */
export function serveInteractions(app: FastifyInstance, database: Database): void {
  app.get<{ Params: { id: string } }>('/interactions/:id', async (request, reply) => {
    const environmentId = request.authorization?.environment.id ?? '';
    const { id } = request.params;
    const interaction: Interaction | null = idPattern.test(id)
      ? await findInteraction(database, { id, environmentId })
      : null;
    if (interaction === null) {
      throw new ApiError(
        null,
        'There is no interaction with this id in the environment of this API key. ' +
          'Interactions are kept for 60 days, their bodies for 7.',
        { status: 404, title: 'No such interaction' },
      );
    }
    reply.header('cache-control', 'no-store');
    return reply
      .type(jsonType)
      .send(JSON.stringify({ status: 'success', data: viewInteraction(interaction) }));
  });
}
