import { tryCode } from '~/petitions/record-confirmations.server'
import type { Arrival, Recording } from '~/worker/arrival'
import { optWord } from './opt-words'
import { resume, suppress } from './record-stops.server'
import { markContact } from './signer-marks.server'

/**
 * Reads texts that were sent to us: a word that opts out or in again, or the six digits that confirm a signature.
 * Opting out is honoured for any number, known or not.
 */
export async function recordInboundTexts(recording: Recording, arrivals: Arrival<'inbound-text'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    const { contactIndex } = markContact(recording.keyring, 'sms', submission.from)
    const word = optWord(submission.body)
    if (word === 'stop') await suppress(recording, 'sms', contactIndex, at)
    else if (word === 'start') await resume(recording, contactIndex)
    else if (/^\D*\d{6}\D*$/.test(submission.body)) await tryCode(recording, { phone: submission.from, code: submission.body, petitionId: null, at })
  }
}
