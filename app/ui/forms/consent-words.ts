import type { Language } from '~/i18n/language'
import { consentTexts, consentTextVersion, networkTextVersion } from './consent-texts'

type Purpose = 'email' | 'sms' | 'show_name' | 'network'

const current: Record<Purpose, (language: Language) => string[]> = {
  email: (language) => [
    consentTexts.keep_posted[language],
    consentTexts.keep_posted_mail[language],
    consentTexts.consent_email[language],
  ],
  sms: (language) => [consentTexts.keep_posted[language], consentTexts.consent_sms[language]],
  show_name: (language) => [consentTexts.share_name[language]],
  network: (language) => [consentTexts.consent_network[language]],
}

/** Texts of earlier versions that have changed since, as they were shown. */
const earlier: Record<string, Partial<Record<Purpose, Record<Language, string>>>> = {
  '2026-11': {
    email: {
      en: 'Write to me by e-mail about this campaign. Every e-mail has a link to stop.',
      es: 'Escríbanme por correo electrónico sobre esta campaña. Cada correo trae un enlace para parar.',
    },
    sms: {
      en: 'Text me about this campaign, at most four texts a month. Message and data rates may apply. Reply STOP to stop, HELP for help. Not needed to sign.',
      es: 'Envíenme mensajes de texto sobre esta campaña, cuatro al mes como máximo. Su compañía puede cobrar por mensajes y datos. Responda ALTO para parar, AYUDA para ayuda. No es necesario para firmar.',
    },
    show_name: consentTexts.share_name,
  },
}

/**
 * The words that somebody agreed to, by the version stored with their consent: one for each form that may have shown
 * them. Empty for a version we do not know.
 */
export function consentWords(purpose: Purpose, version: string, language: Language): string[] {
  if (version === (purpose === 'network' ? networkTextVersion : consentTextVersion)) return current[purpose](language)
  const text = earlier[version]?.[purpose]?.[language]
  return text ? [text] : []
}
