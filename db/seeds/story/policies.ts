import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import type { Db } from '../../client'
import type { PartialDay } from '../../schema-story'
import { type SeedSource, sources } from './sources'

/** Keys of the kinds of policies that are used here. */
const kind = {
  detainersLimited: 'detainers-limited',
  noReleaseNotice: 'no-notice-of-release',
  noJailAccess: 'no-jail-access',
  no287g: 'no-287g',
  signed287g: '287g-signed',
  noLocalResources: 'no-local-resources',
  barredByState: 'limits-barred',
} as const

interface SeedPolicy extends SeedSource {
  /** Open Civic Data id. */
  division: string
  kind: (typeof kind)[keyof typeof kind]
  adoptedOn: PartialDay
  endedOn?: PartialDay
  agency?: string
  /** Of a 287(g) agreement. */
  model?: string
  note: Bilingual
}

const stateOf = (state: string) => `ocd-division/country:us/state:${state}`
const saguaro = `${stateOf('az')}/county:saguaro`
const mesquite = `${stateOf('az')}/county:mesquite`
const ocotillo = `${stateOf('az')}/place:ocotillo`

const fictional = (path: string, title: string): SeedSource => ({
  ...sources.texas,
  sourceUrl: `https://example.org/${path}`,
  sourceTitle: `${title}`,
})

/** Where localities stand: acts of public record, and what the demo's fictional counties and city have decided. */
export const policies: readonly SeedPolicy[] = [
  {
    division: stateOf('il'),
    kind: kind.detainersLimited,
    adoptedOn: '2017-08-28',
    note: {
      en: 'Illinois TRUST Act, Public Act 100-0463: no one is held just on an immigration detainer that no judge has signed. Amended since; see the law as it stands.',
      es: 'Ley TRUST de Illinois, Public Act 100-0463: a nadie se le retiene solo por una orden de migración que ningún juez firmó. Se ha reformado; vea la ley vigente.',
    },
    ...sources.trustIllinois,
  },
  {
    division: stateOf('ca'),
    kind: kind.detainersLimited,
    adoptedOn: '2013',
    note: {
      en: 'California TRUST Act (AB 4): most people may not be held on a detainer. Exceptions for certain serious convictions and charges.',
      es: 'Ley TRUST de California (AB 4): a la mayoría de la gente no se le puede retener por una orden de retención (detainer). Hay excepciones por ciertas condenas y cargos graves.',
    },
    ...sources.trustCalifornia,
  },
  {
    division: stateOf('ca'),
    kind: kind.noLocalResources,
    adoptedOn: '2017',
    note: {
      en: 'California Values Act (SB 54): with exceptions, state and local police may not use money or personnel for immigration enforcement.',
      es: 'Ley de Valores de California (SB 54): salvo excepciones, la policía estatal y local no puede usar dinero ni personal para hacer cumplir las leyes de migración.',
    },
    ...sources.valuesCalifornia,
  },
  {
    division: stateOf('tx'),
    kind: kind.barredByState,
    adoptedOn: '2025-06-20',
    note: {
      en: 'SB 8, in force from January 1, 2026: every sheriff who runs a jail must seek a 287(g) agreement with ICE; from December 1, 2026, the attorney general may sue one who has not.',
      es: 'SB 8, en vigor desde el 1 de enero de 2026: todo alguacil (sheriff) que dirige una cárcel tiene que buscar un acuerdo 287(g) con ICE; desde el 1 de diciembre de 2026 el procurador general puede demandar al que no.',
    },
    ...sources.texas,
  },
  {
    division: stateOf('fl'),
    kind: kind.barredByState,
    adoptedOn: '2019-06-14',
    note: {
      en: 'SB 168: counties and cities may not limit what they do for ICE.',
      es: 'SB 168: los condados y las ciudades no pueden limitar lo que hacen para ICE.',
    },
    ...sources.florida,
  },
  {
    division: `${stateOf('or')}/county:clackamas`,
    kind: kind.detainersLimited,
    adoptedOn: '2014-04',
    agency: 'Clackamas County Sheriff’s Office',
    note: {
      en: 'Stopped holding people on detainers within days of the ruling against it in Miranda-Olivares, as reported in April 2014.',
      es: 'Dejó de retener gente por órdenes de retención (detainers) días después de perder el caso Miranda-Olivares, según se informó en abril de 2014.',
    },
    ...sources.washingtonCounty,
  },
  {
    division: `${stateOf('or')}/county:washington`,
    kind: kind.detainersLimited,
    adoptedOn: '2014-04',
    agency: 'Washington County Sheriff’s Office',
    note: {
      en: 'The sheriff’s own page: ICE detainers are no longer enforced. After Miranda-Olivares, April 2014.',
      es: 'Lo dice la propia página del alguacil (sheriff): ya no se aplican las órdenes de retención (detainers) de ICE. Después de Miranda-Olivares, abril de 2014.',
    },
    ...sources.washingtonCounty,
  },
  {
    division: `${stateOf('co')}/county:boulder`,
    kind: kind.detainersLimited,
    adoptedOn: '2014-04',
    agency: 'Boulder County Sheriff’s Office',
    note: {
      en: 'As reported by the Associated Press in April 2014: people with detainers are released once their own charges are resolved, unless there is an arrest warrant.',
      es: 'Según la Associated Press en abril de 2014: a quien tiene una orden de retención (detainer) lo sueltan cuando se resuelven sus propios cargos, salvo que haya una orden de arresto.',
    },
    ...sources.colorado,
  },
  {
    division: saguaro,
    kind: kind.signed287g,
    adoptedOn: '2010-03-01',
    endedOn: '2012-12-31',
    agency: 'Saguaro County Sheriff’s Office',
    model: 'jail-enforcement',
    note: {
      en: 'Fictional. Signed by the sheriff before this one, and left to run out.',
      es: 'Ficticio. Lo firmó el alguacil (sheriff) anterior, y lo dejaron vencer.',
    },
    ...fictional('saguaro/policies', 'Saguaro County'),
  },
  {
    division: mesquite,
    kind: kind.detainersLimited,
    adoptedOn: '2014-09-10',
    note: {
      en: 'Fictional. The jail holds no one on a detainer without a judge’s warrant.',
      es: 'Ficticio. La cárcel no retiene a nadie por una orden de retención (detainer) sin la orden de un juez.',
    },
    ...fictional('mesquite/policies', 'Mesquite County'),
  },
  {
    division: mesquite,
    kind: kind.noReleaseNotice,
    adoptedOn: '2026-11-10',
    note: {
      en: 'Fictional. The jail does not tell ICE when someone gets out.',
      es: 'Ficticio. La cárcel no le avisa a ICE cuándo sale alguien.',
    },
    ...fictional('mesquite/policies', 'Mesquite County'),
  },
  {
    division: mesquite,
    kind: kind.no287g,
    adoptedOn: '2026-11-10',
    note: {
      en: 'Fictional. The board signs no 287(g) agreement, and says so in a vote.',
      es: 'Ficticio. La junta no firma ningún acuerdo 287(g), y lo dice con un voto.',
    },
    ...fictional('mesquite/policies', 'Mesquite County'),
  },
  {
    division: ocotillo,
    kind: kind.detainersLimited,
    adoptedOn: '2024-05-14',
    note: {
      en: 'Fictional. The city lockup holds no one on a detainer.',
      es: 'Ficticio. La celda municipal no retiene a nadie por una orden de retención (detainer).',
    },
    ...fictional('ocotillo/policies', 'City of Ocotillo'),
  },
  {
    division: ocotillo,
    kind: kind.noJailAccess,
    adoptedOn: '2024-05-14',
    note: {
      en: 'Fictional. Agents come into the lockup only with a warrant that a judge has signed.',
      es: 'Ficticio. Los agentes entran a la celda municipal solo con una orden firmada por un juez.',
    },
    ...fictional('ocotillo/policies', 'City of Ocotillo'),
  },
]

