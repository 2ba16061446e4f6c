import { matchRoutes } from '@remix-run/react'
import type { ServerBuild } from '@remix-run/server-runtime'
import type { Door } from '~/office/guard/guard.server'

/** Finds the action that a posted form goes to, or null. */
export type FindAction = (url: URL) => Door | null

interface Node {
  id: string
  path?: string
  index?: boolean
  children?: Node[]
}

/** What each action asks of whoever posts stands on the action itself, so that it can be known before the form is read. */
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
    const matches = matchRoutes(tree, pathname.replace(/\.data$/, '')) ?? []
    const last = matches.at(-1)
    // As Remix does it: a form goes to the index of a page only when its address says so.
    const target =
      last?.route.index && searchParams.get('index') === ''
        ? last
        : matches.filter(({ route }, at) => at === 0 || route.path).at(-1)
    const module = target && (routes[target.route.id!]?.module as { action?: Partial<Door> } | undefined)
    return module?.action?.right ? (module.action as Door) : null
  }
}
