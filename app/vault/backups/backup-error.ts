/** Why a backup could not be made, read or restored. Stored with a failed run, so these words do not change. */
export type BackupFault =
  | 'no-key'
  | 'bad-key'
  | 'file-exists'
  | 'draft-exists'
  | 'no-folder'
  | 'not-allowed'
  | 'no-room'
  | 'no-file'
  | 'not-a-backup'
  | 'wrong-key'
  | 'damaged'
  | 'newer'
  | 'not-empty'
  | 'nothing-there'
  | 'other-keyring'
  | 'no-keyring'
  | 'no-right'
  | 'differs'
  | 'interrupted'
  | 'unknown'

/** A backup cannot be made, read or restored. The message says in a sentence what to do; nothing was left half done. */
export class BackupError extends Error {
  override name = 'BackupError'

  constructor(
    readonly fault: BackupFault,
    sentence: string,
  ) {
    super(sentence)
  }
}