/**
 * Inserts the policies, unless the database has no kinds of policies yet.
 *
 * @throws when it has some, but lacks a kind or a place that is needed here
 */
export async function seedPolicies(trx: Db, now: Date): Promise<'seeded' | 'no kinds yet'> {
  const kinds = await trx.selectFrom('policy_kind').select('key').execute()
  if (kinds.length === 0) return 'no kinds yet'
  const places = await sql<{
    id: string
  }>`select id from division where id = any(${policies.map(({ division }) => division)}::text[])`.execute(trx)
  const known = new Set([...kinds.map(({ key }) => key), ...places.rows.map(({ id }) => id)])
  const missing = policies.flatMap(({ division, kind }) => [division, kind]).filter((one) => !known.has(one))
  if (missing.length > 0) throw new Error(`The first campaign’s policies need ${[...new Set(missing)].join(', ')}.`)
  await trx
    .insertInto('policy')
    .values(
      policies.map((policy) => ({
        division_id: policy.division,
        kind: policy.kind,
        adopted_on: policy.adoptedOn,
        ended_on: policy.endedOn ?? null,
        note: JSON.stringify(policy.note),
        agency: policy.agency ?? '',
        model: policy.model ?? '',
        document_id: null,
        source_url: policy.sourceUrl,
        source_title: policy.sourceTitle,
        checked_on: policy.sourceCheckedOn,
        import_id: null,
        created_at: now,
        updated_at: now,
      })),
    )
    .execute()
  return 'seeded'
}
