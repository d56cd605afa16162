import { inflateSync } from 'node:zlib'

const STREAM = /<<([^>]*)>>\s*stream\r?\n/g
const decoder = new TextDecoder('windows-1252')

/** The content streams of a PDF, inflated. */
function contents(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes)
  return [...file.toString('latin1').matchAll(STREAM)].flatMap((match) => {
    const [whole, dictionary] = match as unknown as [string, string]
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const start = match.index + whole.length
    const content = file.subarray(start, start + length)
    const text = dictionary.includes('/FlateDecode') ? inflateSync(content) : content
    return [text.toString('latin1')]
  })
}

/** The lines of text that a PDF shows, as far as `renderPdf` makes them. */
export const pdfText = (bytes: Uint8Array): string =>
  contents(bytes)
    .flatMap((content) => [...content.matchAll(/\[(.*?)\] TJ/g)])
    .map(([, shown]) =>
      [...(shown as string).matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex]) => decoder.decode(Buffer.from(hex as string, 'hex')))
        .join(''),
    )
    .join('\n')
