import type { LoaderFunctionArgs } from '@remix-run/node'

/** One mail as HTML. Mail needs styles in its tags, so this page has a policy of its own. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  // Here and not above, so that the site starts without what only mails need.
  const { everySample } = await import('#emails/render-mail')
  const mail = everySample().find(({ template, language }) => template === params.template && language === params.lang)
  if (!context.env.hasDevPages || !mail) throw new Response(null, { status: 404 })
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
  return new Response(mail.html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
}
