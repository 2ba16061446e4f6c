import { translator } from '~/i18n/translator'
import type { OpenedRequest } from './requests.server'

/** Why a request is refused, as its mail says it. */
export const refusalReasons = ['already-there', 'who-are-you', 'not-now'] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** A mail that an owner finishes and sends: in the language of whoever asked, with the reason in it. */
export function refusalMail(
  reason: RefusalReason,
  {
    email,
    givenName,
    language,
    campaign,
    place,
  }: Pick<OpenedRequest, 'email' | 'givenName' | 'language'> & {
    campaign: string
    place: string
  },
): string {
  const t = translator(language)
  const subject = t('start.refusal.subject', { campaign })
  const body = [
    t('start.refusal.greeting', { name: givenName }),
    t('start.refusal.thanks', { campaign, place }),
    t(`start.refusal.${reason}`),
    t('start.refusal.closing'),
  ].join('\r\n\r\n')
  return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`
}
