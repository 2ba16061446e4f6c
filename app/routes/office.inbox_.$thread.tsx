import { randomUUID } from 'node:crypto'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readReplies } from '~/office/texts/canned-replies.server'
import { answerers, networkOf } from '~/office/texts/inbox-rights.server'
import { openThread } from '~/office/texts/thread.server'
import { ThreadPage } from '~/office/texts/thread-page'
import { threadDeeds } from '~/office/texts/thread-state'
import { workThread } from '~/office/texts/work-thread.server'
import type { PageHandle } from '~/root'

export const handle: PageHandle = { script: '/count.js' }

export const loader = guarded('see-people', async (office) => {
  const network = networkOf(office)
  const { db, lang, url } = office
  const thread = await openThread(office, office.params.thread)
  const read = thread.lines.filter(({ is }) => is === 'received').length
  await office.audit({ groupId: network, act: 'read-texts', subject: thread.id, howMany: read })
  const howMany = thread.signers.length
  if (howMany > 0) await office.audit({ groupId: network, act: 'listed-people', subject: thread.id, howMany })
  const did = threadDeeds.find((one) => one === url.searchParams.get('did'))
  const done = did && {
    did,
    before: url.searchParams.get('before') ?? '',
    at: url.searchParams.get('at') ?? '',
    note: url.searchParams.get('note') ?? '',
  }
  return {
    lang,
    title: thread.phone,
    thread,
    group: office.groups.get(thread.groupId)?.name ?? '',
    you: office.organizer.id,
    answerers: await answerers(office, network),
    replies: await readReplies(db, [...new Set([thread.groupId, network])], lang),
    seed: randomUUID(),
    price: office.env.prices.segment,
    channels: office.env.channels,
    today: office.today,
    done: done ?? null,
  }
})

export const action = guarded('publish', async (office) => workThread(office, networkOf(office)))

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <ThreadPage t={translator(lang)} lang={lang} {...props} typed={useActionData<typeof action>() ?? null} />
}
