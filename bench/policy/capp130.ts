/**
 * Measures the policy reader on the labelled sentences of CAPP-130 (Zhu et al., NeurIPS 2023, data CC BY 4.0), which
 * are not in this repository: node bench/policy/capp130.ts [folder] [--show <alarm>].
 *
 * Topics: precision, recall and F1 per label, micro over all decisions, macro over labels; on the whole dev split and
 * on its sentences that do not occur in train. Statements: share of sentences with a label in which the reader finds
 * what the label stands for. Alarms: sentences of the dev splits that alone would support a `failed` (a flat denial,
 * a forced improvement, an unreasonable condition, a promise of more than 15 working days): read them to judge.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fewestWorkdays } from '../../src/collect/app/policy-facts.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { readPolicyText } from '../../src/collect/policy/read.ts'
import { type PolicyScan, TOPICS } from '../../src/collect/policy/scan.ts'

const args = process.argv.slice(2)
const show = args.includes('--show') ? args[args.indexOf('--show') + 1] : undefined
const folder = args[0] && !args[0].startsWith('--') ? args[0] : '../shared/data/policies/capp-130'
const base = [folder, join(import.meta.dirname, '../../../shared/data/policies/capp-130')].find(existsSync)
if (!base) {
  console.log('CAPP-130 is not here; give its folder')
  process.exit(0)
}

type Row = readonly [sentence: string, labels: readonly number[]]
const rows = (task: string, split: string): readonly Row[] =>
  readFileSync(
    join(base, 'Extraction', `${task === 'important' ? 'imprtant' : task}_identification_dataset`, `${split}.txt`),
    'utf8',
  )
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const at = line.lastIndexOf('\t')
      return [
        line.slice(0, at),
        line
          .slice(at + 1)
          .match(/\d/g)!
          .map(Number),
      ]
    })

/** One sentence on its own, read as a policy. */
const scan = (sentence: string): PolicyScan =>
  readPolicyText(new TextEncoder().encode(sentence), 'sentence.txt', new Budget(DOCUMENT_LIMITS))

const topicsOf = (one: PolicyScan): ReadonlySet<string> => new Set(one.sentences.flatMap((s) => s.topics))
const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3))
const f1 = (tp: number, fp: number, fn: number): number => (tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn))

const squeezed = (text: string): string => text.replace(/[\s，,]/g, '')
const train = new Set(rows('topic', 'train').map(([text]) => squeezed(text)))
const dev = rows('topic', 'dev').map(([text, labels]) => ({
  text,
  labels,
  scan: scan(text),
  seen: train.has(squeezed(text)),
}))

for (const [name, part] of [
  ['dev, whole', dev],
  ['dev, not in train', dev.filter((one) => !one.seen)],
] as const) {
  console.log(`\ntopics, ${name}: ${part.length} sentences\nlabel            precision  recall     F1`)
  let [tps, fps, fns, sum] = [0, 0, 0, 0]
  for (const [label, topic] of TOPICS.entries()) {
    let [tp, fp, fn] = [0, 0, 0]
    for (const one of part) {
      const want = one.labels[label] === 1
      const got = topicsOf(one.scan).has(topic)
      if (want && got) tp += 1
      else if (got) fp += 1
      else if (want) fn += 1
    }
    console.log(
      `${topic.padEnd(16)} ${share(tp, tp + fp).padEnd(10)} ${share(tp, tp + fn).padEnd(10)} ${f1(tp, fp, fn).toFixed(3)}`,
    )
    tps += tp
    fps += fp
    fns += fn
    sum += f1(tp, fp, fn)
  }
  console.log(`micro F1 ${f1(tps, fps, fns).toFixed(3)}, macro F1 ${(sum / TOPICS.length).toFixed(3)}`)
}

const FINDS: readonly (readonly [label: number, what: string, finds: (one: PolicyScan) => boolean])[] = [
  [
    0,
    'collection: a statement of collecting',
    (s) => s.statements.some((one) => one.act === 'collect' || one.act === 'use'),
  ],
  [
    1,
    'permissions: a permission',
    (s) => s.permissionsTable.length > 0 || s.statements.some((one) => one.permission !== undefined),
  ],
  [
    2,
    'sharing: a clause or a named third party',
    (s) =>
      s.sharing.length > 0 || s.namedThirdParties.length > 0 || s.statements.some((one) => one.actor === 'third-party'),
  ],
  [4, 'storage: place or period', (s) => s.retention.present],
  [6, 'special groups: minors', (s) => s.minors.present],
  [7, 'user control: a right', (s) => Object.values(s.rights).some((right) => right.present)],
  [8, 'contact: a channel', (s) => s.channels.length > 0 || s.rights.complain.methods.length > 0],
  [9, 'policy change: a notice or consent', (s) => s.changeNotice.present || s.impliedConsent.length > 0],
]
console.log('\nstatements, dev: share of labelled sentences in which it is found')
for (const [label, what, finds] of FINDS) {
  const labelled = dev.filter((one) => one.labels[label] === 1)
  console.log(
    `${what.padEnd(44)} ${share(labelled.filter((one) => finds(one.scan)).length, labelled.length)} of ${labelled.length}`,
  )
}

const ALARMS: readonly (readonly [what: string, finds: (one: PolicyScan) => boolean])[] = [
  [
    'denial',
    (s) =>
      s.statements.some(
        (one) => one.act === 'collect' && one.actor === 'we' && one.negated && !one.conditional && one.items.length > 0,
      ),
  ],
  [
    'forced',
    (s) => s.statements.some((one) => one.mandatory && !one.negated && one.onlyImprovement && !one.conditional),
  ],
  [
    'condition',
    (s) =>
      (['correct', 'delete', 'close-account'] as const).some((right) =>
        s.rights[right].conditions.some(
          (one) => ['id-in-hand', 'mail', 'offline'].includes(one.kind) && one.mandatory && !one.alternative,
        ),
      ),
  ],
  ['limit', (s) => s.limits.some((one) => one.kind === 'respond' && fewestWorkdays(one) > 15)],
]
const all = new Map([...rows('topic', 'dev'), ...rows('important', 'dev')].map(([text]) => [squeezed(text), text]))
const scans = [...all.values()].map((text) => ({ text, scan: scan(text) }))
console.log(`\nalarms: sentences that alone would support a failed act, of ${scans.length} different dev sentences`)
for (const [what, finds] of ALARMS) {
  const found = scans.filter((one) => finds(one.scan))
  console.log(`${what.padEnd(10)} ${found.length}`)
  if (show === what) for (const { text } of found) console.log(`  ${text}`)
}
