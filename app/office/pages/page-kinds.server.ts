import { outreachKinds } from '~/actions/registry.server'
import type { Office } from '~/office/guard/guard.server'

/** Every kind of page by its name: petitions, and the kinds of outreach. */
export function pageKinds({ lang, t }: Pick<Office, 'lang' | 't'>): Record<string, string> {
  return {
    petition: t('office.petitions.petition'),
    ...Object.fromEntries(outreachKinds.map(({ kind, words }) => [kind, words(lang).singular])),
  }
}

/** What is done on the pages of each kind, in the plural: signatures, calls. */
export function kindDeeds({ lang, t }: Pick<Office, 'lang' | 't'>): Record<string, string> {
  return {
    petition: t('office.numbers.signatures'),
    ...Object.fromEntries(outreachKinds.map(({ kind, words }) => [kind, words(lang).plural])),
  }
}
