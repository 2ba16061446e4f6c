import { expect, test } from 'vitest'
import { captionsProblem, transcriptOf, withSignature } from '~/campaigns/videos/captions'

const captions = `WEBVTT
Kind: captions
Language: en

00:00:01.000 --> 00:00:03.000
<v Rosa>They stopped us on <i>Main</i> &amp; Fifth.

00:00:03.200 --> 00:00:05.000
<v Rosa>It was a broken
taillight.

00:00:05.100 --> 00:00:07.000
<v Omar>And then?

00:00:12.000 --> 00:00:14.000
<v Omar>Nobody said.`

test('captions read as paragraphs: a new one for each voice, and after a pause', () => {
  expect(transcriptOf(captions)).toEqual([
    { voice: 'Rosa', text: 'They stopped us on Main & Fifth. It was a broken taillight.' },
    { voice: 'Omar', text: 'And then?' },
    { voice: 'Omar', text: 'Nobody said.' },
  ])
})

test('captions as programs write them are taken, and of broken ones the line is named', () => {
  expect(captionsProblem(captions)).toBeNull()
  expect(captionsProblem(captions.replace('00:00:14.000', '00:00:02.000'))).toEqual({ line: 15 })
  expect(captionsProblem('Just words.')).toEqual({ line: 1 })
  expect(captionsProblem('WEBVTT')).toEqual({ line: 1 })
  expect(captionsProblem(`WEBVTT\n\n00:01.000 --> 00:02.000\n${'<b>'.repeat(9_000)}`)).not.toBeNull()
})

test('captions that browsers show are taken as they are written', () => {
  const said = (words: string) => `WEBVTT\n\n00:01.000 --> 00:02.000\n${words}`
  for (const words of ['AT&T paid.', 'A Q&A with <font color="#fff">Omar</font>.', '<i>Not closed.', 'Rosa & Omar'])
    expect(captionsProblem(said(words)), words).toBeNull()
  expect(transcriptOf(said('AT&T in a <font color="#fff">Q&A</font>'))).toEqual([{ voice: '', text: 'AT&T in a Q&A' }])
  expect(captionsProblem('WEBVTT\n\n00:01.000 --> 00:02.000 line:odd\nWords.')).toBeNull()
  expect(captionsProblem('WEBVTT\n\n00:01 --> 00:02.000\nWords.')).toEqual({ line: 3 })
  expect(captionsProblem('WEBVTT\n\n00:01.000 --> 00:02.000\nWords.\n\nWords without a time.')).toEqual({ line: 6 })
})

test('captions in SubRip, which many programs write, become WebVTT', () => {
  const subRip = '\ufeff1\r\n00:00:01,000 --> 00:00:03,000\r\nWe paid $1,000.\r\n'
  const read = withSignature(subRip)
  expect(captionsProblem(read)).toBeNull()
  expect(transcriptOf(read)).toEqual([{ voice: '', text: 'We paid $1,000.' }])
  expect(withSignature(captions)).toBe(captions)
})
