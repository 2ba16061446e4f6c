import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { SharePage } from '~/office/share/share-page'
import { shareAction, shareLoader } from '~/office/share/share-routes.server'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = shareLoader

export const action = shareAction

export const meta = officeMeta

export default function Route() {
  const { title: _, ...props } = useLoaderData<typeof loader>()
  return <SharePage t={translator(props.lang)} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
}
