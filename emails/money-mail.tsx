import type { MoneyFacts } from '~/queue/outbox/message-facts'
import { asLetter } from './letter'
import type { Mail } from './mail'
import { sampleFacts } from './sample-facts'

/**
 * An email to owners about a daily limit. Its text depends on the channel, and on whether the limit is one campaign's
 * or the total.
 */
export function moneyMail(level: 'near' | 'spent', sample: Omit<MoneyFacts, 'limit'>): Mail {
  return asLetter(
    ({ t, money, moneyUrl }) => {
      if (!money) throw new Error('this mail has no money to tell of')
      const { way, spent, limit } = money
      const whose =
        money.campaign === null ? t('mails.money.all') : t('mails.money.ofCampaign', { campaign: money.campaign })
      return {
        subject: t(`mails.money.${level}.subject.${way}`, { whose }),
        preview: t('mails.money.preview'),
        paragraphs: [
          t(`mails.money.${level}.text.${way}`, { whose, spent, limit }),
          t(`mails.money.${level}.stops.${way}`),
          t(`mails.money.goesOn.${way}`),
        ],
        button: t('mails.money.button'),
        url: moneyUrl,
        after: t('mails.money.after'),
        isToSigner: false,
        why: t('mails.layout.whyOwner'),
        quote: '',
      }
    },
    { ...sampleFacts, givenName: 'Omar Reyes', petitionTitle: '', money: { ...sample, limit: '25.00' } },
  )
}
