import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { EmailGallery } from '~/web/dev/email-gallery'
import { privateMeta } from '~/web/http/page-meta'

/** Every mail in both languages, from its own sample. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (!context.env.hasDevPages) throw new Response(null, { status: 404 })
  // Here and not above, so that the site starts without what only mails need.
  const { everySample } = await import('#emails/render-mail')
  return {
    mails: everySample().map(({ template, language, subject, text }) => ({ template, language, subject, text })),
  }
}

export const meta: MetaFunction = () => privateMeta('Mails')

export default function Route() {
  return <EmailGallery mails={useLoaderData<typeof loader>().mails} />
}
