import type { Language } from '~/i18n/language'
import { paths } from '~/paths'

/** Share links. Each carries the code of its channel and nothing about the person. */
export interface LinksToShare {
  whatsapp: string
  sms: string
  mail: string
  copy: string
}

/** A petition's share links, with a QR code. */
export interface ShareLinks extends LinksToShare {
  qr: string
}

/** The share links of a petition. */
export function shareLinks(lang: Language, publicUrl: string, slug: string, title: string, text: string): ShareLinks {
  return {
    ...linksToShare((ref) => `${publicUrl}${paths.petition(lang, slug, ref)}`, title, text),
    qr: paths.qr(paths.petition(lang, slug), 'qr'),
  }
}

/**
 * Share links that work without JavaScript, through the phone's own apps.
 *
 * @param link builds the full URL with a channel's code
 */
export function linksToShare(link: (ref: string) => string, title: string, text: string): LinksToShare {
  const say = (ref: string) => encodeURIComponent(`${text} ${link(ref)}`)
  return {
    whatsapp: `https://wa.me/?text=${say('wa')}`,
    // Both iOS and Android accept `?&body=`.
    sms: `sms:?&body=${say('sms')}`,
    mail: `mailto:?subject=${encodeURIComponent(title)}&body=${say('mail')}`,
    copy: link('copy'),
  }
}
