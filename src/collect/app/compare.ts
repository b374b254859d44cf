import type { Evidence } from '../../facts/evidence.ts'
import type { RowRecorder } from '../../facts/reading.ts'
import { appType } from '../catalog/app-types.ts'
import { dataItem, widerItems } from '../catalog/data-items.ts'
import { matchName, sdk as sdkById } from '../catalog/sdks.ts'
import type { PolicyScan, Statement, ThirdParty } from '../policy/scan.ts'
import { evidenceIn, readWhole } from './policy-facts.ts'

/** Same item, or one is part of the other. */
const related = (a: string, b: string): boolean => a === b || widerItems(a).includes(b) || widerItems(b).includes(a)

const sought = (scan: PolicyScan, what: string): Evidence => ({
  artifact: scan.artifact,
  locator: '全文',
  excerpt: `未见${what}`,
  method: 'text',
})

/** What the policy says about one SDK of the app: listed or not, and with which of purpose, means and scope. */
export function compareSdk(row: RowRecorder, id: string, scan: PolicyScan): void {
  const rows = [...scan.thirdParties, ...scan.namedThirdParties].filter((party) => names(party, id))
  if (rows.length === 0) {
    const listElsewhere = scan.references.some((r) => r.kind === 'third-parties')
    if (readWhole(scan) && !listElsewhere && !mentioned(scan, id))
      row.show('disclosed', false, sought(scan, sdkById(id)?.zh ?? id))
    else
      row.unknown('disclosed', {
        zh: '提供隐私政策引用的第三方SDK清单全文',
        en: 'supply the third-party list the policy refers to, in full',
      })
    return
  }
  row.show('disclosed', true, ...rows.slice(0, 3).map((r) => evidenceIn(scan, r)))
  const bare = rows.every((r) => !r.purpose && !meansOf(r) && !r.items && !(r.form === 'prose' && goesOn(scan, r)))
  const structured = rows.some((r) => r.form !== 'prose')
  const element = (field: string, has: (party: ThirdParty) => boolean) => {
    const told = rows.find(has)
    if (told) row.show(field, true, evidenceIn(scan, told))
    else if (structured || bare) row.show(field, false, evidenceIn(scan, rows[0]!))
  }
  element('purposeStated', (r) => r.purpose !== undefined)
  element('meansStated', meansOf)
  element('scopeStated', (r) => r.items !== undefined)
}

/** Being embedded says that there is an SDK, not how it collects, unless the row's own cell gives that as the means. */
function meansOf(party: ThirdParty): boolean {
  const { means } = party
  if (!means || means.safeguardOnly) return false
  const onlyEmbedded = means.kinds.length > 0 && means.kinds.every((kind) => kind === 'embedded')
  return !onlyEmbedded || (party.form !== 'prose' && means.from === 'row')
}

/** Whether the paragraph that names the SDK goes on to say what is taken or what for. */
function goesOn(scan: PolicyScan, party: ThirdParty): boolean {
  const { sentence } = party.at
  const block = sentence === undefined ? undefined : scan.sentences[sentence]?.block
  if (sentence === undefined || block === undefined) return true
  return scan.statements.some(
    (s) =>
      s.at.sentence !== undefined &&
      s.at.sentence >= sentence &&
      scan.sentences[s.at.sentence]?.block === block &&
      (s.items.length > 0 || s.purposes.length > 0),
  )
}

/** Whether a row speaks of the SDK: by name, or by vendor where the row has no clearer name. */
function names(party: ThirdParty, id: string): boolean {
  const byName = party.name === undefined ? [] : matchName(party.name)
  if (byName.some((m) => m.id === id)) return true
  if (byName.length > 0 || party.company === undefined) return false
  return matchName(party.company).some((m) => m.id === id)
}

/** Any word of the policy that names the SDK or its vendor: enough to leave its absence open. */
function mentioned(scan: PolicyScan, id: string): boolean {
  const known = sdkById(id)
  if (!known) return false
  const words = [known.zh, known.en, ...known.aliases].filter((w) => w.length >= 2).map((w) => w.toLowerCase())
  return scan.sentences.some(({ text }) => words.some((w) => text.toLowerCase().includes(w)))
}

/** What the policy and the category say about a kind of data the app obtains. */
export function compareItem(
  row: RowRecorder,
  item: string,
  scan: PolicyScan | undefined,
  category: string | undefined,
): void {
  if (scan) {
    const positive = scan.statements.find((s) => !s.negated && s.items.some((i) => related(i.id, item)))
    const party = scan.thirdParties.find((p) => p.items?.items.some((i) => related(i.id, item)))
    const permission = scan.permissionsTable.find((p) => p.items.some((i) => related(i.id, item)))
    const told = positive ?? party ?? permission
    if (told) row.show('disclosed', true, evidenceIn(scan, told))
    else if (readWhole(scan) && !scan.references.some((r) => r.kind === 'collected'))
      row.show('disclosed', false, sought(scan, dataItem(item)?.zh ?? item))
    const denial = scan.statements.find((s) => denies(s, item))
    if (denial && !told) row.show('denied', true, evidenceIn(scan, denial))
    else if (denial) row.indicate('denied', true, evidenceIn(scan, denial))
    else if (readWhole(scan)) row.show('denied', false)
  }
  const type = category === undefined ? undefined : appType(category)
  if (type)
    row.indicate(
      'inCategory',
      type.necessary.some((n) => n.items.some((i) => related(i, item))),
    )
}

/** An unconditional statement that the app itself does not collect the item, or all of what it is a part of. */
const denies = (s: Statement, item: string): boolean =>
  s.negated &&
  s.act === 'collect' &&
  s.actor === 'we' &&
  !s.conditional &&
  s.limits.length === 0 &&
  !/儿童|未成年|周岁/.test(s.at.title + s.excerpt) &&
  s.items.some((i) => i.id === item || isPartOf(item, i.id))

/** Only the item this one is properly a part of: a denial of location says nothing of Wi-Fi or Bluetooth. */
function isPartOf(item: string, wider: string): boolean {
  for (let at = dataItem(item)?.parent; at !== undefined; at = dataItem(at)?.parent) if (at === wider) return true
  return false
}

/** Whether the policy says what a permission is for. */
export function comparePermission(row: RowRecorder, permissionNames: readonly string[], scan: PolicyScan): void {
  const speaks = (text: string | undefined) => text !== undefined && permissionNames.some((name) => text.includes(name))
  const told =
    scan.permissionsTable.find((p) => p.purpose !== undefined && speaks(p.permission)) ??
    scan.statements.find((s) => speaks(s.permission) && s.purposes.length > 0)
  if (told) row.show('purposeStated', true, evidenceIn(scan, told))
  else if (readWhole(scan) && !scan.references.some((r) => r.kind === 'permissions'))
    row.show('purposeStated', false, sought(scan, permissionNames[0] ?? row.id))
}
