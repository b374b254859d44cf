import type { Text } from '../../law/text.ts'

/** What keeps a draw from going on, as one line: what is wrong and what to do. */
export class DrawError extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.name = 'DrawError'
    this.text = text
  }
}
