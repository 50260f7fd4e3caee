/** `application_id` is the only form that the wire has for onlyfy. */
export function importTrackedApplication({
  id_type: type,
  application_id: id,
}: Readonly<Record<string, string>>): string | null {
  return type === 'application_id' && id ? id : null;
}
