import { inTheDark } from '#emails/broadcast'
import { routeLanguage } from '~/i18n/route-language'
import { broadcastOf } from '~/office/broadcasts/broadcasts.server'
import { renderedBroadcast } from '~/office/broadcasts/readiness.server'
import { guarded } from '~/office/guard/guard.server'
import { withOfficePictures } from '~/office/pictures/office-picture'

/**
 * A mail as it goes out, by day or in the dark, or its plain text. Mail needs inline styles, so it has a policy of its own: no
 * script runs, and its pictures are those of this origin.
 */
export const loader = guarded('edit', async (office) => {
  const language = routeLanguage(office.params)
  const asks = (what: string) => office.url.searchParams.has(what)
  const version = asks('b') ? 'b' : null
  const { html, text } = (await renderedBroadcast(office, await broadcastOf(office), version))[language]
  const isHtml = html !== null && !asks('plain')
  const mail = isHtml ? withOfficePictures(html).replaceAll(`${office.env.publicUrl}/office/`, '/office/') : text
  return new Response(isHtml && asks('dark') ? inTheDark(mail) : mail, {
    headers: {
      'content-type': `text/${isHtml ? 'html' : 'plain'}; charset=utf-8`,
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox allow-same-origin",
      'x-frame-options': 'SAMEORIGIN',
    },
  })
})
