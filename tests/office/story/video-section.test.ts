import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { expect } from 'vitest'
import { findCampaign } from '~/campaigns/campaigns.server'
import { dropUnusedVideo } from '~/campaigns/videos/drop-unused-videos.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import { loader as captionsLoader } from '~/routes/videos.$campaign.$file'
import { loader as videoLoader } from '~/routes/videos.$file'
import { readCampaignHome } from '~/web/story/read-campaign-home.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { somebodyWaits } from '../../support/races'
import { addsSection } from '../../support/sections'
import { envInPublic } from '../../support/settings'
import { phoneVideo, place } from '../../support/videos'

const campaign = 'end-s-comm'
const home = { campaign, kind: 'home', slug: 'page' }
const editor = () => officeRoute('office.campaigns_.$campaign.$kind.$slug.edit')
const env = { ...envInPublic, documents: { dir: await mkdtemp(path.join(tmpdir(), 'firme-videos-')), bucket: null } }
const vtt = (words: string) => `WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n${words}`

interface Editing {
  values: Record<string, string>
  revision: number
  form?: { errors: { field: string; said?: string }[] }
}

/** Presses a button of the editor, with everything its form holds, and files. */
async function presses(world: World, token: string, button: Record<string, string>, files: Record<string, Blob> = {}) {
  const { values, revision } = (await call(world, editor().loader!, { token, params: home, env })).body as Editing
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...values, revision: String(revision), ...button }))
    form.set(name, value)
  for (const [name, file] of Object.entries(files)) form.set(name, file, 'film.mp4')
  return call(world, editor().action!, { token, params: home, fields: form, env })
}

/** A home with a section for a video. @returns the token of its organizer, and the name of the section's fields */
async function withSection(world: World) {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { key } = await addsSection(world, token, 'video')
  return { token, at: `sections.${key}`, key }
}

const ask = (world: World, loader: typeof videoLoader, address: string, headers: Record<string, string> = {}) => {
  const [first, second] = address.split('/').slice(2)
  const params = second ? { campaign: first, file: second } : { file: first }
  const context = { env, db: world.as.web }
  const request = new Request(`https://firme.example.org${address}`, { headers })
  return Promise.resolve(loader({ request, params, context } as unknown as LoaderFunctionArgs)).catch(
    (thrown: unknown) => thrown as Response,
  )
}

