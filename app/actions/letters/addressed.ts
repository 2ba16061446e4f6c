import { nameOf } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import { bestContact, type Target } from '~/officials/posts/target'
import { type LetterBody, letterText } from './letter-body'
import type { OwnMail } from './letter-view'
import { mailto } from './mailto'

/** A finished letter as mails for the writer to send: one to each target, or one to all. */
export function ownMails(targets: Target[], words: LetterBody, language: Language): OwnMail[] {
  const mailFor = (name: string, addresses: string[], target: Target): OwnMail => {
    const text = letterText(words, target)
    const link = addresses.length > 0 ? mailto(addresses, words.subject, text) : null
    return {
      name,
      isToOffice: words.isToAll,
      href: link?.href ?? null,
      isWhole: link?.isWhole ?? false,
      addresses: addresses.join(', '),
      subject: words.subject,
      text,
    }
  }
  const addressesOf = (target: Target) => [bestContact(target, ['email'])?.value ?? []].flat()
  if (words.isToAll)
    return [mailFor(targets[0]!.organization.name, [...new Set(targets.flatMap(addressesOf))], targets[0]!)]
  return targets.map((target) => mailFor(nameOf(target, language), addressesOf(target), target))
}

/** The lines of a postal address for the envelope; empty when no address is known. */
export function addressOf(target: Target, isToAll: boolean): string[] {
  const address = bestContact(target, ['address'])
  if (!address) return []
  const to = isToAll
    ? [target.organization.name]
    : [[target.title, target.holder?.name].filter(Boolean).join(' '), target.organization.name]
  const [street = '', ...rest] = address.value.split(/,\s*/)
  return [...to, street, rest.join(', ')].filter(Boolean)
}
