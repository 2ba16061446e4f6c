import { type Bilingual, type Language, languages } from '~/i18n/language'
import { checkedOn } from '../sources'
import { bookingFingerprint } from './booking-fingerprint'
import { countyResolution } from './county-resolution'
import type { SeedDocument } from './demo-document'
import { documentPdf } from './document-pdf'
import { modelPolicy } from './model-policy'

/** The documents that the campaign wrote itself. */
export const writtenDocuments: readonly SeedDocument[] = [modelPolicy, bookingFingerprint, countyResolution]

const collection: { slug: string; title: Bilingual } = {
  slug: 'take-them-along',
  title: { en: 'Take them along', es: 'Para llevar' },
}

/** A document to store: what is said about it, as the site stores it, and its file. */
export interface DemoDocument {
  slug: string
  content: {
    title: Bilingual
    description: Bilingual
    datedOn: string
    language: Language
    /** The Spanish ones translate the English ones. */
    translationOf: string
    collection: string
    licence: Bilingual
    redactionNote: Bilingual
    sourceUrl: string
    sourceTitle: string
    sourceCheckedOn: string
  }
  file: Buffer
}

/**
 * The documents with their PDFs, each in each language, and the collection they are in.
 *
 * @param publicUrl where the site is: the source of what the campaign wrote is its own page of documents
 */
export async function demoDocuments(
  publicUrl: string,
): Promise<{ collection: { slug: string; title: Bilingual }; documents: DemoDocument[] }> {
  const made = new Date(`${checkedOn}T12:00:00Z`)
  const each = writtenDocuments.flatMap((written) => languages.map((language) => ({ written, language })))
  const documents = await Promise.all(
    each.map(async ({ written, language }) => ({
      slug: language === 'en' ? written.slug : `${written.slug}-es`,
      content: {
        title: named(written.title, language),
        description: written.description,
        datedOn: checkedOn,
        language,
        translationOf: language === 'en' ? '' : written.slug,
        collection: collection.slug,
        licence: { en: 'Public domain (CC0)', es: 'Dominio público (CC0)' },
        redactionNote: { en: '', es: '' },
        sourceUrl: `${publicUrl}/${language}/documents`,
        sourceTitle: 'END S-COMM: ¡Alto Polimigra!',
        sourceCheckedOn: checkedOn,
      },
      file: await documentPdf(written, language, made),
    })),
  )
  return { collection, documents }
}

/** Tells the two languages of one document apart in lists. */
function named(title: Bilingual, language: Language): Bilingual {
  const names = { en: { en: 'in English', es: 'en inglés' }, es: { en: 'in Spanish', es: 'en español' } }[language]
  return { en: `${title.en} (${names.en})`, es: `${title.es} (${names.es})` }
}
