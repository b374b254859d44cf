import { AsyncLocalStorage } from 'node:async_hooks'
import { InputError } from '../../src/cli/errors.ts'

interface Said {
  stdout: string
  stderr: string
}

const saying = new AsyncLocalStorage<Said>()
for (const name of ['stdout', 'stderr'] as const) {
  const stream = process[name]
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  stream.write = (...args: unknown[]): boolean => {
    const said = saying.getStore()
    if (!said) return write(...args)
    said[name] += String(args[0])
    return true
  }
}

/** Runs the function of a command in this process: what it says, and the exit code that its command line ends with. */
export async function commanded(command: () => Promise<number>): Promise<Readonly<Said & { status: number }>> {
  const said: Said = { stdout: '', stderr: '' }
  const status = await saying.run(said, async () => {
    try {
      return await command()
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      said.stderr += `guiju: ${error.text.en}\n`
      return 2
    }
  })
  return { ...said, status }
}
