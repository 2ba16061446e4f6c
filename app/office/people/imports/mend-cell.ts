import { plainDigits } from '~/i18n/plain-digits'
import { textOfCell } from '~/ui/forms/safe-cell'

/**
 * What the preview of a list of people without a signature says of lines beside what was mended: `known`: somebody has the
 * contact already; `asks`: they are asked by mail to confirm; `silent`: they are recorded, and get nothing.
 */
export type Notice = 'known' | 'asks' | 'silent'

/** What a spreadsheet or a mail program did to a cell, and was set right; keys under `office.imports.mends`. */
export type Mend = 'error-cell' | 'phone-number' | 'zip-zeros' | 'zip-decimals' | 'address-wrapped' | 'name-and-address'

/** A cell as it was meant. `name`: of whoever has the address, from `"Ana Paz" <ana@example.org>`. */
interface Mended {
  text: string
  mend: Mend | null
  name?: string
}

const errorCell = /^#(?:N\/A|REF!|VALUE!|NAME\?|NULL!|NUM!|DIV\/0!|SPILL!|CALC!|¡REF!|¡VALOR!|¿NOMBRE\?|N\/D)$/i

/** A formula's error, such as `#N/A`, is an empty cell. The apostrophes of our own files are taken off. */
export function mendAny(cell: string): Mended {
  const text = textOfCell(cell.trim())
  return errorCell.test(text) ? { text: '', mend: 'error-cell' } : { text, mend: null }
}

/**
 * A phone number that was stored as a number: `6025550143.0`, or `6.025550143E+09` with all its digits. One that was
 * rounded, such as `6.03E+09`, stays as it is: nobody can know it.
 */
export function mendPhone(text: string): Mended {
  const [, whole = '', more = '', power = '0'] =
    /^(\d+)(?:[.,](\d*))?(?:E\+?(\d{1,2}))?$/i.exec(plainDigits(text)) ?? []
  let end = more.length
  while (more[end - 1] === '0') end -= 1
  const decimals = more.slice(0, end)
  const digits = (whole + decimals).padEnd(whole.length + Number(power), '0')
  const isWhole = decimals.length <= Number(power)
  const isExact = Number(power) === 0 || (whole + more).length >= 10
  if (whole === '' || digits === text || !isWhole || !isExact || digits.length > 11) return { text, mend: null }
  return { text: digits, mend: 'phone-number' }
}

/** A phone number of which a spreadsheet kept only the first digits. */
export function isRounded(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+?(?:09|9|10)$/i.test(text)
}

/** A ZIP whose leading zeros were dropped, one in New England, two in Puerto Rico, or that got decimals. */
export function mendZip(text: string): Mended {
  const whole = plainDigits(text).replace(/\.0{1,2}$/, '')
  const zip = whole.replace(/^\d{3,4}(?=$|[\s\p{Pd}−])/u, (digits) => digits.padStart(5, '0'))
  if (zip !== whole) return { text: zip, mend: 'zip-zeros' }
  return { text: whole, mend: whole === plainDigits(text) ? null : 'zip-decimals' }
}

/**
 * An email address out of what mail programs put around it: a name, angle brackets, `mailto:`, a closing sign. A cell
 * with two addresses stays as it is and is refused: nobody can know whose line it is.
 */
export function mendAddress(text: string): Mended {
  const opens = text.lastIndexOf('<')
  const closes = text.indexOf('>', opens)
  const inside = opens >= 0 && closes > opens ? text.slice(opens + 1, closes) : ''
  const name = text.slice(0, opens).trim().replace(/^["']/, '').replace(/["']$/, '').trim()
  const isNamedByItself = name.toLowerCase() === inside.toLowerCase()
  const isWrapped =
    /^[^\s@]+@[^\s@]+$/.test(inside) &&
    (isNamedByItself || !name.includes('@')) &&
    /^[;,]?$/.test(text.slice(closes + 1).trim())
  const address = (isWrapped ? inside : text)
    .replace(/^mailto:/i, '')
    .replace(/[;,]$/, '')
    .trim()
  if (address === text) return { text, mend: null }
  return { text: address, mend: 'address-wrapped', name: isWrapped && !isNamedByItself ? name : '' }
}

/**
 * A name out of a cell that also has the person's address, as mail programs copy it: `"Ana Paz" <ana@example.org>`, or
 * `Ana Paz ana@example.org`. A cell with two addresses stays as it is.
 *
 * @returns `address`: '' when it has none
 */
export function mendName(text: string): { text: string; mend: Mend | null; address: string } {
  const at = text.indexOf('@')
  if (at < 0 || text.includes('@', at + 1)) return { text, mend: null, address: '' }
  let [from, to] = [at, at + 1]
  while (from > 0 && !isBeside(text[from - 1]!)) from -= 1
  while (to < text.length && !isBeside(text[to]!)) to += 1
  let end = to
  while (end < text.length && isBeside(text[end]!)) end += 1
  if (end < text.length) return { text, mend: null, address: '' }
  const before = text.slice(0, from)
  const name = before.toLowerCase().endsWith('mailto:') ? before.slice(0, -'mailto:'.length) : before
  let [begins, ends] = [0, name.length]
  while (ends > 0 && isBeside(name[ends - 1]!)) ends -= 1
  while (begins < ends && isBeside(name[begins]!)) begins += 1
  return { text: name.slice(begins, ends), mend: 'name-and-address', address: text.slice(from, to) }
}

/** Whether a sign stands between a name and an address, or around them. */
function isBeside(sign: string): boolean {
  return /[\s,;:()<>[\]"']/.test(sign)
}
