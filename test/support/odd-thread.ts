import { parentPort } from 'node:worker_threads'

/** A thread that ends as it is told to; told anything else, never. */
parentPort!.on('message', (sent: unknown) => {
  switch (sent) {
    case 'answer':
      parentPort!.postMessage('answered')
      break
    case 'exit':
      process.exit(3)
      break
    case 'throw':
      throw new Error('told to throw')
    case 'hoard':
      for (const all: string[][] = []; ; ) all.push(Array.from({ length: 10_000 }, (_, n) => `${n}`))
    default:
      for (;;);
  }
})
