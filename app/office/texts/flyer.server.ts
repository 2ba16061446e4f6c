import QRCode from 'qrcode'
import { smsLinks } from '~/actions/texts/sms-link'
import type { Env } from '~/env.server'
import { translator } from '~/i18n/translator'
import { shownNumber } from '~/ui/forms/phone-number'
import type { ListedKeyword } from './keywords-office.server'

/** A flyer to print for a keyword, in its language: QR code, text, and the small print that carriers require. */
export interface Flyer {
  /** Link that opens a text with the keyword. */
  link: string
  shown: string
  qr: string
  line: string
  small: string
}

/** The flyer of a keyword; null where texts are not set up. */
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
