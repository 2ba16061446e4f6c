import QRCode from 'qrcode'
import { smsLinks } from '~/actions/texts/sms-link'
import type { Env } from '~/env.server'
import { translator } from '~/i18n/translator'
import { shownNumber } from '~/ui/forms/phone-number'
import type { ListedKeyword } from './keywords-office.server'

/** How people come to text a word: a code and a line to print, in the language of the word, and what carriers want beside it. */
export interface Flyer {
  /** A link that opens the text. */
  link: string
  shown: string
  qr: string
  line: string
  small: string
}

/** The flyer of a word; null where texts are not set up. */
export async function flyerOf(
  { twilio }: Pick<Env, 'twilio'>,
  { word, language }: Pick<ListedKeyword, 'word' | 'language'>,
): Promise<Flyer | null> {
  if (!twilio) return null
  const t = translator(language)
  const shown = shownNumber(twilio.from)
  const link = smsLinks(twilio.from, word.toUpperCase()).any
  return {
    link,
    shown,
    qr: await QRCode.toString(link, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
    line: t('texts.office.flyer', { word: word.toUpperCase(), number: shown }),
    small: t('texts.office.flyerSmall'),
  }
}
