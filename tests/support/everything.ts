import type { Page } from 'playwright'
import { type Env, readEnv } from '~/env.server'
import type { Language } from '~/i18n/language'
import type { roles } from '~/office/guard/rights'
import { openPages, type Pages } from './every-page'
import { fillWorld, type States } from './every-state'
import type { World } from './firme-test'
import { groupOf, organizer } from './office'
import { readPage } from './read-forms'
import { startTexting } from './texting'

/** Every page, and everything that a page can show. */
export interface Everything {
  pages: Pages
  states: States
  env: Env
  /** The token of somebody with a role, in a language. */
  as: (role: (typeof roles)[number], language: Language) => Promise<string>
}

/** The site and the office with everything in them that they can show. @param parser a page that reads forms */
export async function openEverything(
  world: World,
  parser: Page,
  work: (everything: Everything) => Promise<void>,
): Promise<void> {
  const texting = await startTexting(world)
  try {
    const network = await groupOf(world, 'network')
    // On somebody's own machine, where there are pages to try things out.
    const env = readEnv({
      PUBLIC_URL: 'http://localhost:3000',
      OFFICE_URL: 'http://localhost:3001',
      SIMULATOR_URL: texting.simulator.url,
      SIMULATOR_TOKEN: texting.env.twilio!.authToken,
      LOG_LEVEL: 'silent',
      TRUSTED_PROXIES: '1',
    })
    const pages = await openPages(world, env)
    const states = await fillWorld(
      world,
      pages,
      (html) => readPage(parser, html),
      await organizer(world, 'owner', network),
    )
    const as: Everything['as'] = async (role, language) => {
      const { id, token } = await organizer(world, role, network)
      await world.db.updateTable('organizer').set({ language }).where('id', '=', id).execute()
      return token
    }
    await work({ pages, states, env, as })
  } finally {
    await texting.stop()
  }
}
