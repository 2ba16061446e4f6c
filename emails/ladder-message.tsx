import { asLetter } from './letter'
import { sampleFacts } from './sample-facts'

/** A step of a ladder, in the organizers' words. */
export const ladderMessage = asLetter(
  ({ t, ownSubject, ownText, ownButton, ownUrl }) => ({
    subject: ownSubject,
    preview: ownSubject,
    paragraphs: [ownText],
    button: ownButton,
    url: ownUrl,
    after: t('mails.ladder.after'),
    isToSigner: true,
    why: t('mails.layout.whyNews'),
    quote: '',
  }),
  {
    ...sampleFacts,
    petitionTitle: '',
    ownSubject: 'Una llamada vale más que diez firmas',
    ownText:
      'Gracias por firmar. Hoy le pedimos dos minutos: llame a la alguacil Vance y dígale que nadie debe quedar detenido sin la orden de un juez.',
    ownButton: 'Llamar ahora',
    ownUrl: sampleFacts.actionUrl,
  },
)
