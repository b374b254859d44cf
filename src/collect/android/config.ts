/** What of a resource configuration matters here: language, platform version, and whether there is anything else. */
export interface Config {
  /** Two or three letters, empty for the default. */
  readonly language: string
  readonly region: string
  readonly script: string
  /** Platform version it needs at least, 0 for any. */
  readonly sdk: number
  /** True when nothing but language and platform version is stated (no density, screen, night mode …). */
  readonly plain: boolean
}

/** How well a configuration serves a reader of Simplified Chinese; 0: not at all. */
export function chineseRank(config: Config): number {
  if (config.language !== 'zh') return 0
  if (config.script === 'Hans') return config.region === 'CN' ? 5 : config.region === '' ? 3 : 2
  if (config.script !== '') return 0
  return config.region === 'CN' ? 6 : config.region === '' ? 4 : config.region === 'SG' ? 1 : 0
}

/** Reads `ResTable_config` at `at`; old compilers wrote fewer fields. */
export function readConfig(bytes: Buffer, at: number, end: number): Config {
  const size = Math.min(at + 4 <= end ? bytes.readUInt32LE(at) : 0, end - at)
  const field = (offset: number, length: number): number =>
    offset + length > size ? 0 : length === 4 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset)
  const language = size >= 10 ? code(bytes[at + 8]!, bytes[at + 9]!, 0x61) : ''
  const region = size >= 12 ? code(bytes[at + 10]!, bytes[at + 11]!, 0x30) : ''
  const script = size >= 40 ? bytes.toString('latin1', at + 36, at + 40).replace(/\0.*$/s, '') : ''
  const plain =
    field(4, 4) === 0 && // mobile country and network
    field(12, 4) === 0 && // orientation, touch, density
    field(16, 4) === 0 && // keyboard, navigation
    field(20, 4) === 0 && // screen size
    field(28, 4) === 0 && // layout direction, size class, ui mode, smallest width
    field(32, 4) === 0 &&
    field(48, 4) === 0 // round, colour mode
  // A script that was computed from the region says nothing new.
  const computed = size > 52 && bytes[at + 52] !== 0
  return { language, region, script: computed ? '' : script, sdk: field(24, 2), plain }
}

/** Two letters, or three packed into 15 bits. */
function code(first: number, second: number, base: number): string {
  if (first === 0) return ''
  if ((first & 0x80) === 0) return String.fromCharCode(first, second)
  const packed = ((first & 0x7f) << 8) | second
  const letters = [second & 0x1f, (packed >> 5) & 0x1f, (packed >> 10) & 0x1f]
  return letters.map((letter) => String.fromCharCode(base + letter)).join('')
}
