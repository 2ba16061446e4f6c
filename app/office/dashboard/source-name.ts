import type { Translate } from '~/i18n/translator'

/** What a source is called; codes that organizers made are shown as they are. */
export function sourceName(t: Translate, key: string): string {
  const known = {
    web: 'web',
    wa: 'whatsapp',
    whatsapp: 'whatsapp',
    sms: 'sms',
    mail: 'mail',
    qr: 'qr',
    copy: 'copy',
    paper: 'paper',
  } as const
  return key in known ? t(`office.numbers.sources.${known[key as keyof typeof known]}`) : key
}
