import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActionCards } from '~/actions/kind/action-cards'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { nextActionCard } from '~/actions/registry.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { NoticePage } from '~/ui/page/notice-page'
import { privateMeta } from '~/web/http/page-meta'

/** Thanks for a letter, and what to do next. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, 'letter', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const next = await nextActionCard(context.db, lang, context.now(), action.campaignId, `action:${action.id}`)
  return { lang, isOwn: new URL(request.url).searchParams.get('how') === 'own', colour: action.colour, next }
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('letters.thanks.title')) : []

export default function Route() {
  const { lang, isOwn, next } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <NoticePage
      title={t('letters.thanks.title')}
      text={t(isOwn ? 'letters.thanks.ownText' : 'letters.thanks.sentText')}
      {...(next ? {} : { next: { href: paths.home(lang), label: t('letters.thanks.home') } })}
    >
      {next && (
        <section className="block" aria-labelledby="next">
          <h2 id="next">{t('letters.thanks.next')}</h2>
          <ActionCards t={t} cards={[next]} />
        </section>
      )}
    </NoticePage>
  )
}
