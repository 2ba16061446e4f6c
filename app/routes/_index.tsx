import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { preferredLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'

export function loader({ request }: LoaderFunctionArgs) {
  const lang = preferredLanguage(request.headers.get('accept-language'))
  return redirect(paths.home(lang), {
    status: 302,
    headers: { vary: 'Accept-Language', 'cache-control': 'private, max-age=0' },
  })
}
