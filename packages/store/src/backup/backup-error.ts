/** A backup or a restore that cannot be done, with what to do instead. Nothing was changed. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
