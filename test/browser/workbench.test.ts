import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import packageJson from '../../package.json' with { type: 'json' }
import { demonstrate } from '../../scripts/demo.ts'
import { procedures } from '../../src/cases/registry.ts'
import { readInventory } from '../../src/collect/inventory/read.ts'
import { type FactList, provenance } from '../../src/facts/row.ts'
import { SUBJECT_KINDS } from '../../src/judge/result.ts'
import { addDays, chinaDay } from '../../src/law/day.ts'
import type { Served } from '../../src/serve/serve.ts'
import { fits, openBench, type SeenBench, skip, violations } from '../support/browser.ts'
import { planInput } from '../support/draw.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-browser-bench-'))
const examples = fileURLToPath(new URL('../../examples', import.meta.url))
/** Where pictures of every screen are kept, if anywhere. */
const pictures = process.env['GUIJU_PICTURES']

describe('the workbench in a browser', { skip }, () => {
  let browser: Browser
  let served: Served
  let seen: SeenBench
  let faults: string[]
  let context: BrowserContext

  before(async () => {
    seen = await openBench(folder)
    ;({ browser, served, faults } = seen)
    await demonstrate(examples, join(folder, 'reports'), packageJson.version, served.bench)
    context = await browser.newContext({ locale: 'zh-CN' })
  })
  after(() => seen?.close())

  const open = (path: string, of = context): Promise<Page> => seen.open(path, of)

  it('shows a newcomer the demonstration and an explained finding without signing in', async () => {
    const page = await open('/')
    await page.goto(`${served.address}w/demo/subjects?kind=app.android`)
    await page
      .locator('.list a.plain', { has: page.locator('.o-failed') })
      .first()
      .click()
    await page.locator('.act[data-o=failed] .verdict').first().waitFor()
    assert.match((await page.locator('.act[data-o=failed]').first().textContent()) ?? '', /存在该行为的证据/)
    await page.locator('.act[data-o=failed] .cite a[href^="/law/"]').first().click()
    await page.waitForURL(/\/law\/[a-z0-9-]+#/)
    await page.close()
  })

  it('signs in by the link, sets a password, and signs in with it', async () => {
    let page = await open('/')
    await page.goto(served.link)
    await page.goto(`${served.address}account`)
    await page.locator('input[name=password]').fill('a long password')
    await Promise.all([page.waitForURL(served.address), page.getByRole('button', { name: '设置密码' }).click()])
    await page.goto(`${served.address}account`)
    await Promise.all([page.waitForURL(served.address), page.getByRole('button', { name: '退出' }).click()])
    await page.close()
    page = await open('/sign-in')
    await page.locator('input[name=name]').fill('admin')
    await page.locator('input[name=password]').fill('a long password')
    await Promise.all([page.waitForURL(served.address), page.getByRole('button', { name: '登录' }).click()])
    assert.match((await page.locator('.bench-nav').textContent()) ?? '', /admin/)
    await page.close()
  })

  it('audits an upload with live progress, and shows what changed since the version before', async () => {
    for (const policy of ['bad', 'clean']) {
      const page = await open('/w/main/start')
      await page.locator('form[data-job=audit] input[name=target]').setInputFiles(join(examples, 'bad/bad.apk'))
      await page.locator('form[data-job=audit] input[name=policy]').setInputFiles(join(examples, policy, 'policy.html'))
      await page.locator('form[data-job=audit] button').click()
      await page.waitForURL(/\/jobs\//)
      await page.locator('a.go').click()
      await page.waitForURL(/\/results\//)
      assert.equal(await page.locator('.act').count(), 31)
      if (policy === 'clean') {
        await page.locator('.since a[href*=compare]').click()
        await page.locator('tr.change-fixed, tr.change-worse, tr.change-changed').first().waitFor()
      }
      await page.close()
    }
  })

  it('checks tables, and says in a line what is wrong with an input', async () => {
    const page = await open('/w/main/start')
    const form = page.locator('form[data-job=check]')
    await form.locator('input[name=mapping]').setInputFiles(join(examples, 'loans/loans.yaml'))
    await form
      .locator('input[name=tables]')
      .setInputFiles(['loans.csv', 'banks.csv', 'partners.csv'].map((f) => join(examples, 'loans', f)))
    await form.locator('button').click()
    await page.locator('a.go').click()
    await page.locator('.act').first().waitFor()
    await page.goto(`${served.address}w/main/start`)
    await page.locator('form[data-job=audit] input[name=target]').setInputFiles(join(examples, 'loans/loans.csv'))
    await page.locator('form[data-job=audit] button').click()
    await page.locator('.warn').waitFor()
    assert.match((await page.locator('.warn').textContent()) ?? '', /loans\.csv/)
    await page.close()
  })

  it('writes an inventory of networks in a form by keyboard, says what is wrong, keeps what it was given, and checks it', async () => {
    const page = await open('/w/main/inventory')
    const row = page.locator('[data-list=networks] [data-row]')
    await row.locator('[name=id]').focus()
    await page.keyboard.type('oa')
    await page.keyboard.press('Tab')
    await page.keyboard.type('办公系统: "一"')
    await row.locator('[name=level]').fill('3')
    await row.locator('[name=liveOn]').fill('2021-06-01')
    await row.locator('[data-none=retiredOn]').check()
    await row.locator('[data-grading="information.object"]').selectOption('society')
    await row.locator('[data-grading="information.harm"]').selectOption('serious')
    const filings = page.locator('[data-list=filings]')
    await filings.locator('[data-add]').press('Enter')
    await filings.locator('[name=network]').fill('oo')
    await filings.locator('[name=filedOn]').fill('2021-06-20')
    await page.locator('[data-validate]').click()
    await page.locator('.problems li').first().waitFor()
    assert.match((await page.locator('.problems').textContent()) ?? '', /没有编号为 oo 的网络，是否为 oa/)
    await filings.locator('[name=network]').fill('oa')
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-download]').click()])
    const written = readFileSync(await download.path(), 'utf8')
    const read = await readInventory(written, 'networks.yaml')
    assert.ok(read.inventory, JSON.stringify(read.problems))
    const [network] = read.inventory.networks
    assert.deepEqual(
      [network!['name'], network!['level'], network!['retiredOn'], network!['filedOn']],
      ['办公系统: "一"', 3, null, '2021-06-20'],
    )
    // A list that was not said to be complete stays open.
    assert.equal((network!['filings'] as FactList).open.length, 1)
    const more = `${written}drills: [{ id: d, network: oa, on: 2026-05-01 }]\n`.replace('"level": 3', 'level: 3')
    const loaded = more.replace('level: 3', 'level: { value: 3, evidence: 定级报告.pdf }')
    await page
      .locator('[data-load]')
      .setInputFiles({ name: 'a.yaml', mimeType: 'text/yaml', buffer: Buffer.from(loaded) })
    await page.locator('.said', { hasText: '没有需要更正' }).waitFor()
    assert.equal(await row.locator('[name=level]').inputValue(), '3')
    const [again] = await Promise.all([page.waitForEvent('download'), page.locator('[data-download]').click()])
    const kept = await readInventory(readFileSync(await again.path(), 'utf8'), 'networks.yaml')
    assert.ok(kept.inventory, JSON.stringify(kept.problems))
    assert.equal((kept.inventory.networks[0]!['drills'] as FactList).rows.length, 1)
    assert.match(JSON.stringify(kept.inventory.networks[0]![provenance]), /定级报告\.pdf/)
    await page.locator('form[data-inventory] button[type=submit]').press('Enter')
    await page.waitForURL(/\/jobs\//)
    await page.locator('a.go').first().click()
    await page.locator('.board .stepper').waitFor()
    assert.deepEqual(await violations(page), [])
    await page.close()
  })

  it('refuses an unlawful step of a case, says why, and keeps it on record', async () => {
    const page = await open('/w/main/cases')
    await page.locator('select[name=procedure]').selectOption('inspection-2018')
    await page.locator('input[name=id]').fill('检查-1')
    await page.locator('#open ~ form button').click()
    await page.waitForURL(/\/cases\/%E6%A3%80/)
    const gate = page.locator('.gate', { has: page.locator('input[name=type][value=inspection]') })
    await gate.locator('summary').click()
    await gate.locator('input[name=at]').fill('2026-09-08')
    await gate.locator('button').click()
    await gate.locator('.said.bad').waitFor()
    assert.match((await gate.locator('.said').textContent()) ?? '', /被拒绝/)
    await page.reload()
    assert.equal(await page.locator('.step-refused').count(), 1)
    await page.close()
  })

  it('commits to a draw, is refused before its time, and shows a drawn one with what verifies it', async () => {
    const page = await open('/w/main/draws')
    const at = new Date(Date.now() + 864e5).toISOString()
    const plan = planInput({ id: 'browser-1', randomness: { ...(planInput()['randomness'] as object), at } })
    await page
      .locator('#plan-file')
      .setInputFiles({ name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(plan)) })
    await page.waitForFunction("document.querySelector('textarea[name=plan]').value !== ''")
    await page.locator('#new-draw ~ form button').click()
    await page.waitForURL(/\/draws\/[0-9a-f]{64}$/)
    for (const [name, value] of [
      ['red', '28,3,11,17,22,31'],
      ['blue', '9'],
    ] as const)
      await page.locator(`[name="values.${name}"]`).fill(value)
    await page.locator('#reveal ~ form button').click()
    await page.locator('#reveal ~ form .said.bad').waitFor()
    assert.match((await page.locator('#reveal ~ form .said').textContent()) ?? '', /公布/)
    // The browser names an answer that refuses as well.
    assert.match(faults.pop() ?? '', /422/)
    await page.goto(`${served.address}w/demo/draws`)
    await page.locator('.list tr', { hasText: '示例-抽查-1' }).locator('a').click()
    await page.locator('#verification').waitFor()
    assert.match((await page.locator('.chip.mark-done').textContent()) ?? '', /全部成立/)
    assert.ok((await page.locator('.tier tbody tr').count()) > 5)
    await page.close()
  })

  it('imports results of a scanner, and takes a dispute of a finding to a case', async () => {
    const page = await open('/w/main/start')
    const form = page.locator('form[data-job=scan]')
    await form
      .locator('input[name=scans]')
      .setInputFiles(join(folder, 'reports/app.android-com.example.suiqing.tianqi.sarif'))
    await form.locator('input[name=operator]').fill('某公司')
    await form.locator('input[name=network]').fill('官网')
    await form.locator('button').click()
    await page.locator('a.go').last().click()
    await page.waitForURL(/\/results\//)
    assert.match((await page.locator('main').textContent()) ?? '', /官网|某公司/)
    await page.goto(`${served.address}w/main/subjects?kind=app.android`)
    await page.locator('.list a.plain').first().click()
    await page.locator('#dispute ~ details summary').click()
    const dispute = page.locator('form[data-job=dispute]')
    await dispute.locator('[name=reasons]').fill('没有启用')
    await dispute.locator('[name=proof]').fill('构建配置')
    await dispute
      .locator('[name=evidence]')
      .setInputFiles({ name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
    await dispute.locator('button').click()
    await page.waitForURL(/\/cases\//)
    await page.locator('.step').nth(1).waitFor()
    assert.equal(await page.locator('.step').count(), 2)
    await page.close()
  })

  it('records an exception with its file on the page of the result, and shows it there', async () => {
    const page = await open('/w/main/subjects?kind=app.android')
    await page.locator('.list a.plain').first().click()
    await page.locator('#exceptions ~ details summary').click()
    const form = page.locator('form[data-job=exception]')
    await form.locator('[name=until]').fill(addDays(chinaDay(Date.now()), 30))
    await form.locator('[name=basis]').fill('监管部门同意延期')
    await form.locator('[name=reason]').fill('更换SDK需要时间')
    await form
      .locator('[name=evidence]')
      .setInputFiles({ name: '批复.txt', mimeType: 'text/plain', buffer: Buffer.from('y') })
    await form.locator('button').click()
    const row = page.locator('#exceptions ~ .scroll tbody tr')
    await row.waitFor()
    assert.match((await row.textContent()) ?? '', /监管部门同意延期.*批复\.txt/s)
    await page.close()
  })

  it('lists what would settle what is open, takes an attestation with evidence, and checks again', async () => {
    const page = await open('/w/main/subjects?kind=app.android')
    await page.locator('.list a.plain').first().click()
    const tasks = page.locator('#tasks ~ * tbody tr')
    await tasks.nth(3).waitFor()
    await page.locator('#tasks ~ details summary').click()
    const form = page.locator('form[data-job=attest]')
    await form.locator('[name=by]').fill('张三（个人信息保护负责人）')
    await form.locator('[name="answers.backendSharing"]').selectOption('false')
    await form
      .locator('[name=evidence]')
      .setInputFiles({ name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') })
    await form.locator('button').click()
    await page.waitForURL(/\/jobs\//)
    await page.locator('a.go').click()
    await page.waitForURL(/\/results\//)
    assert.match((await page.locator('#r-app-pi-2019-5\\.2').textContent()) ?? '', /人工声明/)
    await page.close()
  })

  it('lists what is to be done over all subjects, each number opens, and an attestation takes its task off the list', async () => {
    const page = await open('/w/main')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('待办')
    await page.locator('#palette [role=option]').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/w\/main\/tasks$/)
    const kind = page.locator('.facets a[href*="kind=attest"]')
    const n = Number(await kind.locator('b').textContent())
    await kind.click()
    await page.waitForURL(/kind=attest/)
    assert.equal(await page.locator('.list.tasks tbody tr').count(), n)
    // Other subjects are asked for the same.
    const ofApp = `${served.address}w/main/tasks?kind=attest&of=app.android`
    await page.goto(ofApp)
    const row = page.locator('.list.tasks tbody tr', { hasText: '测试账号' })
    assert.equal(await row.count(), 1)
    await row.locator('td').last().locator('a').click()
    await page.waitForURL(/#attest$/)
    const form = page.locator('form[data-job=attest]')
    await form.locator('[name=by]').fill('李四')
    await form.locator('[name="answers.deletionCompleted"]').selectOption('true')
    await form
      .locator('[name=evidence]')
      .setInputFiles({ name: '核查.csv', mimeType: 'text/csv', buffer: Buffer.from('c,d') })
    await form.locator('button').click()
    await page.waitForURL(/\/jobs\//)
    await page.locator('a.go').waitFor()
    await page.goto(ofApp)
    assert.equal(await page.locator('.list.tasks tbody tr', { hasText: '测试账号' }).count(), 0)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.files a[href*="format=xlsx"]').click(),
    ])
    assert.match(download.suggestedFilename(), /tasks\.xlsx/)
    await page.close()
  })

  it('shows what judges each provision, and every number opens to its rows', async () => {
    const page = await open('/w/demo/coverage')
    const number = page.locator('.list tbody tr', { hasText: 'App' }).first().locator('td.num a').first()
    const n = Number(await number.textContent())
    await number.click()
    await page.waitForURL(/instrument=app-pi-2019&cover=/)
    assert.equal(await page.locator('table.list').nth(1).locator('tbody tr').count(), n)
    await page.close()
  })

  it('keeps filters in the address and goes by keyboard', async () => {
    const page = await open('/w/demo/subjects')
    await page.locator('select[name=kind]').selectOption('app.ios')
    await page.locator('.filters button').click()
    await page.waitForURL(/kind=app\.ios/)
    assert.equal(await page.locator('.list tbody tr').count(), 1)
    await page.locator('h1').click()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL(/\/w\/demo\/cases$/)
    await page.locator('label[for=lang-en]').click()
    await page.reload()
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en')
    await page.locator('label[for=lang-zh]').click()
    await page.close()
  })

  it('goes anywhere by a few letters, in either language, and opens an act of the page without loading it', async () => {
    const page = await open('/w/demo')
    await page.keyboard.press('Control+k')
    await page.locator('#palette[open]').waitFor()
    await page.keyboard.type('晴简')
    await page.locator('#palette .p-title', { hasText: '晴简记' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/results\//)
    await page.evaluate('window.stays = true')
    await page.keyboard.press('Meta+k')
    await page.keyboard.type('6.5')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#r-app-pi-2019-6\.5$/)
    assert.equal(await page.evaluate('window.stays'), true)
    assert.equal(await page.locator('#r-app-pi-2019-6\\.5 > details[open]').count(), 1)
    await page.locator('label[for=lang-en]').click()
    await page.locator('#palette-open').click()
    await page.keyboard.type('calendar')
    assert.equal(await page.locator('#palette [aria-selected=true] .p-kind').textContent(), 'Screen')
    assert.deepEqual(await violations(page, '#palette'), [])
    await page.keyboard.press('Escape')
    assert.equal(await page.locator('#palette[open]').count(), 0)
    await page.locator('label[for=lang-zh]').click()
    await page.close()
  })

  it('shows evidence in a drawer by keyboard: call path, pictures of the phases, timeline and policy sentence', async () => {
    const page = await open('/w/demo/subjects?kind=app.web&q=shop')
    await page.locator('.list a.plain').first().click()
    await page.locator('#run .phase').first().waitFor()
    assert.equal(await page.locator('#run .phase').count(), 3)
    await page.locator('#run img').first().scrollIntoViewIfNeeded()
    await page.waitForFunction(
      '[...document.querySelectorAll("#run img")].slice(0, 2).every((i) => i.naturalWidth > 0)',
    )
    await page.locator('.act[data-o=failed] > details > summary').first().focus()
    await page.keyboard.press('e')
    const drawer = page.locator('#drawer[open]')
    await drawer.waitFor()
    const first = await drawer.locator('header h2').textContent()
    assert.ok((await drawer.locator('.timeline .meant').count()) > 0)
    assert.ok((await drawer.locator('.moments .meant').count()) > 0)
    assert.deepEqual(await violations(page, '#drawer'), [])
    await page.keyboard.press('ArrowRight')
    assert.notEqual(await drawer.locator('header h2').textContent(), first)
    await page.keyboard.press('Escape')
    assert.equal(await drawer.count(), 0)
    await page.goto(`${served.address}w/demo/subjects?kind=app.android&q=danci`)
    await page.locator('.list a.plain').first().click()
    await page.locator('.act[data-o=failed] .open-drawer').first().click()
    assert.match((await drawer.locator('.chain ol').first().textContent()) ?? '', /onCreate/)
    await page.close()
  })

  it('has an example of every kind of subject and a case of every procedure', async () => {
    const subjects = (await (await fetch(`${served.address}api/workspaces/demo/subjects?most=100`)).json()) as {
      items: { kind: string }[]
    }
    // Cases are cases and no subjects.
    const kinds = SUBJECT_KINDS.filter((kind) => kind !== 'credit-case' && kind !== 'inspection')
    assert.deepEqual(
      kinds.filter((kind) => !subjects.items.some((s) => s.kind === kind)),
      [],
    )
    const cases = (await (await fetch(`${served.address}api/workspaces/demo/cases`)).json()) as {
      items: { procedure: string }[]
    }
    assert.deepEqual(cases.items.map((c) => c.procedure).sort(), procedures.map((p) => p.id).sort())
  })

  it('hands out a result and a case as Word and PDF files', async () => {
    const page = await open('/w/demo/subjects?kind=app.android')
    await page.locator('.list a.plain').first().click()
    await page.waitForURL(/\/results\//)
    const saved = async (selector: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator(selector).first().click()])
      return readFileSync(await download.path())
        .subarray(0, 4)
        .toString('latin1')
    }
    assert.equal(await saved('.files a[href*="format=docx"]'), 'PK\u0003\u0004')
    assert.equal(await saved('.files a[href*="format=pdf"]'), '%PDF')
    await page.goto(`${served.address}w/demo/cases/${encodeURIComponent('示例-检查-1')}`)
    assert.equal(await saved('a[href*="explanation?format=docx"]'), 'PK\u0003\u0004')
    assert.equal(await saved('.step-done a[href*="/documents/"][href*="format=docx"]'), 'PK\u0003\u0004')
    await page.close()
  })

  it('says beside a link why its file was not made, and of a draft only how it went last', async () => {
    const page = await open('/w/demo/calendar')
    const why = { error: { code: 'x', zh: '太多', en: 'too many' } }
    const refuse = (url: string, times?: number) =>
      page.route(url, (route) => route.fulfill({ status: 422, json: why }), times === undefined ? {} : { times })
    await refuse('**/*format=ics*')
    await refuse('**/*format=xlsx')
    for (const format of ['ics', 'xlsx']) {
      const files = page.locator('.files', { has: page.locator(`a[href*="format=${format}"]`) })
      await files.locator('a').click()
      assert.equal(await files.locator('.said.bad').textContent(), '没有完成：太多')
    }
    await page.unroute('**/*format=ics*')
    const [due] = await Promise.all([page.waitForEvent('download'), page.locator('a[href*="format=ics"]').click()])
    assert.equal(due.suggestedFilename(), 'due-demo.ics')
    await page.goto(`${served.address}w/main/cases/${encodeURIComponent('检查-1')}`)
    const gate = page.locator('.gate', { has: page.locator('[data-draft]') }).first()
    await gate.locator('summary').click()
    await refuse('**/drafts/**', 1)
    await gate.locator('[data-draft]').first().click()
    await gate.locator('.said.bad', { hasText: '太多' }).waitFor()
    const headers = { 'content-disposition': `attachment; filename*=UTF-8''a.docx` }
    await page.route('**/drafts/**', (route) => route.fulfill({ status: 200, headers, body: 'PK' }), { times: 1 })
    await Promise.all([page.waitForEvent('download'), gate.locator('[data-draft]').first().click()])
    assert.equal(await gate.locator('.said:visible').count(), 0)
    // The browser names each answer that refuses.
    assert.deepEqual(
      faults.splice(-3).map((fault) => /422/.test(fault)),
      [true, true, true],
    )
    await page.close()
  })

  it('gives a member a link and a program a token', async () => {
    const page = await open('/w/main/admin')
    await page.locator('#members ~ form input[name=name]').fill('reviewer')
    await page.locator('#members ~ form button').click()
    const said = page.locator('#members ~ form .said')
    await said.waitFor()
    assert.match((await said.textContent()) ?? '', /sign-in\?once=/)
    await page.locator('#tokens ~ form input[name=name]').fill('ci')
    await page.locator('#tokens ~ form button').click()
    const shown = page.locator('#tokens ~ form .said')
    await shown.waitFor()
    const token = /guiju_[\w-]+/.exec((await shown.textContent()) ?? '')?.[0]
    const answer = await fetch(`${served.address}api/workspaces/main/subjects`, {
      headers: { authorization: `Bearer ${token}` },
    })
    assert.equal(answer.status, 200)
    await page.close()
  })

  it('meets WCAG 2.2 AA on every screen, in both languages, light and dark, wide and narrow', async () => {
    const state = await context.storageState()
    const all = await browser.newContext({ storageState: state, bypassCSP: true })
    const first = await open('/w/main/subjects', all)
    const [subject, result] = await Promise.all([
      first.locator('.list th a').first().getAttribute('href'),
      first.locator('.list a.plain').first().getAttribute('href'),
    ])
    await first.goto(`${served.address}w/main/jobs`)
    const job = await first.locator('.list th a').first().getAttribute('href')
    await first.goto(`${served.address}w/demo/subjects?kind=app.web&q=shop`)
    const shop = await first.locator('.list a.plain').first().getAttribute('href')
    await first.goto(`${served.address}w/demo/draws`)
    const drawn = await first.locator('.list tr', { hasText: '示例-抽查-1' }).locator('a').getAttribute('href')
    await first.close()
    const paths = [
      '/w/main',
      '/w/demo',
      '/w/main/subjects',
      '/w/main/tasks',
      '/w/demo/tasks?kind=due',
      '/w/demo/aggregate?go=yes',
      '/w/demo/commitments',
      subject!,
      result!,
      '/w/main/start',
      '/w/main/inventory',
      '/w/main/jobs',
      job!,
      '/w/main/cases',
      '/w/main/cases/%E6%A3%80%E6%9F%A5-1',
      '/w/demo/calendar?from=2026-09-28&n=5&unit=workday',
      '/w/main/admin',
      '/account',
      '/sign-in',
      '/w/demo/provisions?provision=app-pi-2019%232.1&outcome=failed',
      shop!,
      drawn!,
      '/w/main/draws',
      '/w/demo/coverage?instrument=inspection-2018',
      `/w/demo/cases/${encodeURIComponent('示例-信用-1')}`,
    ]
    for (const [lang, width, colorScheme] of [
      ['zh', 1440, 'light'],
      ['en', 390, 'dark'],
    ] as const) {
      for (const path of paths) {
        const page = await open(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, all)
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 900 })
        // What keeps results from being compiled is said on a page of status 200 as well.
        if (path.includes('/aggregate')) await page.locator('#broken ~ .scroll tbody tr').first().waitFor()
        assert.ok(await fits(page), `${path} scrolls sideways`)
        assert.deepEqual(await violations(page), [], `${lang} ${path}`)
        if (pictures)
          await page.screenshot({
            path: join(pictures, `${lang}${path.replace(/[^a-z]+/g, '-').slice(0, 40)}.png`),
            fullPage: true,
          })
        await page.close()
      }
    }
    await all.close()
  })

  it('removes the demonstration with one click', async () => {
    const page = await open('/w/demo')
    await Promise.all([page.waitForURL(served.address), page.locator('.demo button').click()])
    assert.doesNotMatch((await page.locator('.bench-nav').textContent()) ?? '', /示例/)
    await page.close()
  })

  it('ran no script that failed, and asked nobody else', () => assert.deepEqual(faults, []))
})
