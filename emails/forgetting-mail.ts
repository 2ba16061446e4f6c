import { asLetter } from './letter'
import type { Mail } from './mail'
import { sampleFacts } from './sample-facts'

/** An email to owners: how many of a campaign's people will be forgotten, when, and how to keep them longer. */
export function forgettingMail(daysBefore: 30 | 7): Mail {
  return asLetter(
    ({ t, forgetting, campaignsUrl }) => {
      if (!forgetting) throw new Error('this mail has nobody to tell of')
      const { campaign, people, day } = forgetting
      return {
        subject: t(`mails.forgetting.subject.${daysBefore}`, { campaign }),
        preview: t('mails.forgetting.preview'),
        paragraphs: [
          t('mails.forgetting.text', { campaign, day }),
          t('mails.forgetting.people', { people }),
          t('mails.forgetting.stays'),
          t('mails.forgetting.keep'),
        ],
        button: t('mails.forgetting.button'),
        url: campaignsUrl,
        after: t('mails.forgetting.after'),
        isToSigner: false,
        why: t('mails.layout.whyOwner'),
        quote: '',
      }
    },
    {
      ...sampleFacts,
      givenName: 'Omar Reyes',
      petitionTitle: '',
      forgetting: { campaign: 'END S-COMM: ¡Alto Polimigra!', people: '167', day: 'May 31, 2027' },
    },
  )
}
