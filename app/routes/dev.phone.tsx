import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { lookAtPhone, phoneActs, usePhone } from '~/channels/simulator/phone.server'
import { PhonePage } from '~/channels/simulator/phone-page'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { phoneNumber } from '~/ui/forms/fields.schema'
import { formFields } from '~/ui/forms/form-fields'
import { privateMeta } from '~/web/http/page-meta'

/** Tomás's phone, unless another number is given. */
const usual = '+16025550101'

/** A phone to try texts and calls with, where they are captured; 404 everywhere else. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (!context.env.hasDevPages) throw new Response(null, { status: 404 })
  const number = phoneNumber.safeParse(new URL(request.url).searchParams.get('number') ?? '').data ?? usual
  const view = await lookAtPhone(context.env, number)
  if (!view) throw new Response(null, { status: 404 })
  return { number, view, campaign: context.env.twilio!.from }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { act, number = '', office = '', answers = '', ...fields } = await formFields(request)
  const known = phoneActs.find((one) => one === act)
  const from = phoneNumber.safeParse(number).data
  if (!context.env.hasDevPages || !known || !from) throw new Response(null, { status: 404 })
  const officeNumber = phoneNumber.safeParse(office).data
  if (known === 'behaviour')
    await (officeNumber &&
      usePhone(context.env, known, { number: officeNumber, how: JSON.stringify({ answers, seconds: 10 }) }))
  else await usePhone(context.env, known, { number: from, ...fields })
  return redirect(paths.devPhone(from), 303)
}

export const handle: PageHandle = { script: '/phone.js' }

export const meta: MetaFunction = () => privateMeta('Phone')

export default function Route() {
  const { number, view, campaign } = useLoaderData<typeof loader>()
  return <PhonePage number={number} campaign={campaign} view={view} />
}
