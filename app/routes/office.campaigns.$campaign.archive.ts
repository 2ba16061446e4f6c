import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { findCampaign } from '~/campaigns/campaigns.server'
import { guarded } from '~/office/guard/guard.server'
import { freezeCampaign, siteAsker } from '~/web/archive/freeze-campaign.server'

/** The public pages of a campaign as a ZIP file. A post, since it is work: a scanner that opens links starts none. */
export const action = guarded('edit', async ({ db, env, now, today, params, may }) => {
  const campaign = await findCampaign(db, params.campaign!)
  const of = db.selectFrom('campaign').select('group_id').where('slug', '=', params.campaign!)
  const groupId = (await of.executeTakeFirst())?.group_id
  if (!campaign || !groupId || !may('edit', groupId)) throw new Response(null, { status: 404 })
  const ask = await siteAsker(env).catch(() => {
    throw new Response(null, { status: 503 })
  })
  const files = freezeCampaign({ db, ask, publicUrl: env.publicUrl }, campaign, now)
  let zip: Zip
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      zip = new Zip((error, bytes, isLast) => {
        if (error) return controller.error(error)
        controller.enqueue(bytes)
        if (isLast) controller.close()
      })
    },
    async pull() {
      const { done, value } = await files.next()
      if (done) return zip.end()
      // Pictures and documents are compressed already.
      const entry = /\.(html|json|xml|svg|csv)$/.test(value.name)
        ? new ZipDeflate(value.name)
        : new ZipPassThrough(value.name)
      zip.add(entry)
      entry.push(value.bytes, true)
    },
    cancel: () => void files.return(undefined),
  })
  return new Response(stream, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${campaign.slug}-${today}.zip"`,
      'cache-control': 'no-store',
    },
  })
})
