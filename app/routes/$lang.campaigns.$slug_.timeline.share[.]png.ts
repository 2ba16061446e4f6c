import type { LoaderFunctionArgs } from '@remix-run/node'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'
import { answerShare } from '~/web/share/answer-share.server'

/** The image for link previews of a campaign's timeline. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const slug = params.slug!
  return answerShare(context.db, { lang, path: paths.timeline(lang, slug), slug }, context.now())
}
