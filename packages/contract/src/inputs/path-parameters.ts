import { z } from 'zod';

// Ids in paths, each described once.

export const applicationPath = z.object({
  application_id: z
    .string()
    .describe(
      'Id in Hirewire of an application that was synced, imported or created through this API.',
    ),
});

export const candidatePath = z.object({
  candidate_id: z
    .string()
    .describe('Id in Hirewire of a candidate who was synced or created through this API.'),
});

export const integrationPath = z.object({
  integration_id: z
    .string()
    .describe("Id of the integration: the tool's slug, a colon and 24 characters."),
});
