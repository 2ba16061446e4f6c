import type { Language } from '~/i18n/language'
import { paths } from '~/paths'

/** Ways to pass a petition on; each link carries the code of its way and nothing of the person. */
export interface ShareLinks {
  whatsapp: string
  sms: string
  mail: string
  copy: string
  qr: string
}

/** Links that work without script: the phone's own apps open them. */
export function shareLinks(lang: Language, publicUrl: string, slug: string, title: string, text: string): ShareLinks {
  const link = (ref: string) => `${publicUrl}${paths.petition(lang, slug, ref)}`
  const say = (ref: string) => encodeURIComponent(`${text} ${link(ref)}`)
  return {
    whatsapp: `https://wa.me/?text=${say('wa')}`,
    // `?&body=` is read by both iOS and Android.
    sms: `sms:?&body=${say('sms')}`,
    mail: `mailto:?subject=${encodeURIComponent(title)}&body=${say('mail')}`,
    copy: link('copy'),
    qr: paths.petitionQr(lang, slug, 'qr'),
  }
}
