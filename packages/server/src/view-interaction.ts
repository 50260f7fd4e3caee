import type { Interaction } from '@hirewire/store';

/** An interaction as JSON: the API's answer, and that of `hirewire interactions show --json`. */
export function viewInteraction(interaction: Interaction) {
  return {
    id: interaction.id,
    integration_id: interaction.integrationId,
    operation: interaction.operation,
    dry_run: interaction.isDryRun,
    started_at: interaction.startedAt.toISOString(),
    /** Null while it runs, and for ever where the process died in the middle. */
    ended_at: interaction.endedAt?.toISOString() ?? null,
    request: {
      method: interaction.method,
      path: interaction.path,
      body: parsed(interaction.requestBody),
    },
    response: {
      status: interaction.status,
      error_code: interaction.errorCode,
      body: parsed(interaction.responseBody),
    },
    remote_requests: interaction.requests.map((request) => ({
      method: request.method,
      url: request.url,
      started_at: request.startedAt.toISOString(),
      duration_ms: request.durationMs,
      attempt: request.attempt,
      status: request.status,
      error_kind: request.errorKind,
      request_body: parsed(request.requestBody),
      response_body: parsed(request.responseBody),
    })),
  };
}

/** Null where there was none, and where it has been emptied for its age. */
function parsed(body: string | null): unknown {
  return body === null ? null : JSON.parse(body);
}
