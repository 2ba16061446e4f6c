import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { EmailGallery } from '~/web/dev/email-gallery'
import { everyMail } from '~/web/dev/every-mail.server'
import { privateMeta } from '~/web/http/page-meta'

/** Every email in both languages, rendered from its sample. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (!context.env.hasDevPages) throw new Response(null, { status: 404 })
  return {
    mails: (await everyMail()).map(({ template, language, subject, text }) => ({ template, language, subject, text })),
  }
}

export const meta: MetaFunction = () => privateMeta('Mails')

export default function Route() {
  return <EmailGallery mails={useLoaderData<typeof loader>().mails} />
}
