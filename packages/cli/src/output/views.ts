import { viewApiKey, viewMissingPermission } from '@hirewire/server';
import type { ApiKey, Integration } from '@hirewire/store';

/** The JSON of what only commands show; models of the API have their views in the server. */

export function viewKey(key: ApiKey) {
  return { ...viewApiKey(key), environment: key.environmentName };
}

export function viewIntegration(integration: Integration) {
  return {
    id: integration.id,
    tool: integration.tool,
    category: integration.category,
    status: integration.status,
    setup_status: integration.setupStatus,
    end_user: {
      organization_name: integration.endUser.organizationName,
      creator_email: integration.endUser.creatorEmail,
      origin_id: integration.endUser.originId,
    },
    remote_base_url: integration.remoteBaseUrl,
    settings: integration.settings,
    first_synced_at: integration.firstSyncedAt,
    credentials_expire_at: integration.credentialsExpireAt,
    authentication_failing_since: integration.authenticationFailingSince,
    data_expired_at: integration.dataExpiredAt,
    missing_permissions: integration.missingPermissions.map(viewMissingPermission),
    created_at: integration.createdAt,
  };
}

/** `Offers: Read, needed for ats_offers`, for each. */
export function describeMissing({ missingPermissions }: Integration): string[] {
  return missingPermissions.map(viewMissingPermission).map((missing) => {
    const fields = missing.fields_of.map((model) => `fields of ${model}`);
    const costs = [...missing.read_models, ...fields, ...missing.write_actions];
    const cost = costs.length === 0 ? '' : `, needed for ${costs.join(', ')}`;
    const where = missing.granted_at === null ? '' : ` (${missing.granted_at})`;
    return `${missing.permission}${where}${cost}`;
  });
}
