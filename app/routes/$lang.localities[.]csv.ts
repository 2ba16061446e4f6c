import type { LoaderFunctionArgs } from '@remix-run/node'
import { policiesCsv } from '~/campaigns/policies/policies-csv'
import { routeLanguage } from '~/i18n/route-language'
import { csvFile } from '~/ui/forms/csv-file'
import { readLocalityQuery } from '~/web/localities/locality-query'
import { localitiesForFile } from '~/web/localities/read-localities.server'

/** Policies as CSV, in the format that the office imports. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  routeLanguage(params)
  const query = readLocalityQuery(new URL(request.url).searchParams)
  const csv = policiesCsv(await localitiesForFile(context.db, query))
  return csvFile('localities', csv, { 'x-firme-tags': 'policies' })
}
