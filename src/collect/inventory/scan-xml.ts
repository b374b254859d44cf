import { chinaDay } from '../../law/day.ts'
import type { Text } from '../../law/text.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { readXml, type XmlTag } from '../document/xml.ts'
import { type Bom, type BomPart, bomFindings, type Weakness } from './scan-bom.ts'
import { day, type Found, type Scan, type ScanForm, text, unknownScan, word } from './scan-found.ts'

interface Handler {
  readonly form: ScanForm
  open(tag: XmlTag): void
  close(name: string): void
  text(piece: string): void
  /** After the last element that was read. */
  end(): void
}

/** nmap, XCCDF by itself or within ARF, CycloneDX: the first element any of them begins with decides. */
export function xmlScan(bytes: Buffer, name: string, found: Found, budget: Budget, log: ProblemLog): Scan | Text {
  const state: { handler: Handler | undefined } = { handler: undefined }
  // nmap names its document type and declares nothing in it; any other declaration is refused.
  const plain = decode(bytes, budget, log).text.replace(/<!DOCTYPE\s+nmaprun\s*>/i, '')
  const fault = readXml(Buffer.from(plain), budget, {
    open(tag) {
      state.handler ??= handlerFor(tag, found)
      state.handler?.open(tag)
    },
    close: (closed) => state.handler?.close(closed),
    text: (piece) => state.handler?.text(piece),
  })
  const { handler } = state
  if (handler === undefined)
    return fault === undefined
      ? unknownScan(name)
      : { zh: `${name} 不能作为 XML 读取：${fault}`, en: `${name} cannot be read as XML: ${fault}` }
  handler.end()
  if (fault !== undefined)
    log.add('scan.damaged', '', {
      zh: `文件不完整，只读到损坏之处：${fault}`,
      en: `the file is damaged and was read up to there: ${fault}`,
    })
  return found.scan(handler.form, log)
}

function handlerFor({ name, uri }: XmlTag, found: Found): Handler | undefined {
  if (name === 'nmaprun') return nmap(found)
  if (name === 'TestResult' || name === 'Benchmark') return xccdf(found)
  return name === 'bom' && uri.startsWith('http://cyclonedx.org/schema/bom') ? cycloneDx(found) : undefined
}

/** A port that answered: shown for that day, and no weakness by itself. */
function nmap(found: Found): Handler {
  let host = ''
  let port = ''
  let open = false
  let service = ''
  let foundOn: string | undefined
  return {
    form: 'nmap',
    open(tag) {
      if (tag.name === 'host') {
        host = ''
        const seconds = Number(tag.attribute('endtime') ?? tag.attribute('starttime'))
        foundOn = seconds > 0 && seconds < 4e9 ? chinaDay(seconds * 1000) : undefined
      }
      if (tag.name === 'address' && host === '' && tag.attribute('addrtype') !== 'mac')
        host = text(tag.attribute('addr'))
      if (tag.name === 'port') {
        port = `${text(tag.attribute('portid'))}/${text(tag.attribute('protocol'))}`
        open = false
        service = ''
      }
      if (tag.name === 'state') open = tag.attribute('state') === 'open'
      if (tag.name === 'service')
        service = [tag.attribute('name'), tag.attribute('product'), tag.attribute('version')]
          .map(text)
          .filter((w) => w !== '')
          .join(' ')
    },
    close(tag) {
      if (tag !== 'port' || !open) return
      found.add({
        id: `${host}:${port}`,
        title: `${port} ${service}`.trim(),
        severity: 'info',
        asset: host,
        reference: port,
        foundOn,
        locator: `${host} ${port}`,
      })
    },
    text() {},
    end() {},
  }
}

const LONGEST = 2000

