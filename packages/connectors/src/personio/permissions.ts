import { grantedAt } from '@hirewire/connector-kit';

const reading = grantedAt('Marketplace, Connected integrations, the custom integration', {
  // The one scope of all reads: https://developer.personio.de/reference/get_v2-recruiting-applications
  'personio:recruiting:read': {
    models: ['jobs', 'application_stages', 'applications', 'candidates'],
    actions: ['createApplication'],
  },
});

const careerPage = grantedAt('Settings, Recruiting, Recruiting, Career page, Activations', {
  'XML feed': { fieldsOf: ['jobs'] },
});

const applying = grantedAt('Settings, Integrations, API credentials', {
  'Recruiting API key with company ID': { actions: ['createApplication'] },
});

export const personioPermissions = { ...reading, ...careerPage, ...applying };
