import { renderAsync } from '@resvg/resvg-js'
import satori from 'satori'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { inkOn, readableOn } from '~/ui/page/colour'
import font from '~/ui/page/league-gothic.woff?inline'
import { lightPaper } from '~/ui/page/papers'
import { type SignName, signPaths } from '~/ui/page/sign'

/** What a link preview shows, in one language. */
export interface Poster {
  /** #rrggbb */
  colour: string
  /** What it is: a petition, a call; or where. */
  label: string
  title: string
  /** Whom it is about; '' when the title says it. */
  target: string
  sign: SignName
  /** The campaign's picture as a data URL, which takes the sign's place; null when it has none. */
  art: string | null
  /** How many have done it, if anybody has. */
  soFar: { number: string; words: string } | null
  /** What to do. */
  go: string
}

const fontBytes = Buffer.from(font.slice(font.indexOf(',') + 1), 'base64')
const ink = '#1b1916'
const row = { display: 'flex', alignItems: 'center' } as const
const column = { display: 'flex', flexDirection: 'column' } as const

/** A poster as an image for link previews. PNG, 1200 × 630. */
export async function posterImage(lang: Language, poster: Poster): Promise<Buffer> {
  const { colour, label, title, target, sign, art, soFar, go } = poster
  const onColour = inkOn(colour)
  const svg = await satori(
    <div style={{ ...column, width: '100%', height: '100%', background: lightPaper, color: ink }}>
      <div style={{ ...row, justifyContent: 'space-between', padding: '36px 56px 0', fontSize: 44 }}>
        <div style={{ ...row, color: '#5d564b' }}>{label}</div>
        <div style={{ ...row, fontSize: 64 }}>
          {translator(lang)('site.brand').toUpperCase()}
          <span style={{ color: readableOn(colour, lightPaper) }}>!</span>
        </div>
      </div>
      <div
        style={{
          ...row,
          flex: 1,
          minHeight: 0,
          padding: art ? '0 0 0 56px' : '0 56px 8px',
          justifyContent: 'space-between',
        }}
      >
        <div style={{ ...column, flex: 1 }}>
          <div
            style={{
              display: 'flex',
              fontSize: sizeOf(title) * (art ? narrow : 1),
              lineHeight: 1,
              textTransform: 'uppercase',
              textWrap: 'balance',
            }}
          >
            {cut(title, 105)}
          </div>
          {target && (
            <div style={{ ...row, marginTop: 18, fontSize: art ? 40 : 46, lineHeight: 1.1 }}>
              {cut(target, title.length > 40 ? 90 : 130)}
            </div>
          )}
        </div>
        {art ? (
          <img
            src={art}
            alt=""
            width={540}
            height={320}
            style={{ marginLeft: 40, objectFit: 'cover', alignSelf: 'flex-end' }}
          />
        ) : (
          <svg width={210} height={210} viewBox="0 0 24 24" style={{ marginLeft: 48 }}>
            <path d={signPaths[sign]} fill={colour} fillRule="evenodd" />
          </svg>
        )}
      </div>
      <div
        style={{
          ...row,
          justifyContent: 'space-between',
          flexShrink: 0,
          background: colour,
          color: onColour,
          padding: '0 56px 6px',
          height: 130,
        }}
      >
        {soFar && (
          <div style={{ ...row, alignItems: 'flex-end' }}>
            <div style={{ display: 'flex', fontSize: 112, lineHeight: 1 }}>{soFar.number}</div>
            <div style={{ display: 'flex', fontSize: 50, marginLeft: 20, marginBottom: 10 }}>{soFar.words}</div>
          </div>
        )}
        <div style={{ ...row, fontSize: soFar ? 56 : 72 }}>{go}</div>
      </div>
    </div>,
    { width: 1200, height: 630, fonts: [{ name: 'League Gothic', data: fontBytes, weight: 400, style: 'normal' }] },
  )
  // Renders in a worker thread; it would block all other requests for 50 ms.
  return (await renderAsync(svg)).asPng()
}

/** Pixels, so that three lines fit at most. */
function sizeOf(title: string): number {
  return title.length > 70 ? 78 : title.length > 40 ? 92 : title.length > 26 ? 110 : 132
}

/** How much smaller a title is beside a picture. */
const narrow = 0.82

/** At most so many characters, cut between words where there are any. */
function cut(text: string, most: number): string {
  const signs = [...text]
  if (signs.length <= most) return text
  const whole = signs.slice(0, most).join('')
  return `${(whole.slice(0, whole.lastIndexOf(' ')) || whole).replace(/[,;:.\s]+$/, '')}…`
}
