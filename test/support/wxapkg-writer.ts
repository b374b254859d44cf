/** Writes a mini-program package. Names get the slash that WeChat's own packages have. */
export function writeWxapkg(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const entries = Object.entries(files).map(([name, content]) => ({
    name: Buffer.from(`/${name}`),
    content: Buffer.from(content),
  }))
  const index = 4 + entries.reduce((n, { name }) => n + 12 + name.length, 0)
  const header = Buffer.alloc(18)
  header[0] = 0xbe
  header[13] = 0xed
  header.writeUInt32BE(index, 5)
  header.writeUInt32BE(
    entries.reduce((n, { content }) => n + content.length, 0),
    9,
  )
  header.writeUInt32BE(entries.length, 14)
  let at = 14 + index
  const list = entries.map(({ name, content }) => {
    const entry = Buffer.alloc(12 + name.length)
    entry.writeUInt32BE(name.length, 0)
    name.copy(entry, 4)
    entry.writeUInt32BE(at, 4 + name.length)
    entry.writeUInt32BE(content.length, 8 + name.length)
    at += content.length
    return entry
  })
  return Buffer.concat([header, ...list, ...entries.map(({ content }) => content)])
}
