import type { Trx } from '#db/client'
import type { CallPrices } from '~/env.server'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import type { Submission, SubmissionKind } from './submission'

/** A submission opened by the worker. */
export interface OpenedSubmission<Kind extends SubmissionKind> {
  /** Its row id in the intake. */
  id: string
  /** When it was accepted, not when the worker processed it. */
  at: Date
  /** Why it must not count until somebody has reviewed it, or null. */
  held: string | null
  submission: Submission<Kind>
}

/** What recording a batch needs. Everything is written through `trx`: all or nothing. */
export interface RecordContext {
  trx: Trx
  keyring: Keyring
  vault: Vault
  /** What calls cost; default prices if absent. */
  callPrices?: CallPrices
}

/** Records a batch of one kind, in order of arrival. */
export type RecordSubmissions<Kind extends SubmissionKind> = (
  recording: RecordContext,
  arrivals: OpenedSubmission<Kind>[],
) => Promise<void>
