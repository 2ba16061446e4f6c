import { costOfCode, minutesOf, usualCallPrices } from '~/channels/money/prices'
import { addSpend } from '~/channels/money/spend.server'
import { isFirstReport } from '~/channels/provider-events.server'
import { suppress } from '~/people/suppression.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { territoryZone } from '~/ui/forms/us-number'
import { openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

type CodeEvent = Extract<
  OpenedSubmission<'bridge-event'>['submission']['event'],
  { is: 'code-asked' } | { is: 'code-refused' } | { is: 'code-ended' }
>

/** Records an event of a code call: a key was pressed to hear the code or to opt out, or the call ended. */
export async function recordCodeEvent(
  recording: RecordContext,
  { submission: { bridgeId, callSid }, at }: OpenedSubmission<'bridge-event'>,
  event: CodeEvent,
): Promise<void> {
  if (!bridgeId) return
  const { trx } = recording
  const call = trx.updateTable('code_call').where('bridge_call_id', '=', bridgeId)
  switch (event.is) {
    case 'code-asked':
      // A second press or a repeated webhook must not make the code be spoken twice.
      await call
        .where('state', 'in', ['dialing', 'ringing', 'unknown'])
        .where('asked_at', 'is', null)
        .set({ state: 'asked', provider_id: callSid, asked_at: at })
        .execute()
      return
    case 'code-refused': {
      const phone = await trx
        .selectFrom('bridge_call')
        .select('blind_index')
        .where('id', '=', bridgeId)
        .executeTakeFirst()
      if (phone) await suppress(recording, { channel: 'sms', blindIndex: phone.blind_index, how: 'text' }, at)
      return
    }
    case 'code-ended': {
      if (!(await isFirstReport(trx, { kind: 'call-in', sid: callSid }, at))) return
      await call
        .set({
          state: 'ended',
          failure: event.status === 'completed' ? null : event.status,
          provider_id: callSid,
          ended_at: at,
          seconds: event.seconds,
        })
        .execute()
      const action = await trx
        .selectFrom('bridge_call')
        .innerJoin('advocacy_campaign', 'advocacy_campaign.id', 'advocacy_campaign_id')
        .select(['campaign_id', 'sealed_phone'])
        .where('bridge_call.id', '=', bridgeId)
        .executeTakeFirst()
      const isTerritory =
        action !== undefined &&
        territoryZone(
          openText(recording.vault.site(), sealedAs('bridge_call', bridgeId, 'phone'), action.sealed_phone),
        ) !== null
      if (event.seconds > 0)
        await addSpend(
          trx,
          'voice',
          [
            {
              campaignId: action?.campaign_id ?? null,
              units: minutesOf(event.seconds),
              micros: costOfCode({ seconds: event.seconds, isTerritory }, recording.callPrices ?? usualCallPrices),
            },
          ],
          at,
        )
    }
  }
}
