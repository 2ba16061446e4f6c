import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { Behind } from '~/actions/kind/behind'
import { readLetterPlace } from '~/actions/letters/letter-place'
import { NextActs } from '~/actions/next-acts/next-acts'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { NoticePage } from '~/ui/page/notice-page'
import { privateMeta } from '~/web/http/page-meta'

export const handle: PageHandle = { hasScript: true }

/** Thanks for a letter, and what else to do: the same official by other ways, the campaign’s next act, sharing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, 'letter', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const link = (ref: string) => `${context.env.publicUrl}${paths.letters(lang, action.slug)}?r=${ref}`
  const acts = await readNextActs(
    context.db,
    {
      language: lang,
      done: doneAct(action),
      place: readLetterPlace(request.url),
      share: { title: action.title[lang], link },
    },
    context.now(),
  )
  return {
    lang,
    isOwn: new URL(request.url).searchParams.get('how') === 'own',
    colour: action.colour,
    group: action.group,
    acts,
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('letters.thanks.title')) : []

export default function Route() {
  const { lang, isOwn, group, acts } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <NoticePage
      title={t('letters.thanks.title')}
      text={t(isOwn ? 'letters.thanks.ownText' : 'letters.thanks.sentText')}
    >
      <NextActs lang={lang} t={t} acts={acts} />
      <Behind lang={lang} t={t} group={group} campaignSlug={acts.campaign.slug} campaignName={acts.campaign.name} />
    </NoticePage>
  )
}
