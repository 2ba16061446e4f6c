import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { darkPaper, lightPaper } from './papers'

/** The typeface of headings, named by its content, as in `public.css`. */
const displayFont = '/fonts/league-gothic-44dceee4.woff2'

/** Icons and colors of every page; of a public page also its font, so that headings do not wait for the style. */
export function HeadLinks({ lang, isPublic }: { lang: Language; isPublic: boolean }) {
  return (
    <>
      <link rel="icon" href="/favicon.ico" sizes="32x32" />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      {isPublic && (
        <>
          <link rel="manifest" href={paths.manifest(lang)} />
          <meta name="theme-color" media="(prefers-color-scheme: light)" content={lightPaper} />
          <meta name="theme-color" media="(prefers-color-scheme: dark)" content={darkPaper} />
          <link rel="preload" href={displayFont} as="font" type="font/woff2" crossOrigin="anonymous" />
        </>
      )}
    </>
  )
}
