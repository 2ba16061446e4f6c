import { matchRoutes } from '@remix-run/react'
import type { ServerBuild } from '@remix-run/server-runtime'
import type { Door } from '~/office/guard/guard.server'

/** Finds the action that a posted form goes to; null when there is none. */
export type FindAction = (url: URL) => Door | null

interface Node {
  id: string
  path?: string
  index?: boolean
  children?: Node[]
}

/** Each action carries the right it needs as a property, so that it is known before the form is read. */
export function openFindAction(routes: ServerBuild['routes']): FindAction {
  const childrenOf = (parentId: string | undefined): Node[] =>
    Object.values(routes).flatMap((route) =>
      route && route.parentId === parentId
        ? [
            route.index
              ? { id: route.id, path: route.path, index: true }
              : { id: route.id, path: route.path, children: childrenOf(route.id) },
          ]
        : [],
    )
  const tree = childrenOf(undefined) as Parameters<typeof matchRoutes>[0]
  return ({ pathname, searchParams }) => {
    const matches = matchRoutes(tree, pathname) ?? []
    const last = matches.at(-1)
    // As in Remix: a form goes to a page's index route only if the URL says so.
    const target =
      last?.route.index && searchParams.get('index') === ''
        ? last
        : matches.filter(({ route }, at) => at === 0 || route.path).at(-1)
    const module = target && (routes[target.route.id!]?.module as { action?: Partial<Door> } | undefined)
    return module?.action?.right ? (module.action as Door) : null
  }
}
