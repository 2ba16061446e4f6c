import type { Trx } from '#db/client'
import type { CallPrices } from '~/env.server'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import type { Submission, SubmissionKind } from './submission'

/** One opened submission, as the worker hands it on. */
export interface OpenedSubmission<Kind extends SubmissionKind> {
  /** Id of its row in the intake. */
  id: string
  /** When it was accepted, not when the worker came to it. */
  at: Date
  /** Why it must not count until somebody has looked, or null. */
  held: string | null
  submission: Submission<Kind>
}

/** What recording a batch needs. Everything is written through `trx`: all or none. */
export interface RecordContext {
  trx: Trx
  keyring: Keyring
  vault: Vault
  /** What calls cost; as usual where nothing is said. */
  callPrices?: CallPrices
}

/** Records a batch of one kind, in the order it arrived. */
export type RecordSubmissions<Kind extends SubmissionKind> = (
  recording: RecordContext,
  arrivals: OpenedSubmission<Kind>[],
) => Promise<void>
