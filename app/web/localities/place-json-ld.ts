import { hasEnded } from '~/campaigns/policies/policy'
import { policyName } from '~/campaigns/policies/policy-words'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { PlaceStand } from './place-policies'

/**
 * A place for search engines, with what it has decided and where that can be read; what has ended is left out. A day that is only known as the one
 * by which it was adopted is left out.
 *
 * @see https://schema.org/Legislation
 */
export function placeJsonLd(
  { lang, t }: { lang: Language; t: Translate },
  name: string,
  { policies, kinds, today }: Pick<PlaceStand, 'policies' | 'kinds' | 'today'>,
): Record<string, unknown> {
  return {
    '@type': 'AdministrativeArea',
    name,
    subjectOf: policies
      .filter((policy) => !hasEnded(policy, today))
      .map((policy) => ({
        '@type': 'Legislation',
        name: policyName(lang, t, policy, kinds),
        ...(policy.adoptedOn && !policy.adoptedNoLater ? { legislationDate: policy.adoptedOn } : {}),
        spatialCoverage: policy.place.name,
        sameAs: policy.sourceUrl,
      })),
  }
}
