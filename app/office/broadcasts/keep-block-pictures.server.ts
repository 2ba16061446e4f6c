import { refusedField } from '~/channels/uploads/say-refusal'
import type { Office } from '~/office/guard/guard.server'
import { keepPicture } from '~/office/pictures/keep-picture.server'
import type { FieldError } from '~/ui/forms/form-state'
import { blockCount } from './content-form'

const blockSize = { width: 1200, height: 1200, isWhole: true }

/** Keeps pictures that were chosen for blocks, whatever button was pressed: a browser forgets a file once its form is sent. */
export async function keepBlockPictures(
  office: Office,
  typed: Record<string, string>,
): Promise<{ fields: Record<string, string>; errors: FieldError[] }> {
  const fields = { ...typed }
  const errors: FieldError[] = []
  for (let at = 0; at < blockCount(typed); at += 1) {
    const field = `block_${at}_file`
    const [file] = office.files(field)
    if (!file) continue
    try {
      fields[`block_${at}_of`] = (await keepPicture(office, file, blockSize)).path
    } catch (error) {
      errors.push(refusedField(office.t, error, { field, messages: { unreadable: 'pictureWrong' } }))
    }
  }
  return { fields, errors }
}
