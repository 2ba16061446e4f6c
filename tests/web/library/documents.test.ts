import { describe, expect } from 'vitest'
import { documentContent } from '~/campaigns/library/document-content'
import { findDocument } from '~/campaigns/library/documents.server'
import { readDocuments } from '~/web/library/documents-view.server'
import { readViewer } from '~/web/library/viewer-view.server'
import { wantedIn } from '~/web/library/wanted'
import { test, type World } from '../../support/firme-test'

interface Made {
  slug: string
  language: 'en' | 'es'
  pages: string[]
  isRead?: boolean
}

async function release(world: World, { slug, language, pages, isRead = true }: Made): Promise<void> {
  const campaign = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const { id } = await world.db
    .insertInto('document')
    .values({
      campaign_id: campaign.id,
      slug,
      state: 'open',
      language,
      content: JSON.stringify(documentContent.parse({ title: { en: slug, es: slug }, language })),
      sha256: slug.length.toString(16).padStart(64, '0'),
      bytes: 1,
      pages: pages.length,
      pages_read: isRead ? pages.length : 0,
      reading: isRead ? 'read' : 'waiting',
      created_at: world.at,
      updated_at: world.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (isRead)
    await world.db
      .insertInto('document_page')
      .values(
        pages.map((text, at) => ({
          document_id: id,
          number: at + 1,
          text,
          text_from: 'file' as const,
          width: 9,
          height: 9,
        })),
      )
      .execute()
}

const wanted = (query: string) => wantedIn(new URLSearchParams(query))
const viewer = async (world: World, slug: string, q: string, more: { number?: number } = {}) =>
  readViewer(world.as.web, 'en', {
    document: (await findDocument(world.as.web, slug))!,
    number: more.number ?? 1,
    q,
  })
/** Words that are marked. */
const markedIn = (text: readonly string[]) => text.filter((_, at) => at % 2 === 1)

describe('words that were searched', () => {
  test.for([
    ['es', 'deportación', 'La deportación de las familias', ['deportación']],
    ['es', 'deportacion', 'DEPORTACIÓN y deportaciones', ['DEPORTACIÓN', 'deportaciones']],
    ['es', 'deportaciones', 'la deportacion y la DEPORTACION', ['deportacion', 'DEPORTACION']],
    ['es', '"orden de deportación"', 'Una orden de deportación pidió el alguacil', ['orden', 'deportación']],
    ['es', 'pidio año', 'El alguacil pidió este año otra orden', ['pidió', 'año']],
    ['es', 'nación institución', 'La nación y sus instituciones', ['nación', 'instituciones']],
    ['en', 'deportación', 'They wrote deportación on the form', ['deportación']],
    ['es', 'deportar', 'La Deportación: deportación', ['Deportación', 'deportación']],
    ['en', 'detainers', 'The detainer of José', ['detainer']],
    ['en', 'jose', 'The detainer of José', ['José']],
  ] as const)('in %s, %s is marked as it is written in “%s”', async ([language, q, text, marked], { world }) => {
    await release(world, { slug: 'release', language, pages: [text] })
    const { hits } = await readDocuments(world.as.web, 'en', wanted(`q=${encodeURIComponent(q)}`))
    expect(hits).toHaveLength(1)
    expect(text).toContain(hits[0]!.snippet.join(''))
    expect(markedIn(hits[0]!.snippet)).toEqual(marked)
    const view = await viewer(world, 'release', q)
    expect(view.text.join('')).toBe(text)
    expect(markedIn(view.text)).toEqual(marked)
  })
})
