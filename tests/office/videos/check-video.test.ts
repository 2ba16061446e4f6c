import { expect, test } from 'vitest'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { checkVideo } from '~/office/videos/check-video.server'
import { box, inPieces, phoneVideo, place } from '../../support/videos'

const checked = (bytes: Buffer, pieces = 7) =>
  checkVideo(inPieces(bytes, pieces).stream()).catch((error: unknown) => {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refusal
  })

test('a video is known by what is in it, and what tells where it was filmed is found', async () => {
  const bytes = phoneVideo()
  const video = await checked(bytes)
  expect(video).toMatchObject({ type: 'mp4' })
  const { metadata } = video as { metadata: { from: number; size: number }[] }
  const told = metadata.map(({ from, size }) => bytes.subarray(from, from + size).toString('latin1'))
  expect(told).toEqual([expect.stringContaining(place), expect.stringContaining(place)])
  const webm = Buffer.concat([
    Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
    Buffer.alloc(99),
  ])
  expect(await checked(webm)).toEqual({ type: 'webm', metadata: [] })
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
})
