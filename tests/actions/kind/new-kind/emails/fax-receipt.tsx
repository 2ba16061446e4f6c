import { asLetter } from './letter'
import { sampleFacts } from './sample-facts'

const words = {
  en: { subject: 'Your fax is counted', text: 'You have sent a fax for', button: 'See the action' },
  es: { subject: 'Su fax ya está contado', text: 'Usted mandó un fax para', button: 'Ver la acción' },
}

/** To who has sent a fax and wanted a receipt. */
export const faxReceipt = asLetter(({ language, actionTitle, actionUrl }) => {
  const { subject, text, button } = words[language]
  return {
    subject,
    preview: subject,
    paragraphs: [`${text} ${actionTitle}.`],
    button,
    url: actionUrl,
    after: '',
    isToSigner: true,
    why: subject,
    quote: '',
  }
}, sampleFacts)
