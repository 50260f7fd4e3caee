import { flag } from '../../kit/fields.ts';
import { includeArchived, isWanted, pagedList } from '../method.ts';
import type { AshbyMethod } from '../method.ts';
import type { AshbyDepartment, AshbyLocation, AshbyUser } from '../types.ts';

const scope = 'organization:read';

export const organizationMethods: Record<string, AshbyMethod> = {
  'department.list': pagedList<AshbyDepartment>({
    scope,
    filters: includeArchived,
    collection: (records) => records.departments,
    accept: isWanted,
  }),
  // "Regions are not returned", unless the hierarchy is asked for.
  'location.list': pagedList<AshbyLocation>({
    scope,
    filters: { ...includeArchived, includeLocationHierarchy: flag },
    collection: (records) => records.locations,
    accept: (location, call) =>
      isWanted(location, call) &&
      (location.type === 'Location' || call.input['includeLocationHierarchy'] === true),
  }),
  'user.list': pagedList<AshbyUser>({
    scope,
    filters: { includeDeactivated: flag },
    collection: (records) => records.users,
    accept: (user, { input }) => user.isEnabled || input['includeDeactivated'] === true,
  }),
  'hiringTeamRole.list': {
    scope,
    fields: { namesOnly: flag },
    answer: ({ input, records }) => {
      const roles = [...records.hiringTeamRoles.values()];
      const isFull = input['namesOnly'] === false;
      return { results: isFull ? roles : roles.map(({ title }) => title) };
    },
  },
};
