import type { Campaign } from '~/campaigns/campaign'
import { storyHeaders } from './story-campaign.server'

interface StoryFile {
  type: string
  body: string
  /** Name under which browsers save it; without it, they show it. */
  saveAs?: string
}

/** A file of a campaign's story for other programs: a feed, a table, a calendar. Any site may read it. */
export function storyFile(campaign: Campaign, { type, body, saveAs }: StoryFile): Response {
  return new Response(body, {
    headers: {
      ...storyHeaders(campaign),
      'content-type': `${type}; charset=utf-8`,
      ...(saveAs ? { 'content-disposition': `attachment; filename="${saveAs}"` } : {}),
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
