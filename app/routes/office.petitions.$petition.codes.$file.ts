import { guarded } from '~/office/guard/guard.server'
import { answerCode } from '~/office/share/answer-code.server'

/** A QR code of it to take along: as a picture, on a sheet, on a flyer. */
export const loader = guarded('see-numbers', answerCode)
