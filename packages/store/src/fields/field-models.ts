/** The models whose records show raw and custom fields. */
export const fieldModels = [
  'application_stages',
  'jobs',
  'candidates',
  'applications',
  'offers',
] as const;
export type FieldModel = (typeof fieldModels)[number];
