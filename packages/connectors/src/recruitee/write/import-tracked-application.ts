/** A placement is an application by its own id. */
export function importTrackedApplication({
  id_type: type,
  placement_id: id,
}: Readonly<Record<string, string>>): string | null {
  return type === 'placement_id' && id ? id : null;
}
