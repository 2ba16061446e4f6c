import type { LoaderFunctionArgs } from '@remix-run/node'
import { listPolicyKinds } from '~/campaigns/policies/policies.server'
import { policyAsJson } from '~/campaigns/policies/policy-json'
import { routeLanguage } from '~/i18n/route-language'
import { readLocalityQuery } from '~/web/localities/locality-query'
import { localitiesForFile } from '~/web/localities/read-localities.server'

/** Policies as JSON, for others to build on. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const query = readLocalityQuery(new URL(request.url).searchParams)
  const policies = await localitiesForFile(context.db, query)
  const body = {
    version: 1,
    asOf: query.on || null,
    kinds: await listPolicyKinds(context.db),
    policies: policies.map((policy) => policyAsJson(policy, context.env.publicUrl, lang)),
  }
  return Response.json(body, {
    headers: {
      'x-firme-tags': 'policies',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