/** Text of one element at a time; elements within it do not break it off. */
class Taking<K extends string> {
  what: K | undefined
  #piece = ''
  #depth = 0
  /** An element begins; `what` it is taken for where nothing is being taken. */
  open(what: K | undefined): void {
    if (this.what !== undefined) this.#depth += 1
    else if (what !== undefined) {
      this.what = what
      this.#piece = ''
      this.#depth = 0
    }
  }
  add(piece: string): void {
    if (this.what !== undefined && this.#piece.length < LONGEST) this.#piece += piece.slice(0, LONGEST)
  }
  /** An element ends: what was taken, where it was that one. */
  close(): readonly [K, string] | undefined {
    if (this.what === undefined) return undefined
    if (this.#depth > 0) {
      this.#depth -= 1
      return undefined
    }
    const { what } = this
    this.what = undefined
    return [what, text(this.#piece)]
  }
}

/** Rules whose result is `fail`, of every report in the file; every other result shows no weakness. */
function xccdf(found: Found): Handler {
  const titles = new Map<string, string>()
  const severities = new Map<string, string>()
  const failed: { id: string; severity: string; asset: string; foundOn: string | undefined }[] = []
  const taking = new Taking<'title' | 'result' | 'target'>()
  let rule: string | undefined
  let result: { id: string; severity: string; value: string } | undefined
  let target = ''
  let foundOn: string | undefined
  return {
    form: 'xccdf',
    open(tag) {
      const { name } = tag
      if (name === 'TestResult') {
        target = ''
        foundOn = day(tag.attribute('end-time') ?? tag.attribute('start-time'))
      }
      if (name === 'Rule') {
        rule = tag.attribute('id')
        const severity = tag.attribute('severity')
        if (rule !== undefined && severity !== undefined) severities.set(rule, severity)
      }
      if (name === 'rule-result')
        result = { id: tag.attribute('idref') ?? '', severity: tag.attribute('severity') ?? '', value: '' }
      const wanted =
        (name === 'title' && rule !== undefined && !titles.has(rule)) ||
        (name === 'result' && result !== undefined) ||
        (name === 'target' && target === '')
      taking.open(wanted ? (name as 'title' | 'result' | 'target') : undefined)
    },
    text: (more) => taking.add(more),
    close(tag) {
      const [what, said = ''] = taking.close() ?? []
      if (what === 'title' && rule !== undefined) titles.set(rule, said)
      if (what === 'result' && result) result.value = said
      if (what === 'target') target = said
      if (tag === 'Rule') rule = undefined
      if (tag !== 'rule-result' || !result) return
      if (result.value === 'fail') failed.push({ ...result, asset: target, foundOn })
      result = undefined
    },
    end() {
      for (const [n, one] of failed.entries())
        found.add({
          id: String(n),
          title: titles.get(one.id) || one.id,
          severity: word(one.severity || severities.get(one.id)),
          asset: one.asset,
          reference: text(one.id),
          foundOn: one.foundOn,
          locator: `rule-result ${text(one.id)}`,
        })
    },
  }
}

type BomText = 'timestamp' | 'name' | 'version' | 'id' | 'description' | 'severity' | 'score' | 'state' | 'ref'
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function cycloneDx(found: Found): Handler {
  const taking = new Taking<BomText>()
  const path: string[] = []
  const parts: Mutable<BomPart>[] = []
  const components: BomPart[] = []
  const weaknesses: Weakness[] = []
  let weakness: Mutable<Weakness> | undefined
  let timestamp = ''
  const wanted = (name: string): BomText | undefined => {
    const up = path.at(-1)
    if (up === 'metadata' && name === 'timestamp') return name
    if (up === 'component' && parts.length > 0 && (name === 'name' || name === 'version')) return name
    if (!weakness) return undefined
    if (up === 'vulnerability' && (name === 'id' || name === 'description')) return name
    if (up === 'rating' && (name === 'severity' || name === 'score') && weakness[name] === '') return name
    if (up === 'analysis' && name === 'state') return name
    return up === 'target' && name === 'ref' && weakness.affects === '' ? name : undefined
  }
  return {
    form: 'cyclonedx',
    open(tag) {
      if (taking.what === undefined) {
        // What the bill is of is no component of it.
        if (tag.name === 'component' && path.at(-1) === 'components')
          parts.push({ ref: tag.attribute('bom-ref') ?? '', name: '', version: '' })
        if (tag.name === 'vulnerability' && path.at(-1) === 'vulnerabilities') {
          const locator = `vulnerability ${weaknesses.length + 1}`
          weakness = { id: '', description: '', severity: '', score: '', state: '', affects: '', locator }
        }
      }
      taking.open(wanted(tag.name))
      path.push(tag.name)
    },
    text: (more) => taking.add(more),
    close(tag) {
      path.pop()
      const [what, said = ''] = taking.close() ?? []
      if (what === 'timestamp') timestamp = said
      else if (what === 'name' || what === 'version') parts.at(-1)![what] = said
      else if (what === 'ref') weakness!.affects = said
      else if (what !== undefined) weakness![what] = said
      if (taking.what !== undefined) return
      if (tag === 'component' && path.at(-1) === 'components' && parts.length > 0) components.push(parts.pop()!)
      if (tag === 'vulnerability' && weakness) {
        weaknesses.push(weakness)
        weakness = undefined
      }
    },
    end() {
      bomFindings({ timestamp, components, weaknesses } satisfies Bom, found)
    },
  }
}
