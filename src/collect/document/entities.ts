/** The character references that occur in running text outside HTML pages. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  emsp: ' ',
  ensp: ' ',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  middot: '·',
  bull: '•',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  rarr: '→',
  copy: '©',
  raquo: '»',
}

/** Replaces character references once; what a replacement yields is not looked at again. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
        (all, decimal?: string, hex?: string, name?: string) => {
          if (name) return NAMED[name.toLowerCase()] ?? all
          const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex!, 16)
          return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' '
        },
      )
    : text