test('a video is uploaded with its captions, published, watched from its middle, read as text, and taken off again', async ({
  world,
}) => {
  const { token, at, key } = await withSection(world)
  const film = new Blob([new Uint8Array(phoneVideo())])
  const heading = { [`${at}.heading_en`]: 'Rosa tells', [`${at}.heading_es`]: 'Rosa cuenta' }
  await presses(world, token, { ...heading, putFile: `${at}.video` }, { [`file-${at}.video`]: film })
  const captions = new Blob([vtt('<v Rosa>We only looked for work.')])
  await presses(world, token, { putFile: `${at}.cues_en` }, { [`file-${at}.cues_en`]: captions })

  const half = (await presses(world, token, { intent: 'publish' })) as { status: number; body: unknown }
  expect(half.status).toBe(422)
  expect((half.body as Editing).form!.errors.map(({ field }) => field)).toEqual([`${at}.cues_es`])

  const { values } = (await call(world, editor().loader!, { token, params: home })).body as Editing
  const video = values[`${at}.video`]!
  expect(video).toMatch(/^\/videos\/[0-9a-f]{64}\.mp4$/)
  expect((await ask(world, videoLoader, video)).status).toBe(404)

  const published = await presses(world, token, {
    [`${at}.cues_es`]: vtt('<v Rosa>Solo buscábamos trabajo.'),
    intent: 'publish',
  })
  expect(published.location).toMatch(/published/)
  const whole = await ask(world, videoLoader, video)
  expect(whole.headers.get('content-type')).toBe('video/mp4')
  expect(whole.headers.get('cache-control')).toMatch(/immutable/)
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect(bytes).toHaveLength(phoneVideo().length)
  expect(bytes.includes(place)).toBe(false)
  expect(bytes.subarray(-29).toString()).toBe('every frame stays where it is')
  const part = await ask(world, videoLoader, video, { range: 'bytes=-5' })
  expect([part.status, await part.text()]).toEqual([206, 'it is'])

  const found = (await findCampaign(world.db, campaign))!
  const shown = await readCampaignHome(world.db, { campaign: found, home: found.home, lang: 'es', now: world.at })
  const view = shown.sections.find((section) => section.key === key)!
  expect(view).toMatchObject({ film: { transcript: [{ voice: 'Rosa', text: 'Solo buscábamos trabajo.' }] } })
  const [track] = (view as unknown as { film: { tracks: { language: string; path: string }[] } }).film.tracks
  expect(track!.language).toBe('es')
  const text = await ask(world, captionsLoader as typeof videoLoader, track!.path)
  expect(text.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
  expect(await text.text()).toContain('Solo buscábamos trabajo.')
  expect(text.headers.get('cache-control')).toMatch(/immutable/)

  // A page that was opened before the captions were mended still names their address.
  await presses(world, token, { [`${at}.cues_es`]: vtt('<v Rosa>Solo queríamos trabajar.'), intent: 'publish' })
  const later = await ask(world, captionsLoader as typeof videoLoader, track!.path)
  expect([later.status, later.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await later.text()).toContain('Solo queríamos trabajar.')

  await presses(world, token, { [`${at}.isOn`]: '', intent: 'publish' })
  expect((await ask(world, videoLoader, video)).status).toBe(404)
  expect((await ask(world, captionsLoader as typeof videoLoader, track!.path)).status).toBe(404)
})

test('a file that is no video, and captions that cannot be read, are refused with a sentence; what was typed stays', async ({
  world,
}) => {
  const { token, at } = await withSection(world)
  const typed = { [`${at}.heading_en`]: 'Rosa tells' }
  const refusedBy = async (name: string, file: Blob) => {
    const { status, body } = await presses(world, token, { ...typed, putFile: name }, { [`file-${name}`]: file })
    const { errors } = (body as Editing).form!
    return { status, said: errors.find(({ field }) => field === name)!.said }
  }
  expect(await refusedBy(`${at}.video`, new Blob(['<svg onload=alert(1)>']))).toEqual({
    status: 422,
    said: expect.stringContaining('not an MP4 or WebM'),
  })
  expect(await refusedBy(`${at}.cues_es`, new Blob(['Words.']))).toEqual({
    status: 422,
    said: expect.stringContaining('holds no captions'),
  })
  const { values } = (await call(world, editor().loader!, { token, params: home })).body as Editing
  expect(values[`${at}.heading_en`]).toBe('Rosa tells')
  expect(values[`${at}.video`]).toBe('')
  const empty = (await presses(world, token, { ...typed, [`${at}.heading_es`]: 'Rosa cuenta', intent: 'publish' })).body
  expect((empty as Editing).form!.errors.map(({ field }) => field)).toEqual([`${at}.video`])
})

test('captions with a mistake stand in their field, with the line to look at', async ({ world }) => {
  const { token, at } = await withSection(world)
  const subRip = '1\n00:00:01,000 --> 00:00:03,000\nOne.\n\n\n\n2\n00:00:05,000 --> 00:00:04,000\nTwo.'
  const { status, body } = await presses(
    world,
    token,
    { putFile: `${at}.cues_en` },
    { [`file-${at}.cues_en`]: new Blob([subRip]) },
  )
  expect(status).toBe(422)
  const { values } = (await call(world, editor().loader!, { token, params: home })).body as Editing
  const lines = values[`${at}.cues_en`]!.split('\n')
  const line = lines.indexOf('00:00:05.000 --> 00:00:04.000') + 1
  expect((body as Editing).form!.errors.map(({ said }) => said)).toEqual([expect.stringContaining(`line ${line} `)])
})

test('a video that is taken in again while it is deleted as unused is there afterwards', async ({ world }) => {
  const { token, at } = await withSection(world)
  const film = new Blob([new Uint8Array(phoneVideo())])
  const takesIn = () => presses(world, token, { putFile: `${at}.video` }, { [`file-${at}.video`]: film })
  await takesIn()
  await presses(world, token, { takeOutFile: `${at}.video` })
  const storage = storageOf(env)
  const week = new Date(world.at.getTime() + 8 * 86_400_000)
  let again: Promise<unknown> = Promise.resolve()
  const slowly = {
    async delete(name: string) {
      again = takesIn()
      await somebodyWaits(world.db)
      await storage.delete(name)
    },
  }
  expect(await dropUnusedVideo(world.as.worker, slowly, week)).toBe(1)
  await again
  const { sha256 } = await world.db.selectFrom('video').select('sha256').executeTakeFirstOrThrow()
  expect(await storage.has(`${sha256}.mp4`)).toBeGreaterThan(0)
})

test('a video that no home, draft or version of one names is deleted after a week', async ({ world }) => {
  const { token, at } = await withSection(world)
  const film = new Blob([new Uint8Array(phoneVideo())])
  await presses(world, token, { putFile: `${at}.video` }, { [`file-${at}.video`]: film })
  const { sha256 } = await world.db.selectFrom('video').select('sha256').executeTakeFirstOrThrow()
  const storage = storageOf(env)
  const inDays = (days: number) => new Date(world.at.getTime() + days * 86_400_000)
  const drop = (days: number) => dropUnusedVideo(world.as.worker, storage, inDays(days))
  expect(await drop(8)).toBe(0)
  await presses(world, token, { takeOutFile: `${at}.video` })
  expect(await drop(6)).toBe(0)
  expect(await storage.has(`${sha256}.mp4`)).toBeGreaterThan(0)
  expect(await drop(8)).toBe(1)
  expect(await storage.has(`${sha256}.mp4`)).toBeNull()
})
