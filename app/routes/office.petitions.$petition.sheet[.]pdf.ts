import { guarded } from '~/office/guard/guard.server'
import { sheetPdf } from '~/office/petitions/deliveries/packet.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { paths } from '~/paths'

/** A sheet for signing on paper. */
export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  const sheet = await sheetPdf(
    petition,
    `${office.env.publicUrl}${paths.petition('es', petition.slug, 'paper')}`,
    office.env.channels,
  )
  return new Response(new Uint8Array(sheet), {
    headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${petition.slug}.pdf"` },
  })
})
