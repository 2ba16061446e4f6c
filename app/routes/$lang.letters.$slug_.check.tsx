import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { NextActs } from '~/actions/next-acts/next-acts'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { NoticePage } from '~/ui/page/notice-page'
import { OpenMail } from '~/ui/page/open-mail'
import { privateMeta } from '~/web/http/page-meta'

/** For everybody who sent a letter: check your mailbox. The address says only that their ZIP is elsewhere. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, 'letter', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const isOutside = new URL(request.url).searchParams.get('zip') === 'outside'
  const acts = await readNextActs(context.db, { language: lang, done: doneAct(action) }, context.now())
  return { lang, slug: action.slug, title: action.title[lang], isOutside, colour: action.colour, acts }
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('letters.check.title')) : []

export default function Route() {
  const { lang, slug, title, isOutside, acts } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <NoticePage title={t('letters.check.title')} text={t('letters.check.text')}>
      <ol className="sign steps">
        <li>{t('letters.check.mailbox')}</li>
        <li>
          {t('letters.check.subject')} <strong>{t('mails.letterConfirm.subject', { petition: title })}</strong>
        </li>
        <li>{t('letters.check.tap')}</li>
      </ol>
      <OpenMail t={t} />
      {isOutside && <p className="note">{t('letters.outside')}</p>}
      <p className="note">{t('letters.check.spam')}</p>
      <p>
        <a href={paths.letters(lang, slug)}>{t('letters.check.wrong')}</a>
      </p>
      <NextActs lang={lang} t={t} acts={acts} />
    </NoticePage>
  )
}
