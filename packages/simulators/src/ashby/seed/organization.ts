import { inventNameOf, nameGroups } from '../../kit/people.ts';
import { places } from '../../kit/places.ts';
import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyGlobalRole, AshbyUser, AshbyWorkplaceType } from '../types.ts';
import { dayMs, seedEnd, seedStart } from '../../kit/calendar.ts';
import { departmentTree } from '../../kit/words.ts';

const globalRoles: AshbyGlobalRole[] = [
  'Organization Admin',
  'Elevated Access',
  'Limited Access',
  'External Recruiter',
];
const workplaceTypes: AshbyWorkplaceType[] = ['OnSite', 'Hybrid', 'Remote'];

/** Departments, locations, roles and users. */
export function seedOrganization(
  random: SeededRandom,
  records: AshbyRecords,
  userCount: number,
): void {
  seedDepartments(random, records);
  seedLocations(random, records);
  const roles = ['Hiring Manager', 'Recruiter', 'Recruiting Coordinator', 'Sourcer', 'Sponsor'];
  for (const title of roles) records.hiringTeamRoles.put({ id: random.uuid(), title });
  seedUsers(random, records, userCount);
}

function seedDepartments(random: SeededRandom, records: AshbyRecords): void {
  const add = (name: string, parentId: string | null, isArchived: boolean): string => {
    const createdAt = random.moment(seedStart, seedStart + 90 * dayMs);
    const id = random.uuid();
    const externalName = random.chance(0.3) ? `${name} Team` : null;
    records.departments.put({
      id,
      name,
      externalName,
      isArchived,
      parentId,
      createdAt,
      updatedAt: createdAt,
      extraData: null,
    });
    return id;
  };
  for (const [name, teams] of Object.entries(departmentTree)) {
    const parentId = add(name, null, false);
    for (const team of teams) add(team, parentId, false);
  }
  add('Hardware Lab', null, true);
}

function seedLocations(random: SeededRandom, records: AshbyRecords): void {
  const regionId = random.uuid();
  const shared = { externalName: null, isArchived: false, extraData: null } as const;
  records.locations.put({
    ...shared,
    id: regionId,
    name: 'Europe',
    address: null,
    isRemote: false,
    workplaceType: null,
    parentLocationId: null,
    type: 'LocationHierarchy',
  });
  for (const [index, place] of places.entries()) {
    records.locations.put({
      ...shared,
      id: random.uuid(),
      name: `${place.city} Office`,
      externalName: index % 3 === 0 ? place.city : null,
      isArchived: index === places.length - 1,
      address: {
        postalAddress: {
          addressCountry: place.country,
          addressRegion: place.region,
          addressLocality: place.city,
          postalCode: index % 4 === 3 ? null : place.postalCode,
          streetAddress: index % 4 === 3 ? null : place.street,
        },
      },
      isRemote: index % 5 === 4,
      workplaceType: index % 5 === 4 ? 'Remote' : (workplaceTypes[index % 2] ?? null),
      parentLocationId: place.timezone.startsWith('Europe') ? regionId : null,
      type: 'Location',
    });
  }
  records.locations.put({
    ...shared,
    id: random.uuid(),
    name: 'Remote (anywhere)',
    address: null,
    isRemote: true,
    workplaceType: 'Remote',
    parentLocationId: null,
    type: 'Location',
  });
}

function seedUsers(random: SeededRandom, records: AshbyRecords, count: number): void {
  const latinGroups = nameGroups.slice(0, 5);
  let boss: AshbyUser | null = null;
  for (let index = 0; index < count; index += 1) {
    const name = inventNameOf(random.pick(latinGroups), random);
    const user: AshbyUser = {
      id: random.uuid(),
      firstName: name.given,
      lastName: name.family,
      email: `${name.handle}.${index + 1}@example.org`,
      globalRole: globalRoles[index % globalRoles.length] ?? 'Limited Access',
      isEnabled: index % 8 !== 7,
      updatedAt: random.moment(seedStart, seedEnd),
      managerId: boss?.id ?? null,
      customFields: [],
    };
    // One deactivated account whose address was taken away.
    if (index === 15) user.email = null;
    boss ??= user;
    records.users.put(user);
  }
}
