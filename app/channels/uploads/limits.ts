/** Most megabytes of a form with files, by kind. */
export const mostMegabytes = { picture: 12, video: 60, list: 48, document: 400 }

export type UploadKind = keyof typeof mostMegabytes
