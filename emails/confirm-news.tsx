import { asLetter, letterMail } from './letter'
import type { Mail } from './mail'
import { sampleFacts } from './sample-facts'

const sample = { ...sampleFacts, givenName: null, petitionTitle: '' }

/** To whoever asked for a campaign's news by themselves. */
const asked = letterMail({
  words: 'confirmNews',
  leadsTo: 'confirmUrl',
  about: 'campaign',
  why: 'whyNews',
  sample,
})

/** To whoever came with a list, who asked for nothing: who we are, what we hold, and that one mail is all. */
const listed = asLetter(
  ({ t, campaignName: campaign, groupName: group, list, confirmUrl }) => ({
    subject: t('mails.listAsks.subject', { campaign }),
    preview: t('mails.listAsks.preview'),
    paragraphs: [
      `${group ? t('mails.listAsks.who', { group, campaign }) : t('mails.listAsks.whoNobody', { campaign })} ${t('mails.listAsks.list')}`,
      [
        list?.where && t('mails.listAsks.where', { where: list.where }),
        list?.day && t('mails.listAsks.day', { day: list.day }),
      ]
        .filter(Boolean)
        .join(' '),
      t('mails.listAsks.ask'),
    ].filter((paragraph) => paragraph !== ''),
    button: t('mails.listAsks.button'),
    url: confirmUrl,
    after: t('mails.listAsks.after'),
    isToSigner: true,
    why: t('mails.layout.whyList'),
    quote: '',
  }),
  { ...sample, givenName: 'Rosa', list: { where: 'plaza', day: '' } },
)

/** Asks somebody whether they want a campaign's news. */
export const confirmNews: Mail = {
  subject: (props) => mailFor(props).subject(props),
  text: (props) => mailFor(props).text(props),
  Html: (props) => mailFor(props).Html(props),
  sample,
}

/** The sample of the same mail to somebody who came with a list. */
export const sampleOfList = listed.sample

function mailFor({ list }: { list: unknown }): Mail {
  return list === null ? asked : listed
}
