import { outreachKinds } from '~/actions/registry.server'
import type { Office } from '~/office/guard/guard.server'

/** Every kind of page by its name: petitions, and the kinds of outreach. */
export function pageKinds({ lang, t }: Pick<Office, 'lang' | 't'>): Record<string, string> {
  return {
    petition: t('office.petitions.petition'),
    ...Object.fromEntries(outreachKinds.map(({ kind, words }) => [kind, words(lang).singular])),
  }
}
