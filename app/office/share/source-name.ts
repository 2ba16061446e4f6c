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
  kiosk: 'kiosk',
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

/** One code for all that are called the same, so that they are counted as one: `wa` for `whatsapp` too. */
export function mainCode(code: string): string {
  return isOurs(code) ? Object.keys(ours).find((one) => isOurs(one) && ours[one] === ours[code])! : code
}

/** Counts by what their sources are called, the most first. */
export function sumByName(
  t: Translate,
  counts: readonly { code: string; count: number }[],
): { name: string; count: number }[] {
  const sums = new Map<string, number>()
  for (const { code, count } of counts) sums.set(mainCode(code), (sums.get(mainCode(code)) ?? 0) + count)
  return [...sums]
    .map(([code, count]) => ({ name: sourceName(t, code), count }))
    .sort((one, other) => other.count - one.count)
}
