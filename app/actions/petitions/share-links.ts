import type { Language } from '~/i18n/language'
import { paths } from '~/paths'

/** Ways to pass something on; each link carries the code of its way and nothing of the person. */
export interface LinksToShare {
  whatsapp: string
  sms: string
  mail: string
  copy: string
}

/** Those of a petition, which can also be scanned. */
export interface ShareLinks extends LinksToShare {
  qr: string
}

/** The links of a petition. */
export function shareLinks(lang: Language, publicUrl: string, slug: string, title: string, text: string): ShareLinks {
  return {
    ...linksToShare((ref) => `${publicUrl}${paths.petition(lang, slug, ref)}`, title, text),
    qr: paths.petitionQr(lang, slug, 'qr'),
  }
}

/** Links that work without script: the phone's own apps open them. @param link the whole address, with the code of a way */
export function linksToShare(link: (ref: string) => string, title: string, text: string): LinksToShare {
  const say = (ref: string) => encodeURIComponent(`${text} ${link(ref)}`)
  return {
    whatsapp: `https://wa.me/?text=${say('wa')}`,
    // `?&body=` is read by both iOS and Android.
    sms: `sms:?&body=${say('sms')}`,
    mail: `mailto:?subject=${encodeURIComponent(title)}&body=${say('mail')}`,
    copy: link('copy'),
  }
}
