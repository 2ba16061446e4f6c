import type { Bilingual } from '~/i18n/language'

/** Version of the texts below, stored with every consent. Change it whenever a text changes. */
export const consentTextVersion = '2026-11-29'

/** The same for the network text, which only member groups show. */
export const networkTextVersion = 'network-2026-11'

type ConsentText =
  | 'share_name'
  | 'keep_posted'
  | 'keep_posted_mail'
  | 'consent_email'
  | 'consent_sms'
  | 'consent_network'
  | 'news'
  | 'news_mail'

/** What people agree to by checking a box; never checked for them. */
export const consentTexts: Record<ConsentText, Bilingual> = {
  share_name: {
    en: 'Show my first name, the initial of my last name, my state and my comment on the petition.',
    es: 'Mostrar en la petición mi nombre, la inicial de mi apellido, mi estado y mi comentario.',
  },
  keep_posted: {
    en: 'If you check “Keep me posted”, the campaign writes to the email or number you entered: at most four texts a month. Message and data rates may apply. Reply STOP to cancel, HELP for help; every email has a link to stop. Not needed to sign.',
    es: 'Si marca «Manténganme al tanto», la campaña le escribe al correo o al número que dejó: cuatro mensajes de texto al mes como máximo. Su compañía puede cobrar por mensajes y datos. Responda ALTO para cancelar, AYUDA para ayuda; cada correo trae un enlace para parar. No es necesario para firmar.',
  },
  keep_posted_mail: {
    en: 'If you check “Keep me posted”, the campaign writes to the email you entered. Every email has a link to stop. Not needed to sign.',
    es: 'Si marca «Manténganme al tanto», la campaña le escribe al correo que dejó. Cada correo trae un enlace para parar. No es necesario para firmar.',
  },
  consent_email: {
    en: 'Email me about this campaign. Every email has a link to stop.',
    es: 'Escríbanme por correo electrónico sobre esta campaña. Cada correo trae un enlace para parar.',
  },
  consent_sms: {
    en: 'Text me about this campaign, at most four texts a month. Message and data rates may apply. Reply STOP to cancel, HELP for help. Not needed to sign.',
    es: 'Envíenme mensajes de texto sobre esta campaña, cuatro al mes como máximo. Su compañía puede cobrar por mensajes y datos. Responda ALTO para cancelar, AYUDA para ayuda. No es necesario para firmar.',
  },
  news: {
    en: 'The campaign writes to the email or number you enter: at most four texts a month. Message and data rates may apply. Reply STOP to cancel, HELP for help; every email has a link to stop. We don’t sign anything for you.',
    es: 'La campaña le escribe al correo o al número que deje: cuatro mensajes de texto al mes como máximo. Su compañía puede cobrar por mensajes y datos. Responda ALTO para cancelar, AYUDA para ayuda; cada correo trae un enlace para parar. Con esto no firma nada.',
  },
  news_mail: {
    en: 'The campaign writes to the email you enter. Every email has a link to stop. We don’t sign anything for you.',
    es: 'La campaña le escribe al correo que deje. Cada correo trae un enlace para parar. Con esto no firma nada.',
  },
  consent_network: {
    en: 'The network that this group belongs to may know my name and contact too, and write to me. I can take this back at any time. Not needed to sign.',
    es: 'La red a la que pertenece este grupo también puede conocer mi nombre y mi contacto, y escribirme. Puedo retirar este permiso cuando quiera. No es necesario para firmar.',
  },
}
