import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { sealingKey } from '~/vault/vault-keys.server'
import type { Context } from '~/web/site/context'
import type { World } from './firme-test'
import { envInPublic } from './settings'

type PublicWork = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>

/** Calls a public route's loader, or its action if fields are given, like the web process. Returns thrown responses. */
export async function visit<T = Record<string, unknown>>(
  world: World,
  work: unknown,
  path: string,
  params: Record<string, string> = {},
  fields?: Record<string, string>,
  env = envInPublic,
): Promise<{ status: number; data: T; tags: string[] }> {
  const context: Context = {
    env,
    db: world.as.web,
    intake: world.intake,
    petitions: world.petitions,
    now: () => world.at,
    siteKey: () => sealingKey(world.as.web, null),
    noteError: () => {},
    limit: async () => ({ outcome: 'ok' }),
  }
  const request = new Request(
    `https://firme.example.org${path}`,
    fields ? { method: 'POST', body: new URLSearchParams(fields) } : {},
  )
  try {
    const given = await (work as PublicWork)({
      request,
      params: { lang: path.split('/')[1]!, ...params },
      context,
    } as never)
    if (given instanceof Response) throw given
    const answer = (given && typeof given === 'object' && 'init' in given ? given : { data: given }) as {
      data: T
      init?: { status?: number; headers?: Record<string, string> }
    }
    return {
      status: answer.init?.status ?? 200,
      data: answer.data,
      tags: (answer.init?.headers?.['x-firme-tags'] ?? '').split(' '),
    }
  } catch (thrown) {
    if (thrown instanceof Response)
      return { status: thrown.status, data: {} as T, tags: [thrown.headers.get('location') ?? ''] }
    throw thrown
  }
}
