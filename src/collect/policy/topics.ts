import { TOPIC_WORDS } from './lexicon-topics.ts'
import { TOPICS, type Topic } from './scan.ts'
import { WordIndex } from './words.ts'

/** Says what a sentence is about. The lexicon tagger below is one; a trained one can take its place. */
export type TopicTagger = (sentence: string) => readonly Topic[]

interface Word {
  readonly text: string
  readonly votes: [topic: number, weight: number][]
  /** The word itself and the words it begins with: the index reports only the longest. */
  readonly within: Word[]
}

function lexicon(): WordIndex<Word> {
  const words = new Map<string, Word>()
  for (const [topic, name] of TOPICS.entries())
    for (const entry of TOPIC_WORDS[name].words.trim().split(/\s+/)) {
      const colon = entry.lastIndexOf(':')
      const text = entry.slice(0, colon)
      const word = words.get(text) ?? { text, votes: [], within: [] }
      word.votes.push([topic, Number(entry.slice(colon + 1))])
      words.set(text, word)
    }
  for (const word of words.values())
    for (let length = 1; length <= word.text.length; length += 1) {
      const start = words.get(word.text.slice(0, length))
      if (start) word.within.push(start)
    }
  return new WordIndex([...words].map(([text, word]) => [text, word] as const))
}

const LEXICON = lexicon()

const FROM = TOPICS.map((name) => TOPIC_WORDS[name].from)

/** Tags a sentence (tidied, squeezed, simplified) by the words of the lexicon. Most headings and asides have no topic. */
export const tagByWords: TopicTagger = (sentence) => {
  const sums = new Int32Array(TOPICS.length)
  const counted: Word[] = []
  LEXICON.scan(sentence, ({ within }) => {
    for (const word of within) {
      if (counted.includes(word)) continue
      counted.push(word)
      for (const [topic, weight] of word.votes) sums[topic]! += weight
    }
  })
  return TOPICS.filter((_, topic) => sums[topic]! >= FROM[topic]!)
}
