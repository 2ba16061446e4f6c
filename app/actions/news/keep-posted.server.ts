import type { Db } from '#db/client'
import { sealPhone } from '~/actions/petitions/seal-phone.server'
import type { Campaign } from '~/campaigns/campaign'
import type { Channels } from '~/channel-states'
import type { Language } from '~/i18n/language'
import type { Intake } from '~/queue/intake/append.server'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { isTrapped, trapError } from '~/ui/forms/trapped'
import { sealingKey } from '~/vault/vault-keys.server'
import { keepPostedSchema } from './keep-posted.schema'
import { newsPage } from './news-pages'

/** What came of the form “Keep me posted”. */
export type KeptPosted =
  /** `sentTo`: the number, sealed for the page that asks for the code; null for email. */
  | { outcome: 'accepted'; by: 'mail' | 'text'; sentTo: string | null }
  | { outcome: 'invalid'; form: FormState }
  | { outcome: 'busy'; retryAfter: number }

/**
 * Accepts a request for a campaign's news: validates, seals, appends. The answer does not tell whether the contact is known,
 * or gets the news already.
 */
export async function keepPosted(
  { db, intake, channels }: { db: Db; intake: Intake; channels: Channels },
  { campaign, language, fields }: { campaign: Campaign; language: Language; fields: Record<string, string> },
  now: Date,
): Promise<KeptPosted> {
  const read = readFields(keepPostedSchema(channels), fields)
  const trapped = isTrapped(fields) ? [trapError] : []
  if (read.outcome === 'invalid')
    return { outcome: 'invalid', form: { ...read.form, errors: [...read.form.errors, ...trapped] } }
  if (trapped.length > 0) return { outcome: 'invalid', form: { values: fields, errors: trapped } }
  const { contact, postal_code: zip } = read.value
  const key = await sealingKey(db, campaign.id)
  const submission = {
    campaignId: campaign.id,
    ...contact,
    postalCode: zip,
    language,
    textVersion: consentTextVersion,
    page: newsPage(fields.page),
  }
  const appended = await intake.append(key, 'news-request', submission, now)
  if (appended.outcome === 'busy') return appended
  if (contact.channel === 'mail') return { outcome: 'accepted', by: 'mail', sentTo: null }
  return { outcome: 'accepted', by: 'text', sentTo: sealPhone(key, campaign.id, contact.contact, now) }
}
