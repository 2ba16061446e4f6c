import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readPost } from '~/campaigns/news/news.server'
import { notFound } from '~/campaigns/story/removed-pages.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { PostPage } from '~/web/story/post-page'
import { postView } from '~/web/story/post-view.server'
import { headersWithActs, readStoryHead, storyCampaign } from '~/web/story/story-campaign.server'
import { storyMeta } from '~/web/story/story-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const now = context.now()
  const post = await readPost(context.db, campaign.id, params.thing!, now)
  if (!post) throw await notFound(context.db, campaign, 'news', params.thing)
  const head = await readStoryHead(context.db, campaign, lang, now)
  return data(
    { lang, publicUrl: context.env.publicUrl, colour: head.colour, head, post: postView(lang, post) },
    { headers: headersWithActs(campaign, head) },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, post, head } = data
  const { campaign } = head
  return storyMeta({
    ...data,
    campaign,
    title: post.title,
    description: post.summary,
    path: (language) => paths.post(language, campaign.slug, post.slug),
    within: { name: translator(lang)('news.title'), path: paths.news(lang, campaign.slug) },
    jsonLd: {
      '@type': 'NewsArticle',
      headline: post.title,
      description: post.summary,
      datePublished: post.shownAt,
      dateModified: post.updatedAt,
      author: { '@type': 'Organization', name: campaign.name },
    },
  })
}

export default function Route() {
  const { lang, head, post } = useLoaderData<typeof loader>()
  return <PostPage lang={lang} t={translator(lang)} head={head} post={post} />
}
