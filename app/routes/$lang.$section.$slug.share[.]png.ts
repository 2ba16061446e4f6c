import type { LoaderFunctionArgs } from '@remix-run/node'
import { routeLanguage } from '~/i18n/route-language'
import { answerShare } from '~/web/share/answer-share.server'

/** The image for link previews of any public page that has one. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const slug = params.slug!
  return answerShare(context.db, { lang, path: `/${lang}/${params.section}/${slug}`, slug }, context.now())
}
