import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Db } from '#db/client'
import { findCampaign } from '~/campaigns/campaigns.server'
import type { Env } from '~/env.server'
import { freezeCampaign, type MissingPage, siteAsker } from '~/web/archive/freeze-campaign.server'
import { say, Wrong } from './command.server'

/** `firme archive CAMPAIGN DIR` */
export async function runArchive(db: Db, env: Env, [slug, dir]: string[]): Promise<void> {
  if (!slug || !dir) throw new Wrong('Say which campaign, and where to: archive CAMPAIGN DIR.')
  const campaign = await findCampaign(db, slug)
  if (!campaign)
    throw new Wrong(
      `No campaign at /en/campaigns/${slug}. One that is archived shows no pages: publish it again first.`,
    )
  if ((await readdir(dir).catch(() => [])).length > 0) throw new Wrong(`${dir} is not empty.`)
  const ask = await siteAsker(env).catch(() => {
    throw new Wrong(
      `The site has to run for this: npx firme start web. It answers neither on port ${env.port} nor at ${env.publicUrl}.`,
    )
  })
  let files = 0
  const missing: MissingPage[] = []
  const freezer = { db, ask, publicUrl: env.publicUrl, onMissing: (one: MissingPage) => void missing.push(one) }
  for await (const { name, bytes } of freezeCampaign(freezer, campaign, new Date())) {
    const file = path.join(dir, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, bytes)
    files += 1
  }
  say(`${files} files in ${dir}. Any web server can show them; begin at index.html.`)
  if (missing.length > 0)
    say(
      `${missing.length} ${missing.length === 1 ? 'page is' : 'pages are'} not in it, because the site did not show them: ${missing.map(({ target, status }) => `${target} (${status ?? 'no answer'})`).join(', ')}. They are listed in READ-ME-FIRST.txt. Look at them on the site, then make the archive again.`,
    )
}
