import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomFields, Json, Location, PartOf, RecordByModel } from './records.ts';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Maybe<T> = T | null | undefined;

interface Base {
  remote_id: string;
  remote_data?: { [path: string]: Json } | null;
  unread?: readonly string[];
}

interface Tag extends Base {
  name?: Maybe<string>;
}

interface User extends Base {
  first_name?: Maybe<string>;
  last_name?: Maybe<string>;
  email?: Maybe<string>;
  status?: Maybe<'ACTIVE' | 'INACTIVE'>;
  system_role_remote_ids: string[];
}

interface Interview extends Base {
  title?: Maybe<string>;
  starting_at?: Maybe<string>;
  ending_at?: Maybe<string>;
  location?: Maybe<Location>;
  video_conferencing_url?: Maybe<string>;
  application_remote_id?: Maybe<string>;
  stage_remote_id?: Maybe<string>;
  canceled?: Maybe<boolean>;
  remote_created_at?: Maybe<string>;
  remote_updated_at?: Maybe<string>;
  user_remote_ids: string[];
}

interface Stage extends Base {
  name?: Maybe<string>;
  status?: Maybe<'ACTIVE' | 'INACTIVE'>;
  custom_fields?: Maybe<CustomFields>;
}

type Application = Pick<
  RecordByModel['applications'],
  'current_stage_index' | 'current_stage_remote_id' | 'job_remote_id' | 'candidate_remote_id'
>;

type JobLists = Pick<
  RecordByModel['jobs'],
  'stages' | 'hiring_team' | 'screening_questions' | 'job_postings'
>;

// What is wrong here, the compiler says; that the types are the ones above is all that is tested.
test('the types of records follow from the wire models and their descriptors', () => {
  const same: [
    Same<RecordByModel['tags'], Tag>,
    Same<RecordByModel['users'], User>,
    Same<RecordByModel['interviews'], Interview>,
    Same<RecordByModel['application_stages'], Stage>,
    Same<
      Application,
      {
        current_stage_index?: Maybe<number>;
        current_stage_remote_id?: Maybe<string>;
        job_remote_id?: Maybe<string>;
        candidate_remote_id?: Maybe<string>;
      }
    >,
    Same<
      JobLists,
      {
        stages: { remote_id: string; index: number | null }[];
        hiring_team: { user_remote_id: string; role_remote_ids: string[] }[];
        screening_questions: PartOf<'screening_questions'>[];
        job_postings: PartOf<'job_postings'>[];
      }
    >,
    Same<
      PartOf<'job_postings'>,
      {
        remote_id: string;
        title?: Maybe<string>;
        description_html?: Maybe<string>;
        status?: Maybe<'ACTIVE' | 'INACTIVE' | 'DRAFT'>;
        visibility?: Maybe<'PUBLIC' | 'INTERNAL' | 'UNLISTED'>;
        url?: Maybe<string>;
      }
    >,
  ] = [true, true, true, true, true, true, true];
  assert.ok(same.every(Boolean));
});
