import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isCapturing } from '~/channel-states'
import { listCaptured } from '~/channels/captured.server'
import { CapturedPage } from '~/channels/captured-page'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { privateMeta } from '~/web/http/page-meta'
import { inboundTextSchema } from '~/web/site/inbound-text.schema'
import { kindOf } from '~/web/site/text-hooks.server'

/** Captured messages, on a machine that sends nothing and is not open to others; 404 everywhere else. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (!context.env.hasDevPages || !isCapturing(context.env.channels)) throw new Response(null, { status: 404 })
  return { captured: await listCaptured(context.env.dataDir) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (!context.env.hasDevPages || !isCapturing(context.env.channels)) throw new Response(null, { status: 404 })
  const read = readFields(inboundTextSchema, await formFields(request))
  if (read.outcome === 'invalid') return data({ form: read.form }, { status: 422 })
  await context.intake.append(
    await context.siteKey(),
    await kindOf(context.db, read.value.body),
    { ...read.value, sid: null, isAnswered: false },
    context.now(),
  )
  return redirect(paths.devOutbox(), 303)
}

export const meta: MetaFunction = () => privateMeta('Outbox')

export default function Route() {
  const { captured } = useLoaderData<typeof loader>()
  return (
    <CapturedPage t={translator('en')} captured={captured} form={useActionData<typeof action>()?.form ?? emptyForm} />
  )
}
