import { z } from 'zod'
import type { Trx } from '#db/client'
import { kindsWhich } from '~/actions/registry.server'
import { startAction } from '~/office/actions/office-actions.server'
import { campaignWords } from '~/office/campaigns/campaign-form'
import { makeCampaign } from '~/office/campaigns/edit-campaign.server'
import type { Office } from '~/office/guard/guard.server'
import { groupsAbove, placesToWrite, startPetition } from '~/office/petitions/office-petitions.server'
import { paths } from '~/paths'
import { namePart } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { houseColour } from '~/ui/page/papers'
import { ownCampaign } from './own-campaign'

const petition = 'petition'

/** The form that starts a petition or an action. Messages are keys under `site.errors`. */
const newPageSchema = z.object({
  title: namePart.pipe(z.string().min(3, 'titleMissing')),
  kind: z.enum([petition, ...kindsWhich(() => true)]),
  campaign: z.union([z.uuid(), z.literal(ownCampaign)]),
  group: z.uuid(),
})

/** The same with a new campaign of the group. */
const withCampaignSchema = newPageSchema.extend(campaignWords)

type Started = { outcome: 'started'; path: string } | { outcome: 'refused'; form: FormState }

/**
 * Starts a draft with only a title, in a campaign of the group or of one above it, or in a new one of the group.
 *
 * @returns where its editor is
 * @throws 404 for a group or campaign where this organizer may not write
 */
export async function startPage(office: Office, fields: Record<string, string>): Promise<Started> {
  const isNew = fields.campaign === ownCampaign
  const read = isNew ? readFields(withCampaignSchema, fields) : readFields(newPageSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: { values: fields, errors: read.form.errors } }
  const { group } = read.value
  if (!office.may(isNew ? 'publish' : 'edit', group)) throw new Response(null, { status: 404 })
  const { campaigns } = await placesToWrite(office)
  if (!isNew) {
    const chosen = campaigns.find(({ id }) => id === read.value.campaign)
    if (!chosen) throw new Response(null, { status: 404 })
    const refused = (message: string): Started => ({
      outcome: 'refused',
      form: { values: fields, errors: [{ field: 'campaign', message }] },
    })
    if (!groupsAbove(office, [group]).includes(chosen.groupId)) return refused('campaignElsewhere')
    const isBegun = Object.keys(campaignWords).some((name) => (fields[name] ?? '').trim() !== '')
    if (isBegun) return refused('campaignOrOwn')
  }
  return office.db.transaction().execute(async (trx): Promise<Started> => {
    const campaign = isNew ? await makeOwnCampaign(trx, office, read.value as OwnCampaign) : read.value.campaign
    const wanted = { ...read.value, campaign }
    const path =
      wanted.kind === petition
        ? paths.office.petitionEdit(await startPetition(trx, office, wanted))
        : paths.office.actionEdit(await startAction(trx, office, wanted))
    return { outcome: 'started', path }
  })
}

type OwnCampaign = z.output<typeof withCampaignSchema>

/** A campaign of the group with what its form asks for here; its home and story are written later. @returns its id */
async function makeOwnCampaign(trx: Trx, office: Office, words: OwnCampaign): Promise<string> {
  const made = await makeCampaign(trx, office, {
    name_en: words.name_en,
    name_es: words.name_es,
    summary_en: words.summary_en,
    summary_es: words.summary_es,
    story_en: words.summary_en,
    story_es: words.summary_es,
    colour: office.groups.get(words.group)!.colour ?? houseColour,
    closes_at: '',
    group: words.group,
  })
  if (made.outcome === 'refused') throw new Error('a campaign without an end was refused')
  return made.id
}
