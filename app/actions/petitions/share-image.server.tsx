import { renderAsync } from '@resvg/resvg-js'
import satori from 'satori'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { inkOn } from '~/ui/page/colour'
import { wholeNumber } from '~/ui/page/dates'
import font from '~/ui/page/league-gothic.woff?inline'
import type { PetitionView } from './petition-view'
import { readPicture } from './read-picture.server'

const fontBytes = Buffer.from(font.slice(font.indexOf(',') + 1), 'base64')

/** The image for link previews: the petition's own (JPEG), or one generated with the current count (PNG). */
export async function sharePicture(
  db: Db,
  petition: PetitionView,
  lang: Language,
): Promise<{ bytes: Buffer; type: 'image/jpeg' | 'image/png' }> {
  const id = /^\/pictures\/(.+)\.jpg$/.exec(petition.shareImage ?? '')?.[1]
  const own = await readPicture(db, id)
  return own ? { bytes: own, type: 'image/jpeg' } : { bytes: await shareImage(petition, lang), type: 'image/png' }
}

/** Generates the image for link previews: a poster with the current count. PNG, 1200 × 630. */
async function shareImage(petition: PetitionView, lang: Language): Promise<Buffer> {
  const t = translator(lang)
  const ink = inkOn(petition.colour)
  const svg = await satori(
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        background: '#f7f0e1',
        color: '#1b1916',
        fontFamily: 'League Gothic',
      }}
    >
      <div style={{ display: 'flex', flexDirection: 'column', flex: 1, padding: '48px 56px 0' }}>
        <div style={{ display: 'flex', fontSize: 44, color: '#5d564b' }}>{petition.target}</div>
        <div
          style={{
            display: 'flex',
            fontSize: petition.title.length > 44 ? 104 : 136,
            lineHeight: 1,
            marginTop: 12,
            textTransform: 'uppercase',
          }}
        >
          {petition.title}
        </div>
      </div>
      <div
        style={{
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'space-between',
          background: petition.colour,
          color: ink,
          padding: '20px 56px 26px',
        }}
      >
        <div style={{ display: petition.numbers.confirmed > 0 ? 'flex' : 'none', alignItems: 'flex-end' }}>
          <div style={{ display: 'flex', fontSize: 128, lineHeight: 1 }}>
            {wholeNumber(lang, petition.numbers.confirmed)}
          </div>
          <div style={{ display: 'flex', fontSize: 52, marginLeft: 20, marginBottom: 12 }}>
            {t('site.share.signatures', { count: petition.numbers.confirmed })}
          </div>
        </div>
        <div style={{ display: 'flex', fontSize: 56 }}>{t('site.share.sign')}</div>
      </div>
    </div>,
    { width: 1200, height: 630, fonts: [{ name: 'League Gothic', data: fontBytes, weight: 400, style: 'normal' }] },
  )
  // Renders in a worker thread; it would block all other requests for 50 ms.
  return (await renderAsync(svg)).asPng()
}
