/** Fills the demonstration of a store beside the workbench that serves it: `demo-child.ts <store> <reports>`. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { Blobs } from '../src/store/state/blobs.ts'
import { openState } from '../src/store/state/database.ts'
import { demonstrate } from './demo.ts'

const [store = '', reports = ''] = process.argv.slice(2)
const examples = join(fileURLToPath(new URL('..', import.meta.url)), 'examples')
const state = await openState(store)
process.on('disconnect', () => process.exit(0))
try {
  await demonstrate(examples, reports, packageJson.version, { db: state.db, store, blobs: new Blobs(store) })
} finally {
  await state.close()
  process.disconnect?.()
}
