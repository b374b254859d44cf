/** What the HTML reader does with an element; anything not named here is inline. */

/** Elements that begin and end a block of text. `view` is the mini-program element of that kind. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body button center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'header hr html label legend main menu nav ol option p pre scroll-view section summary tbody tfoot thead ul view'
  ).split(' '),
)

/** Elements without an end tag. */
export const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)

/** Elements whose content is raw text up to their own end tag, and none of it is read as text of the page. */
export const RAW: ReadonlySet<string> = new Set('iframe noembed noframes noscript style xmp'.split(' '))

/** Drawings and formulas: skipped up to the end tag or up to one of `BREAKOUT`. */
export const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math'])
export const BREAKOUT: ReadonlySet<string> = new Set(
  'body div dl h1 h2 h3 h4 h5 h6 head hr li ol p pre span table ul'.split(' '),
)

/** Level of a heading element, or 0. */
export const headingLevel = (name: string): number =>
  name.length === 2 && name[0] === 'h' && name[1]! >= '1' && name[1]! <= '6' ? Number(name[1]) : 0

export const isBoldStyle = (style: string): boolean => /font-weight\s{0,4}:\s{0,4}(?:bold|[6-9]00)/i.test(style)
export const isPreStyle = (style: string): boolean => /white-space\s{0,4}:\s{0,4}(?:pre|break-spaces)/i.test(style)
