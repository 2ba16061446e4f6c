import type { LoaderFunctionArgs } from '@remix-run/node'
import { everyMail } from '~/web/dev/every-mail.server'

/** One email as HTML. Email needs inline styles, so this page has its own policy. */
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
