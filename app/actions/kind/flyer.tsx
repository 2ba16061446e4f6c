import type { PageProps } from '~/ui/page/public-layout'

interface FlyerProps extends Pick<PageProps, 't'> {
  title: string
  ask: string
  /** The QR code as SVG, in the page itself: a browser does not load pictures for print alone. */
  qr: string
  /** The page's address without its language, which a browser chooses: `https://firme.example.org/petitions/no-287g`. */
  url: string
  /** The number to call, for the strips; null when nobody is to be called. */
  number?: string | null
  /** How many so far, and whom to call, one line each; may be empty. */
  lines: string[]
}

/** Strips to tear off at the foot. */
const strips = 8
/** Characters of title and ask that fit in large type. */
const most = 200

/** The page as paper for a wall: shown only in print, in place of the page. */
export function Flyer({ t, title, ask, qr, url, number = null, lines }: FlyerProps) {
  const address = url.replace(/^https?:\/\//, '')
  return (
    <aside className={title.length + ask.length > most ? 'flyer long' : 'flyer'} aria-hidden="true">
      <p className="brand">{t('site.brand')}</p>
      <p className="flyer-title">{title}</p>
      <p className="flyer-ask">{ask}</p>
      <div className="flyer-how">
        <div className="flyer-qr" dangerouslySetInnerHTML={{ __html: qr }} />
        <div>
          <p>{t('site.flyer.scan')}</p>
          <p className="flyer-url">{address}</p>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </div>
      {/* The style sheet writes them: a browser without one would read them out eight times. */}
      <div className="tear-off">
        {Array.from({ length: strips }, (_, at) => (
          <p key={at} data-title={title} data-address={[number, address].filter(Boolean).join('\n')} />
        ))}
      </div>
    </aside>
  )
}
