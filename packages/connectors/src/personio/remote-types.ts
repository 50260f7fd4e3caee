import { z } from 'zod';

/**
 * What we use of Personio's objects. Personio does not publish the schemas of v2 in full: the fields are
 * those that three clients read alike (https://github.com/stephaneberle9/personio-client is one). All but
 * ids may be missing.
 */
const text = z.string().nullish();
// Texts in v2, numbers in v1 and in the feed.
const id = z.union([z.string().min(1), z.number()]).transform(String);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();

/**
 * A local time with the name of its zone. The key differs: `date-time` is what clients see,
 * `date` is that of Personio's common components (https://github.com/personio/api-docs).
 */
export const PersonioTime = z
  .union([
    z.string(),
    z.looseObject({ 'date-time': text, date_time: text, date: text, timezone: text }),
  ])
  .nullish();
export type PersonioTime = z.infer<typeof PersonioTime>;

const Named = z.looseObject({ id: id.nullish(), name: text });

export const PersonioStage = z.looseObject({
  id: id.nullish(),
  name: text,
  type: text,
  kind: text,
});
export type PersonioStage = z.infer<typeof PersonioStage>;

export const PersonioCategory = z.looseObject({ id, name: text, stages: list(PersonioStage) });
export type PersonioCategory = z.infer<typeof PersonioCategory>;

export const PersonioJob = z.looseObject({
  id,
  name: text,
  department: Named.nullish(),
  // A client has seen a name alone.
  category: z.union([Named, z.string().transform((name) => ({ id: null, name }))]).nullish(),
  created_at: PersonioTime,
  updated_at: PersonioTime,
});
export type PersonioJob = z.infer<typeof PersonioJob>;

export const PersonioApplication = z.looseObject({
  id,
  candidate: z.looseObject({ id: id.nullish(), email: text }).nullish(),
  job: Named.nullish(),
  current_stage: PersonioStage.nullish(),
  channel: Named.nullish(),
  is_anonymized: z.boolean().nullish(),
  created_at: PersonioTime,
  updated_at: PersonioTime,
});
export type PersonioApplication = z.infer<typeof PersonioApplication>;

export const PersonioTransition = z.looseObject({
  stage: PersonioStage.nullish(),
  entered_at: PersonioTime,
});
export type PersonioTransition = z.infer<typeof PersonioTransition>;

export const PersonioCandidate = z.looseObject({
  id,
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  location: text,
  linkedin_profile: text,
  applications: list(z.looseObject({ id, application_date: text })),
  created_at: PersonioTime,
  updated_at: PersonioTime,
});
export type PersonioCandidate = z.infer<typeof PersonioCandidate>;

/** An element of the feed that comes never, once or several times; see `listOf`. */
const elements = z.unknown().optional();

/** https://developer.personio.de/reference/get_xml */
export const PersonioPosition = z.looseObject({
  id,
  office: text,
  additionalOffices: elements,
  name: text,
  jobDescriptions: elements,
  employmentType: text,
  seniority: text,
  schedule: text,
});
export type PersonioPosition = z.infer<typeof PersonioPosition>;

export const PersonioFeed = z.object({ 'workzag-jobs': z.unknown() });
export const PersonioPositions = z.object({ position: elements });
export const PersonioOffices = z.object({ office: elements });
export const PersonioDescriptions = z.object({ jobDescription: elements });
export const PersonioDescription = z.object({
  name: z.string().catch(''),
  value: z.string().catch(''),
});

/** https://developer.personio.de/reference/post_v1-recruiting-applications-documents */
export const PersonioFile = z.looseObject({ uuid: z.string().min(1) });
