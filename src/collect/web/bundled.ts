import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'
import type { Program } from './browser.ts'

const PACKAGE = '@sparticuz/chromium'
const FONTS = '@fontsource-variable/noto-sans-sc'

const ARGS = [
  '--headless',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--font-render-hinting=none',
]

/**
 * The browser that npm brought: unpacked once into the user's cache, with its own libraries and a Chinese font.
 * Undefined where the package is not installed or not made for this machine.
 */
export async function bundledBrowser(): Promise<Program | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const bin = folderOf(PACKAGE, 'bin')
  const fonts = folderOf(FONTS, 'files')
  if (bin === undefined || fonts === undefined) return undefined
  const version = await versionOf(bin)
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const place = join(cache, 'guiju', `chromium-${version}`)
  const program = join(place, 'chromium')
  if (!existsSync(program)) await unpack(bin, fonts, place)
  return {
    path: program,
    args: ARGS,
    env: { LD_LIBRARY_PATH: [join(place, 'lib'), place].join(':'), FONTCONFIG_FILE: join(place, 'fonts.conf') },
    from: 'bundled',
  }
}

function folderOf(name: string, inside: string): string | undefined {
  const require = createRequire(import.meta.url)
  for (const folder of require.resolve.paths(name) ?? []) {
    const found = join(folder, name, inside)
    if (existsSync(found)) return found
  }
  return undefined
}

async function versionOf(bin: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(bin), 'package.json'), 'utf8')) as { version: string }
  return version.replace(/[^\w.-]/g, '')
}

/** Unpacks beside its place and moves there, so that another process never starts half a browser. */
async function unpack(bin: string, fonts: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  const staged = await mkdtemp(join(dirname(place), '.unpack-'))
  try {
    for (const [archive, to] of [
      ['al2023.tar.br', 'lib'],
      ['swiftshader.tar.br', '.'],
    ] as const)
      for (const { name, bytes } of tar(
        brotliDecompressSync(await readFile(join(bin, archive)), { maxOutputLength: 1 << 28 }),
      )) {
        const folder = join(staged, to)
        await mkdir(folder, { recursive: true })
        await writeFile(join(folder, name), bytes)
      }
    await unpackFonts(fonts, join(staged, 'ttf'))
    await writeFile(
      join(staged, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(place, 'ttf')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(place, 'fonts')}</cachedir></fontconfig>\n`,
    )
    await pipeline(
      createReadStream(join(bin, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(staged, 'chromium')),
    )
    await chmod(join(staged, 'chromium'), 0o755)
    await rename(staged, place)
  } catch (error) {
    await rm(staged, { recursive: true, force: true })
    // Another process may have been first.
    if (!existsSync(join(place, 'chromium'))) throw error
  }
}

/** The system's font reader knows no WOFF2: each file becomes the TrueType font inside. */
async function unpackFonts(from: string, to: string): Promise<void> {
  const woff2 = createRequire(import.meta.url)('wawoff2') as {
    decompress(bytes: Uint8Array): Promise<Uint8Array>
  }
  await mkdir(to)
  for (const name of (await readdir(from)).filter((one) => one.endsWith('-wght-normal.woff2')))
    await writeFile(join(to, name.replace(/woff2$/, 'ttf')), await woff2.decompress(await readFile(join(from, name))))
}

/** Files of a tar archive by their last name; folders and links are left out. */
function* tar(bytes: Buffer): Generator<{ name: string; bytes: Buffer }> {
  for (let at = 0; at + 512 <= bytes.length; ) {
    const header = bytes.subarray(at, at + 512)
    const path = header.toString('latin1', 0, 100).replace(/\0.*$/s, '')
    if (path === '') return
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0
    const name = path.split('/').at(-1)!
    if (header[156] !== 0x35 && name !== '' && name !== '..')
      yield { name, bytes: bytes.subarray(at + 512, at + 512 + size) }
    at += 512 + Math.ceil(size / 512) * 512
  }
}
