import { asLetter } from './letter'
import type { Mail } from './mail'
import { sampleFacts } from './sample-facts'

/** A mail to an address that somebody wants to use, with the link that confirms it. */
function confirmMail(words: 'confirmAddress' | 'confirmSender'): Mail {
  return asLetter(
    ({ t, addressUrl, groupName }) => {
      const group = groupName || t('office.team.network')
      return {
        subject: t(`mails.${words}.subject`, { group }),
        preview: t(`mails.${words}.preview`),
        paragraphs: [t(`mails.${words}.text`, { group }), t(`mails.${words}.ifNotYou`)],
        button: t(`mails.${words}.button`),
        url: addressUrl,
        after: t(`mails.${words}.after`),
        isToSigner: false,
        why: t('mails.layout.whyAddress'),
        quote: '',
      }
    },
    { ...sampleFacts, givenName: 'Lucía Paz', petitionTitle: '' },
  )
}

/** To the address that an organizer wants for their account. */
export const confirmAddress = confirmMail('confirmAddress')

/** To the address that a group wants its mail to come from. */
export const confirmSender = confirmMail('confirmSender')
