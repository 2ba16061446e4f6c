import { fileInMemory, type UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'

/** The files of a list, or the cells that were copied from a spreadsheet instead; none when there is neither. */
export function filesOrPasted({ files, t }: Pick<Office, 'files' | 't'>, form: FormData): UploadedFile[] {
  const uploaded = files('list')
  const pasted = String(form.get('pasted') ?? '')
  if (uploaded.length > 0 || pasted.trim() === '') return uploaded
  // Not trimmed: the first heading may be empty.
  return [fileInMemory(Buffer.from(pasted), { name: t('officials.rosters.pasted') })]
}
