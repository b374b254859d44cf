import { fileURLToPath } from 'node:url'

let built: Promise<unknown> | undefined

/** Builds the web bundle once per test process, so that a page test never sees an old one. */
export function webBuilt(): Promise<unknown> {
  built ??= build()
  return built
}

async function build(): Promise<unknown> {
  const script = fileURLToPath(new URL('../../scripts/build-web.mjs', import.meta.url))
  const module: { buildWeb(): Promise<string> } = await import(script)
  return module.buildWeb()
}
