import type { Translate } from '~/i18n/translator'

/** Codes in the links that we make ourselves, and what they are called under `office.numbers.sources`. */
const ours = {
  web: 'web',
  wa: 'whatsapp',
  whatsapp: 'whatsapp',
  sms: 'sms',
  mail: 'mail',
  qr: 'qr',
  flyer: 'flyer',
  copy: 'copy',
  paper: 'paper',
  text: 'text',
  'call-in': 'callIn',
} as const

/** Whether a code counts something of its own, so that nobody may give it another meaning. */
export function isOurs(code: string): code is keyof typeof ours {
  return Object.hasOwn(ours, code)
}

/** What a source is called: ours by their names, others as they are. */
export function sourceName(t: Translate, code: string): string {
  return isOurs(code) ? t(`office.numbers.sources.${ours[code]}`) : code
}
