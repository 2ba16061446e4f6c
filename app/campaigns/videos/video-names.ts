import { createHash } from 'node:crypto'
import type { Section } from '~/campaigns/home/section-kinds'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import { paths } from '~/paths'

/** Formats that browsers play. */
export type VideoType = 'mp4' | 'webm'

/** What stands in the address of a video; its name in the storage. */
export interface VideoName {
  /** Hex digest of the file. */
  sha256: string
  type: VideoType
}

/** Name of a video's file in the storage. */
export const videoFileName = ({ sha256, type }: VideoName) => `${sha256}.${type}`

/** The video that a path like `/videos/….mp4` leads to, or null. @param file the last part of the path */
export function videoNamed(file: string | undefined): VideoName | null {
  const [, sha256, type] = /^([0-9a-f]{64})\.(mp4|webm)$/.exec(file ?? '') ?? []
  return sha256 ? { sha256, type: type as VideoType } : null
}

type VideoSection = Extract<Section, { kind: 'video' }>

/** Captions of a video in one language. Their address changes with their text. */
export interface Captions {
  language: Language
  path: string
  text: string
}

/** The captions that a video has, the reader's language first. */
export function captionsOf(campaign: string, { key, cues }: VideoSection, first: Language): Captions[] {
  const order = [...languages].sort((a, b) => Number(b === first) - Number(a === first))
  return order
    .filter((language) => cues[language] !== '')
    .map((language) => ({
      language,
      path: paths.captions(campaign, `${key}-${language}-${hashOf(cues, language)}`),
      text: cues[language],
    }))
}

/**
 * The captions of any of a home's videos that have this address, or had it before they were changed: pages that were
 * opened or kept before still name it. `isCurrent`: it is their address now. Null when there are none of that video in
 * that language.
 */
export function captionsAt(
  campaign: string,
  sections: readonly Section[],
  path: string,
): (Captions & { isCurrent: boolean }) | null {
  const all = sections.flatMap((section) => (section.kind === 'video' ? captionsOf(campaign, section, 'en') : []))
  const found = all.find((captions) => withoutHash(captions.path) === withoutHash(path))
  return found ? { ...found, isCurrent: found.path === path } : null
}

function withoutHash(path: string): string {
  return path.replace(/-[0-9a-f]{16}\.vtt$/, '')
}

function hashOf(cues: Bilingual, language: Language): string {
  return createHash('sha256').update(cues[language]).digest('hex').slice(0, 16)
}
