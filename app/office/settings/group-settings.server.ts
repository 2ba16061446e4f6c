import { z } from 'zod'
import { announce } from '#db/announce'
import { isLanguage, type Language, languageNames } from '~/i18n/language'
import { groupName, unnamed } from '~/office/guard/group-name'
import type { Office } from '~/office/guard/guard.server'
import { allGroups } from '~/office/guard/organizers.server'
import type { Group } from '~/office/guard/rights'
import { isNameTaken, sameName } from '~/office/team/group-names.server'
import { emailAddress, namePart } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { shownNumber } from '~/ui/forms/phone-number'
import { cleanLine } from '~/ui/forms/text'
import { typedLine } from '~/ui/forms/typed-text'
import { hotlineNumber, numberProblem } from '~/ui/forms/us-number'
import { isColour } from '~/ui/page/colour'
import { shadesOf } from '~/ui/page/page-style'
import { zoneNames, zones } from '~/ui/page/zones'

/** Also a toll-free number: people call it, nothing is texted to it. */
function publicPhone(text: string, context: z.RefinementCtx): string | null {
  if (cleanLine(text) === '') return null
  const number = hotlineNumber(text)
  if (number === null) context.addIssue({ code: 'custom', message: numberProblem(text) })
  return number
}

const settingsSchema = z.object({
  time_zone: z.enum(zoneNames),
  language: z
    .string()
    .refine(isLanguage)
    .transform((value) => (isLanguage(value) ? value : 'en')),
  // Shown as the sender of mail, where an address or brackets would pass for one, also encoded (RFC 2047).
  sender_name: typedLine(60, 'tooLong')
    .refine((text) => !/[@<>"]|=\?/.test(text.normalize('NFKC')), 'senderAddress')
    .transform((text) => text || null),
  town: namePart,
  contact_mail: emailAddress,
  contact_phone: z.string().default('').transform(publicPhone),
  postal_address: typedLine(200, 'tooLong').transform((text) => text || null),
  colour: z
    .string()
    .default('')
    .transform((text) => text.trim().toLowerCase() || null)
    .refine((colour) => colour === null || isColour(colour), 'colourWrong'),
  hotline: z.string().default('').transform(publicPhone),
})

/** Only the network can be without a name. */
const schemaOf = (kind: Group['kind']) =>
  settingsSchema.extend({
    name: namePart
      .transform((name) => (kind === 'network' && name === '' ? unnamed : name))
      .pipe(z.string().min(2, 'groupNameMissing')),
  })

/** The groups whose settings this organizer may change; `ownName` is '' for a network without a name of its own. */
export async function readSettings(office: Office) {
  const stored = await allGroups(office.db)
  return office.groupsWith('manage-organizers').map((id) => {
    const { name, kind, timeZone, language, senderName, hotline, ...group } = office.groups.get(id)!
    const ownName = groupName({ kind, name: stored.get(id)!.name }, '')
    return {
      id,
      name,
      kind,
      ownName,
      timeZone,
      language,
      senderName: senderName ?? '',
      hotline: hotline ? shownNumber(hotline) : '',
      town: group.town,
      contactMail: group.contactMail ?? '',
      contactPhone: group.contactPhone ? shownNumber(group.contactPhone) : '',
      postalAddress: group.postalAddress ?? '',
      colour: group.colour ?? '',
      shades: group.colour ? shadesOf(group.colour) : null,
      logo: group.logo,
      logoAlt: group.logoAlt,
    }
  })
}

/** Fields of the form, which are columns of the group too. */
const settingsFields = [
  'name',
  'time_zone',
  'language',
  'sender_name',
  'town',
  'contact_mail',
  'contact_phone',
  'postal_address',
  'colour',
  'hotline',
] as const
type SettingsField = (typeof settingsFields)[number]

/**
 * Saves what of a group's settings was changed on the page. What somebody else has changed since the page was shown stays;
 * where both changed the same, the form is refused once, and says what stands there now.
 *
 * @param fields with `shown_name` and the like, as they were when the page was shown
 * @throws 404 for a group that this organizer does not manage
 */
export async function saveSettings(
  office: Office,
  fields: Record<string, string>,
): Promise<{ outcome: 'saved'; id: string } | { outcome: 'refused'; form: FormState }> {
  const id = groupOf(office, fields)
  const read = readFields(schemaOf(office.groups.get(id)!.kind), fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: { values: fields, errors: read.form.errors } }
  const typed = read.value
  const problem = await office.db.transaction().execute(async (trx): Promise<FormState | null> => {
    const stored = await trx
      .selectFrom('member_group')
      .select(settingsFields)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const shown = readShown(office.groups.get(id)!.kind, fields) ?? stored
    const changed = settingsFields.filter((field) => typed[field] !== shown[field])
    const taken = changed.find((field) => stored[field] !== shown[field] && stored[field] !== typed[field])
    if (taken) return changedMeanwhile(office, { fields, field: taken, now: stored[taken] })
    // Whoever has shared a name since before names were one's own can keep it, and change the rest.
    const isNew = changed.includes('name') && !sameName(typed.name, stored.name)
    if (isNew && (await isNameTaken(trx, typed.name, id)))
      return { values: fields, errors: [{ field: 'name', message: 'groupNameTaken' }] }
    if (changed.length === 0) return null
    const columns = Object.fromEntries(changed.map((field) => [field, typed[field]]))
    await trx.updateTable('member_group').set(columns).where('id', '=', id).execute()
    await office.audit({ groupId: id, act: 'changed-group', subject: id }, trx)
    // Public pages name the group.
    await announce(trx, ['site'])
    return null
  })
  return problem ? { outcome: 'refused', form: problem } : { outcome: 'saved', id }
}

/** What stood in the form when it was shown; null when it does not say. */
function readShown(kind: Group['kind'], fields: Record<string, string>) {
  const shown = settingsFields.flatMap((field) => {
    const value = fields[`shown_${field}`]
    return value === undefined ? [] : [[field, value] as const]
  })
  const read = schemaOf(kind).safeParse(Object.fromEntries(shown))
  return read.success ? read.data : null
}

/** What was typed stays; whoever saves again has seen what stands there now. */
function changedMeanwhile(
  { t, lang }: Office,
  { fields, field, now }: { fields: Record<string, string>; field: SettingsField; now: string | null },
): FormState {
  const words =
    field === 'time_zone'
      ? zones[now as (typeof zoneNames)[number]]?.[lang]
      : field === 'language'
        ? languageNames[now as Language]
        : now && /phone|hotline/.test(field)
          ? shownNumber(now)
          : now
  const said = t('office.people.changedMeanwhile', { now: words || '—' })
  return {
    values: { ...fields, [`shown_${field}`]: now ?? '' },
    errors: [{ field, message: 'changedMeanwhile', said }],
  }
}

/** @throws 404 for a group that this organizer does not manage */
export function groupOf(office: Office, fields: Record<string, string>): string {
  const id = fields.group ?? ''
  if (!office.groups.has(id) || !office.may('manage-organizers', id)) throw new Response(null, { status: 404 })
  return id
}
