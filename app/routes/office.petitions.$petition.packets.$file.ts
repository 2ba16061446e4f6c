import { redirect } from '@remix-run/node'
import type { Petition } from '~/actions/petitions/petition'
import { isLanguage, type Language } from '~/i18n/language'
import { guarded, type Office } from '~/office/guard/guard.server'
import { type Level, makePacket, type Packet, packetCsv, packetPdf } from '~/office/petitions/deliveries/packet.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { cleanLine } from '~/ui/forms/text'

/** Counts by place: anybody who may see numbers may hand them over. */
export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  const format = office.params.file === 'counts.pdf' ? 'pdf' : office.params.file === 'counts.csv' ? 'csv' : null
  if (!format) throw new Response(null, { status: 404 })
  const wish = office.url.searchParams.get('lang')
  return asFile(
    office,
    petition,
    'counts',
    await makePacket(office.db, office.vault, petition, 'counts', isLanguage(wish) ? wish : office.lang),
    format,
    isLanguage(wish) ? wish : office.lang,
  )
})

/** Initials or names: requires the right to deliver names and a reason; recorded in the audit log. */
export const action = guarded(
  'deliver-names',
  async (office) => {
    const petition = await officePetition(office, 'deliver-names')
    const { level, format, reason: typed = '' } = await formFields(office.request)
    const reason = cleanLine(typed).slice(0, 300)
    if ((level !== 'initials' && level !== 'names') || (format !== 'pdf' && format !== 'csv'))
      throw new Response(null, { status: 400 })
    if (reason.length < 3) return redirect(`${paths.office.petitionDeliveries(petition.slug)}?refused=reason`, 303)
    const packet = await makePacket(office.db, office.vault, petition, level, office.lang)
    await office.audit({
      groupId: petition.groupId,
      act: 'made-packet',
      subject: `${petition.id} ${level}`,
      howMany: packet.rows.length,
      reason,
    })
    return asFile(office, petition, level, packet, format, office.lang)
  },
  { fresh: { act: 'packet', page: ({ petition = '' }) => paths.office.petitionDeliveries(petition) } },
)

async function asFile(
  office: Office,
  petition: Petition,
  level: Level,
  packet: Packet,
  format: 'pdf' | 'csv',
  language: Language,
): Promise<Response> {
  const url = `${office.env.publicUrl}${paths.petition(language, petition.slug)}`
  const body = format === 'csv' ? packetCsv(packet) : await packetPdf(petition, packet, language, url, office.today)
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf'
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${petition.slug}-${level}.${format}"`,
      'cache-control': 'no-store',
    },
  })
}
