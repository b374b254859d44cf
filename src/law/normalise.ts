/**
 * The form of an official Chinese text in which it is compared and hashed: NFKC; no white space; one form each for
 * quotes, dashes and ellipses; the label left out. Nothing else is changed.
 */

const DOUBLE_QUOTES = /[“”„‟″〝〞「」«»"]/gu
const SINGLE_QUOTES = /[‘’‚‛′『』`´']/gu
/** Hyphens, dashes, minus and box-drawing lines; a run of them is one dash, since `——` and `—` are both printed. */
const DASHES = /[‐‑‒–—―⸺⸻−─━-]+/gu
/** After NFKC `…` is three dots and `……` six: a run of three or more is one ellipsis. */
const ELLIPSES = /(?:\.{3,}|⋯+)/gu
/** White space, and the invisible characters that copying from web pages leaves behind. */
const SPACE = /[\s\u00AD\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]+/gu

const DIGITS = '〇零一二三四五六七八九十百千\\d'
/** A printed label at the start of a normalised text: 第三条, 第二章, 一、, (二), 3., 3、, (3). */
const LABEL = new RegExp(
  `^(?:第[${DIGITS}]+[编章节条](?:之[${DIGITS}]+)?|[${DIGITS}]+、|\\([${DIGITS}]+\\)|\\d+\\.(?!\\d))`,
  'u',
)
/** Punctuation that carries no number: percent signs stay, and points, commas and dashes between digits. */
const PUNCTUATION = /(?:(?<!\d)[.,:-]|[.,:-](?!\d)|(?![%‰‱.,:-])\p{P})+/gu

/** A text without white space and with one form for each quote, dash and ellipsis. Labels stay. Idempotent. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(SPACE, '')
    .replace(DOUBLE_QUOTES, '"')
    .replace(SINGLE_QUOTES, "'")
    .replace(ELLIPSES, '…')
    .replace(DASHES, '-')
    .normalize('NFC')
}

/** The printed label at the start of a text, in its normalised form, or undefined. */
export function printedLabel(text: string): string | undefined {
  return LABEL.exec(normalise(text.slice(0, 64)))?.[0]
}

/**
 * The form whose SHA-256 (of its UTF-8 bytes) is kept in `outline.json`. `labelled` says whether the provision prints
 * a label: an unnumbered paragraph may begin with 第三条 as part of its sentence and keeps it.
 */
export function hashForm(text: string, labelled: boolean): string {
  const normal = normalise(text)
  return labelled ? normal.replace(LABEL, '') : normal
}

/**
 * The words alone: two texts with the same words differ in punctuation at most. What makes a number another number
 * (`%`, `1.5`, `2020-2025`) is no punctuation here, and neither are symbols.
 */
export function wordsOnly(text: string): string {
  return normalise(text).replace(PUNCTUATION, '')
}
