import type { AshbyFormDefinition, AshbyFormField } from './types.ts';

/** The form behind every offer of this organisation. */
export const offerForm: AshbyFormDefinition = {
  sections: [
    {
      title: 'Terms',
      descriptionHtml: null,
      descriptionPlain: null,
      fields: [
        offerField(
          'b2f6c5de-6a3e-4c43-9a8f-0d5b8c1e7a01',
          'Start Date',
          'Date',
          '_systemfield_startDate',
        ),
        offerField(
          'b2f6c5de-6a3e-4c43-9a8f-0d5b8c1e7a02',
          'Salary',
          'Currency',
          '_systemfield_salary',
        ),
      ],
    },
  ],
};

function offerField(id: string, title: string, type: string, path: string): AshbyFormField {
  return {
    isRequired: true,
    descriptionHtml: null,
    descriptionPlain: null,
    field: { id, type, path, humanReadablePath: title, title, isNullable: false },
  };
}
