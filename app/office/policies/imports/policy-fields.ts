import { ownFields } from '~/campaigns/policies/policies-csv'
import type { ListMapping } from '~/office/lists/read-mapping'

/** The fields a column of a list of policies may hold: those of our own CSV format, and what other lists have. */
export const policyFields = [...ownFields, 'county', 'city', 'listed_on', 'agency_type', 'ori'] as const
export type PolicyField = (typeof policyFields)[number]

export type PolicyMapping = ListMapping<PolicyField>

const known: readonly [PolicyField, RegExp][] = [
  ['division_id', /^(ocd[ _-]?(division)?[ _-]?id|division([ _]id)?)$/i],
  ['geoid', /^(geoid|fips([ _]?code)?|county[ _]fips)$/i],
  ['agency', /^((law enforcement )?agency([ _]name)?|lea|agencia)$/i],
  ['model', /^(model|support[ _]type|program|type|modelo)$/i],
  ['kind', /^(kind|policy([ _](kind|type))?|pol[ií]tica|tipo)$/i],
  ['state', /^(state|estado)([ _](code|name|abbr(eviation)?))?$|^st$/i],
  ['county', /^(county|parish|condado|parroquia)([ _]name)?$/i],
  ['city', /^(city|town|municipality|ciudad|municipio)([ _]name)?$/i],
  ['place', /^(place|jurisdiction|locality|lugar|jurisdicci[oó]n|localidad)([ _]name)?$/i],
  ['listed_on', /^(date|listed([ _]on)?|list[ _]date|snapshot|fecha)$/i],
  [
    'adopted_on',
    /^(adopted|signed|effective|enacted|start(ed)?|adoptad[oa]|firmad[oa]|desde)([ _](on|date))?$|^date (signed|adopted)$|^fecha de (la )?(firma|adopci[oó]n)$/i,
  ],
  ['ended_on', /^(ended|terminated|repealed|end|expired|terminad[oa]|hasta)([ _](on|date))?$/i],
  ['note_es', /^(nota|notas)$/i],
  ['note_en', /^(notes?|description|summary)$/i],
  ['source_url', /^(source([ _](url|link))?|link|url|moa|fuente|enlace)$/i],
  ['source_title', /^(source[ _](title|name)|publisher)$/i],
  [
    'checked_on',
    /^(checked|verified|retrieved|as[ _]of|revisad[oa])([ _]on)?$|^date (checked|verified)$|^fecha de (revisi[oó]n|consulta)$/i,
  ],
  ['agency_type', /^agency[ _]type$/i],
  ['ori', /^ori\d?$/i],
]

/** Guesses the mapping from English or Spanish headings. */
export function guessPolicyMapping(columns: readonly string[]): PolicyMapping {
  const mapping: PolicyMapping = {}
  const free = new Map(columns.map((column, index) => [index, column.trim()]))
  const take = (field: PolicyField, found: [number, string] | undefined) => {
    if (!found || mapping[field] !== undefined) return
    mapping[field] = String(found[0])
    free.delete(found[0])
  }
  for (const field of policyFields)
    take(
      field,
      [...free].find(([, column]) => column.toLowerCase() === field),
    )
  for (const [field, pattern] of known)
    take(
      field,
      [...free].find(([, column]) => pattern.test(column)),
    )
  return mapping
}

/** Whether a column seems to say what is in force. No field is for that: a policy has ended when it has a day of its end. */
export function isStatus(column: string): boolean {
  return /^((agreement|policy|mou|moa)[ _])?(status|standing|active|in[ _]force|situaci[oó]n|vigencia|vigente|activ[oa])$/i.test(
    column.trim(),
  )
}

/** Whether a list is one of agreements, such as the 287(g) roster: it names agencies and models, and no kind. */
export function isAgreements(mapping: PolicyMapping): boolean {
  return mapping.agency !== undefined && mapping.model !== undefined && mapping.kind === undefined
}
