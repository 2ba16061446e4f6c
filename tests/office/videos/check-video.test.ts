import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { withBlanks } from '~/office/videos/blank'
import { checkVideo } from '~/office/videos/check-video.server'
import {
  box,
  camera,
  copiedWebm,
  filmedAt,
  inPieces,
  longBox,
  openBox,
  phoneVideo,
  place,
  recordedWebm,
  routeVideo,
} from '../../support/videos'

const checked = (bytes: Buffer, pieces = 7) =>
  checkVideo(inPieces(bytes, pieces).stream()).catch((error: unknown) => {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refusal
  })

/** The file as it is kept. */
async function kept(bytes: Buffer, type: 'mp4' | 'webm', pieces = 7): Promise<Buffer> {
  const video = await checked(bytes, pieces)
  if (!('metadata' in video)) throw new Error(`refused: ${video.why}`)
  expect(video.type).toBe(type)
  const clean = await buffer(Readable.from(withBlanks(inPieces(bytes, pieces).stream(), video.metadata)))
  expect(clean).toHaveLength(bytes.length)
  return clean
}

test('a video is known by what is in it, and is kept without the place where it was filmed', async () => {
  const clean = await kept(phoneVideo(), 'mp4')
  expect(phoneVideo().includes(place)).toBe(true)
  expect(clean.includes(place)).toBe(false)
  for (const stays of ['every frame stays where it is', 'avcC', 'codec', 'stsd', 'dref'])
    expect(clean.indexOf(stays)).toBe(phoneVideo().indexOf(stays))
})

test('of WebM, place, day and program are taken out, and what plays stays', async () => {
  for (const bytes of [copiedWebm(), recordedWebm()])
    for (const pieces of [1, 7, 5_000]) {
      const clean = await kept(bytes, 'webm', pieces)
      for (const told of [place, 'LOCATION', 'Lavf', '\x09'.repeat(8)]) expect(clean.includes(told)).toBe(false)
      expect(clean.includes('every frame stays where it is')).toBe(true)
      // Kept once more, nothing is found: what was taken out has become free space.
      expect(await kept(clean, 'webm')).toEqual(clean)
    }
  expect((await kept(copiedWebm(), 'webm')).includes(Buffer.from('4489844676a000', 'hex'))).toBe(true)
})

test('whatever the form of a box, it is emptied and the file stays whole', async () => {
  const film = phoneVideo()
  const forms = [longBox('uuid', place), openBox('uuid', place), longBox('meta', place), openBox('sefd', place)]
  for (const form of forms)
    for (const pieces of [1, 7, 5_000]) {
      const clean = await kept(Buffer.concat([film, form]), 'mp4', pieces)
      expect(clean.includes(place)).toBe(false)
      const head = Buffer.from(form.subarray(0, form.readUInt32BE(0) === 1 ? 16 : 8))
      head.write('free', 4)
      expect(clean.subarray(film.length, film.length + head.length)).toEqual(head)
      expect(await kept(clean, 'mp4')).toEqual(clean)
    }
})

test('when it was filmed is taken out too, and the time scale stays', async () => {
  const clean = await kept(phoneVideo(), 'mp4')
  expect(clean.includes(filmedAt)).toBe(false)
  expect(clean.includes(Buffer.from('00000258', 'hex'))).toBe(true)
})

test('the route that a camera writes beside the picture is taken out, and the frames stay', async () => {
  for (const form of [{}, { sameSize: true }, { isFar: true }]) {
    const film = routeVideo(form)
    const clean = await kept(film, 'mp4')
    expect(clean.includes(place)).toBe(false)
    expect(clean.includes('gpmd')).toBe(false)
    for (const stays of ['frame 1.', 'frame 2.', 'frame 3.', 'avc1'])
      expect(clean.indexOf(stays)).toBe(film.indexOf(stays))
    expect(await kept(clean, 'mp4')).toEqual(clean)
  }
  expect(await checked(routeVideo({ isInFragments: true }))).toEqual({ why: 'video-data' })
})

test('the names that a camera gives its tracks are taken out', async () => {
  expect(phoneVideo().includes(camera)).toBe(true)
  expect((await kept(phoneVideo(), 'mp4')).includes(camera)).toBe(false)
})

test('what browsers cannot play is refused with the reason, whatever it is called', async () => {
  expect(await checked(phoneVideo('hvc1'))).toEqual({ why: 'video-codec' })
  const refused = { why: 'no-video' }
  expect(await checked(Buffer.from('%PDF-1.7 and more than sixty-four bytes of something that is no video'))).toEqual(
    refused,
  )
  expect(await checked(Buffer.alloc(3))).toEqual(refused)
  expect(await checked(phoneVideo().subarray(0, 200))).toEqual(refused)
  expect(await checked(box('ftyp', 'isom'))).toEqual(refused)
  // A box that says it is shorter than its own head would be read for ever.
  expect(
    await checked(Buffer.concat([box('ftyp', 'isom'), Buffer.from('00000004', 'hex'), Buffer.from('moov')])),
  ).toEqual(refused)
  const huge = Buffer.concat([box('ftyp', 'isom'), Buffer.from('7fffffff', 'hex'), Buffer.from('moov')])
  expect(await checked(huge)).toEqual(refused)
  expect(await checked(copiedWebm().subarray(0, -9))).toEqual(refused)
  expect(await checked(Buffer.from(copiedWebm().toString('latin1').replace('webm', 'mkv '), 'latin1'))).toEqual(refused)
  expect(await checked(Buffer.concat([copiedWebm(), Buffer.alloc(9)]))).toEqual(refused)
  // Data that runs along, such as the route.
  expect(await checked(copiedWebm({ trackType: 0x21 }))).toEqual({ why: 'video-data' })
})
