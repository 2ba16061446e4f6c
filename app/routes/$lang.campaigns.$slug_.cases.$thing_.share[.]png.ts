import type { LoaderFunctionArgs } from '@remix-run/node'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'
import { answerShare } from '~/web/share/answer-share.server'

/** The image for link previews of a case. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const [campaign, slug] = [params.slug!, params.thing!]
  return answerShare(context.db, { lang, path: paths.courtCase(lang, campaign, slug), campaign, slug }, context.now())
}
