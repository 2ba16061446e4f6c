import type { LoaderFunctionArgs } from '@remix-run/node'
import { everyMail } from '~/web/dev/every-mail.server'

/** One mail as HTML. Mail needs styles in its tags, so this page has a policy of its own. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const mail = (await everyMail()).find(
    ({ template, language }) => template === params.template && language === params.lang,
  )
  if (!context.env.hasDevPages || !mail) throw new Response(null, { status: 404 })
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
  return new Response(mail.html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
}
