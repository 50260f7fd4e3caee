import * as parameter from '../query-parameters.ts';

/** The parameters of every ATS list. Different parameters combine with AND, lists with OR. */
export const listQuery = {
  cursor: parameter.text(
    'Where to continue: `data.next` of the previous page. Repeat all other parameters with it.',
  ),
  page_size: parameter.pageSize(250),
  updated_after: parameter.instant(
    'Only records that changed after this moment, or whose listed relations did. ' +
      'Pass the time at which your previous fetch started.',
  ),
  include_deleted: parameter.flag(
    'Also return records that are gone from the tool: those with `remote_deleted_at`.',
  ),
  ignore_unsupported_filters: parameter.flag(
    'Skip filters on fields that this tool cannot fill. Otherwise such a filter matches nothing.',
  ),
  ids: parameter.textList("Only records with one of these ids of Hirewire's."),
  remote_ids: parameter.textList("Only records with one of these ids of the tool's own."),
};
