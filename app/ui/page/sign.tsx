/** What can be done, as a flat sign beside its words. */
export type SignName = 'phone' | 'envelope' | 'bubble' | 'chat' | 'pen' | 'pin' | 'share'

/** Paths in a square of 24. */
export const signPaths: Record<SignName, string> = {
  phone: 'M6.6 2 10 3.4l.9 5-2.3 1.9a13 13 0 0 0 5.1 5.1l1.9-2.3 5 .9L22 17.4 20.4 22C10.6 22 2 13.4 2 3.6z',
  envelope: 'M1 4h22v1.8l-11 7.4L1 5.8zM1 8.4l11 7.4 11-7.4V20H1z',
  bubble: 'M2 3h20v14H11l-6 5v-5H2z',
  chat: 'M2 1h13v4h-2V3.500H4V19h9v-1h2v5H2zM9 6.500h14v8.500h-8l-4 3.500V15H9z',
  pen: 'M16.5 2 22 7.5 8 21.5 1.5 23 3 16.5z',
  pin: 'M12 1a8 8 0 0 1 8 8c0 5.6-8 14-8 14S4 14.6 4 9a8 8 0 0 1 8-8zm0 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  share: 'M13 1l9 8-9 8v-5C8 12 4 14 1.500 21 1.500 12 6 6.500 13 6z',
}

/** A sign; hidden from screen readers, because the words beside it say the same. */
export function Sign({ name }: { name: SignName }) {
  return (
    <svg className="sign-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={signPaths[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
