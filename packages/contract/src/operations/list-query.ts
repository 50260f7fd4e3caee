import * as parameter from '../query-parameters.ts';

/** The parameters of every ATS list. Different parameters combine with AND, lists with OR. */
export const listQuery = {
  cursor: parameter.text(
    'Cursor of the page: `data.next` of the previous page. Repeat all other parameters with it.',
  ),
  page_size: parameter.pageSize(250),
  updated_after: parameter.instant(
    "Only records that changed after this time. Changes of the relations that the operation's description lists count, too. Pass the time at which your previous fetch started.",
  ),
  include_deleted: parameter.flag(
    'Also return records that were deleted in the tool: those with `remote_deleted_at`.',
  ),
  ignore_unsupported_filters: parameter.flag(
    'Ignore filters on fields that this tool does not support. By default, such a filter matches nothing.',
  ),
  ids: parameter.textList('Only records with one of these ids.'),
  remote_ids: parameter.textList('Only records with one of these ids in the tool.'),
};
