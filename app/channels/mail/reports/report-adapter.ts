import type { Bounce } from '../bounce'

/** What a provider says about mails that it carried for us. */
interface ReportedMail {
  /** Bounce tokens that it quotes. The caller uses the first that is ours. */
  tokens: string[]
  bounce: Bounce
}

/** What came in at a provider's webhook, once its signature holds. */
export type ProviderReport =
  | { is: 'events'; topic: string; events: ReportedMail[] }
  /** The provider asks whether we want a feed; opening the URL says yes. */
  | { is: 'offer'; topic: string; confirmUrl: string }
  | { is: 'nothing' }

/** How the reports of one provider are read. Without a network: the worker fetches the certificate. */
export interface ReportAdapter {
  /** Where the certificate is that it says it was signed with; null when that is no address of this provider. */
  certificateUrl(body: string): string | null
  /** @param certificate PEM. @returns null when the signature does not hold */
  read(body: string, certificate: string): ProviderReport | null
  /** Whether this is an address at which the provider is told that we want a feed. */
  isConfirmUrl(url: string): boolean
}
