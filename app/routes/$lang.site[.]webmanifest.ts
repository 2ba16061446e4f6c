import type { LoaderFunctionArgs } from '@remix-run/node'
import { localeOf } from '~/i18n/language'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { lightPaper } from '~/ui/page/papers'

/** What a phone needs to put the site among its apps (W3C Web Application Manifest). */
export function loader({ params }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const t = translator(lang)
  const icon = (size: number, purpose: string) => ({
    src: `/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  })
  const manifest = {
    name: t('site.brand'),
    short_name: t('site.brand'),
    description: t('site.home.lead'),
    lang: localeOf[lang],
    dir: 'ltr',
    id: paths.home(lang),
    start_url: paths.home(lang),
    scope: '/',
    display: 'minimal-ui',
    background_color: lightPaper,
    theme_color: lightPaper,
    icons: [icon(192, 'any'), icon(512, 'maskable')],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json', 'x-firme-tags': 'site' },
  })
}
