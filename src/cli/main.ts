import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import type { ReportLang } from '../report/lang.ts'
import { InputError } from './errors.ts'
import { HELP, type HelpKey } from './help.ts'

/** Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage or input, 3 internal error. */
const langOf = (argv: readonly string[]): ReportLang => {
  const at = argv.indexOf('--lang')
  const value = at >= 0 ? argv[at + 1] : argv.find((a) => a.startsWith('--lang='))?.slice(7)
  return value === 'zh' || value === 'both' ? value : 'en'
}

const lang = langOf(process.argv)
const say = (key: HelpKey): string => (lang === 'en' ? HELP[key].en : HELP[key].zh)
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const program = new Command('guiju')
  .description(say('guiju'))
  .version(version, '-V, --version', say('version'))
  .helpOption('-h, --help', say('help'))
  .helpCommand(false)
  .showHelpAfterError(lang === 'en' ? '(guiju --help shows what is possible)' : '（guiju --help --lang zh 查看用法）')
  .exitOverride()

const day = () => new Option('--on <YYYY-MM-DD>', say('on'))
const alias = () => new Option('--as-of <YYYY-MM-DD>', say('on')).hideHelp()
const language = () => new Option('--lang <zh|en|both>', say('lang'))
const format = () => new Option('--format <name...>', say('format'))
const store = () => new Option('--store <dir>', say('store'))

program
  .command('audit')
  .argument('[target...]', say('target'))
  .description(say('audit'))
  .option('--policy <file|url>', say('policy'))
  .option('--allow-private', say('allowPrivate'))
  .option('--category <name>', say('category'))
  .option('--policy-before <file|url>', say('policyBefore'))
  .option('--before <target>', say('before'))
  .option('--with <target...>', say('with'))
  .option('--log <file...>', say('log'))
  .option('--consent-at <time>', say('consentAt'))
  .option('--tickets <csv>', say('tickets'))
  .option('--attest <yaml>', say('attest'))
  .addOption(day())
  .addOption(alias())
  .option('--instrument <id...>', say('instrument'))
  .addOption(new Option('--format <name...>', say('auditFormat')))
  .option('--out <dir>', say('out'))
  .addOption(language())
  .addOption(store())
  .action(async (targets: string[], options) => {
    const { audit } = await import('./audit.ts')
    process.exitCode = await audit(targets, options, version)
  })

program
  .command('check')
  .argument('<mapping.yaml>', say('mapping'))
  .description(say('check'))
  .option('--engine <name|url>', say('engine'))
  .option('--instrument <id...>', say('instrument'))
  .addOption(day())
  .addOption(alias())
  .addOption(format())
  .option('--plan <file.xlsx>', say('plan'))
  .option('--out <dir>', say('out'))
  .addOption(language())
  .addOption(store())
  .action(async (mapping: string, options) => {
    const { check } = await import('./check.ts')
    process.exitCode = await check(mapping, options, version)
  })

program
  .command('report')
  .argument('[result...]', say('reportFile'))
  .description(say('report'))
  .option('--aggregate', say('reportAggregate'))
  .option('--rectification', say('reportRectification'))
  .option('--draw <file>', say('reportDraw'))
  .option('--subjects <table>', say('reportSubjects'))
  .option('--survey <table>', say('reportSurvey'))
  .option('--title <text>', say('reportTitle'))
  .option('--instrument <id...>', say('instrument'))
  .addOption(format())
  .option('--out <dir>', say('out'))
  .addOption(language())
  .action(async (files: string[], options) => {
    process.exitCode = await (await import('./report.ts')).report(files, options)
  })

program
  .command('compile')
  .argument('<mapping.yaml>', say('mapping'))
  .description(say('compile'))
  .requiredOption('--dialect <name>', say('dialect'))
  .requiredOption('--out <dir>', say('compileOut'))
  .addOption(day())
  .addOption(alias())
  .addOption(language())
  .action(async (mapping: string, options) => {
    process.exitCode = await (await import('./compile.ts')).compileCommand(mapping, options, version)
  })

program
  .command('collect')
  .argument('<dir>', say('collectDir'))
  .description(say('collect'))
  .option('--instrument <id...>', say('instrument'))
  .addOption(format())
  .option('--out <dir>', say('out'))
  .addOption(language())
  .addOption(store())
  .action(async (folder: string, options) => {
    process.exitCode = await (await import('./collect.ts')).collectCommand(folder, options, version)
  })

const networks = program.command('network').description(say('network'))
const ofInventory = (name: string, help: HelpKey) =>
  networks
    .command(name)
    .argument('<inventory.yaml>', say('inventory'))
    .description(say(help))
    .addOption(day())
    .addOption(alias())
    .addOption(new Option('--format <name>', say('networkFormat')).argParser((value: string) => [value]))
    .option('--out <dir>', say('out'))
    .addOption(language())
ofInventory('grade', 'networkGrade').action(async (file: string, options) => {
  process.exitCode = await (await import('./network.ts')).gradeCommand(file, options)
})
ofInventory('gap', 'networkGap').action(async (file: string, options) => {
  process.exitCode = await (await import('./network.ts')).gapCommand(file, options)
})
ofInventory('pack', 'networkPack').action(async (file: string, options) => {
  process.exitCode = await (await import('./network.ts')).packCommand(file, options)
})
ofInventory('board', 'networkBoard').action(async (file: string, options) => {
  process.exitCode = await (await import('./network.ts')).boardCommand(file, options)
})
ofInventory('oscal', 'networkOscal').action(async (file: string, options) => {
  process.exitCode = await (await import('./network.ts')).oscalCommand(file, options)
})
ofInventory('inspection', 'networkInspection')
  .option('--record <file>', say('inspectionRecord'))
  .option('--id <id>', say('caseId'))
  .addOption(store())
  .action(async (file: string, options) => {
    process.exitCode = await (await import('./network.ts')).inspectionCommand(file, options)
  })
networks
  .command('tips')
  .description(say('networkTips'))
  .addOption(new Option('--format <name>', say('networkFormat')).argParser((value: string) => [value]))
  .option('--out <dir>', say('out'))
  .addOption(language())
  .action(async (options) => {
    process.exitCode = await (await import('./network.ts')).tipsCommand(options)
  })

const rule = program.command('rule').description(say('rule'))
rule
  .command('list')
  .description(say('ruleList'))
  .addOption(format())
  .addOption(language())
  .action(async (options) => (await import('./rule.ts')).list(options))
rule
  .command('show')
  .argument('<id>')
  .description(say('ruleShow'))
  .addOption(format())
  .addOption(day())
  .addOption(alias())
  .addOption(language())
  .action(async (id: string, options) => (await import('./rule.ts')).show(id, options))
rule
  .command('new')
  .argument('<ref>')
  .description(say('ruleNew'))
  .addOption(language())
  .action(async (ref: string) => (await import('./rule.ts')).create(ref))

program
  .command('facts')
  .description(say('facts'))
  .argument('<schema|template>')
  .argument('<kind>')
  .addOption(language())
  .action(async (what: string, kind: string) => (await import('./facts.ts')).facts(what, kind))

const law = program.command('law').description(say('law'))
law
  .command('import')
  .argument('[file...]', say('lawFile'))
  .description(say('lawImport'))
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (files: string[], options) => {
    process.exitCode = await (await import('./law.ts')).importLaw(files, options)
  })
law
  .command('list')
  .description(say('lawList'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (options) => (await import('./law.ts')).listLaw(options))
law
  .command('status')
  .description(say('lawStatus'))
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (options) => (await import('./law.ts')).lawStatus(options))
law
  .command('show')
  .argument('<ref>')
  .description(say('lawShow'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (ref: string, options) => (await import('./law.ts')).showLaw(ref, options))
law
  .command('search')
  .argument('[words...]', say('lawWords'))
  .description(say('lawSearch'))
  .option('--instrument <id...>', say('lawInstrument'))
  .option('--modality <name...>', say('modality'))
  .option('--bearer <name...>', say('bearer'))
  .option('--deadline [length]', say('deadline'))
  .option('--limit <n>', say('limit'))
  .addOption(new Option('--on <YYYY-MM-DD>', say('lawOn')))
  .addOption(alias())
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (words: string[], options) => (await import('./law-search.ts')).searchLaw(words, options))
law
  .command('export')
  .argument('[id...]', say('lawIds'))
  .description(say('lawExport'))
  .addOption(new Option('--format <name...>', say('lawFormat')))
  .option('--out <dir>', say('lawOut'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(language())
  .action(async (ids: string[], options) => (await import('./law-export.ts')).exportLaw(ids, options))
law
  .command('figures')
  .argument('[id]', say('lawIds'))
  .description(say('lawFigures'))
  .addOption(format())
  .addOption(language())
  .action(async (id: string | undefined, options) => (await import('./law-figures.ts')).showFigures(id, options))
law
  .command('commitments')
  .description(say('lawCommitments'))
  .addOption(day())
  .addOption(alias())
  .addOption(format())
  .addOption(language())
  .action(async (options) => (await import('./law-commitments.ts')).showCommitments(options))
law
  .command('coverage')
  .argument('[instrument...]', say('lawLintOf'))
  .description(say('lawCoverage'))
  .addOption(format())
  .addOption(language())
  .action(async (ids: string[], options) => (await import('./law-coverage.ts')).showCoverage(ids, options))
law
  .command('diff')
  .argument('<a>', say('lawVersion'))
  .argument('<b>', say('lawVersion'))
  .description(say('lawDiff'))
  .addOption(store())
  .addOption(format())
  .option('--out <dir>', say('out'))
  .addOption(language())
  .action(async (a: string, b: string, options) => (await import('./law-diff.ts')).diffLaws(a, b, options))
law
  .command('lint')
  .argument('[instrument...]', say('lawLintOf'))
  .description(say('lawLint'))
  .addOption(store())
  .addOption(format())
  .option('--out <dir>', say('out'))
  .addOption(language())
  .action(async (ids: string[], options) => (await import('./law-lint.ts')).lintLaw(ids, options, version))

const cases = program.command('case').description(say('case'))
cases
  .command('open')
  .argument('<procedure>', say('procedure'))
  .description(say('caseOpen'))
  .option('--id <id>', say('caseId'))
  .option('--side <name>', say('side'))
  .option('--facts <file>', say('caseFacts'))
  .option('--out <file>', say('caseOut'))
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (procedure: string, options) => (await import('./case.ts')).openCommand(procedure, options))
cases
  .command('do')
  .argument('<case>', say('caseName'))
  .argument('<event.json>', say('caseEvent'))
  .description(say('caseDo'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (name: string, event: string, options) => {
    process.exitCode = await (await import('./case.ts')).doCommand(name, event, options)
  })
cases
  .command('status')
  .argument('<case>', say('caseName'))
  .description(say('caseStatus'))
  .option('--side <name>', say('side'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (name: string, options) => (await import('./case.ts')).statusCommand(name, options))
cases
  .command('explain')
  .argument('<case>', say('caseName'))
  .description(say('caseExplain'))
  .option('-o, --out <file>', say('caseOut'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(new Option('--format <name...>', say('explainFormat')))
  .addOption(language())
  .action(async (name: string, options) => (await import('./case-explain.ts')).explainCommand(name, options))
cases
  .command('document')
  .argument('<case>', say('caseName'))
  .argument('[type]', say('documentType'))
  .description(say('caseDocument'))
  .option('--event <id>', say('documentEvent'))
  .option('--draft <event.json>', say('documentDraft'))
  .option('--number <number>', say('documentNumber'))
  .option('--issuer <name>', say('documentIssuer'))
  .option('--addressee <name>', say('documentAddressee'))
  .option('--public', say('documentPublic'))
  .option('-o, --out <file>', say('caseOut'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(new Option('--format <name...>', say('documentFormat')))
  .addOption(language())
  .action(async (name: string, type: string | undefined, options) => {
    process.exitCode = await (await import('./case-document.ts')).documentCommand(name, type, options)
  })
cases
  .command('export')
  .argument('<case>', say('caseName'))
  .description(say('caseExport'))
  .option('--out <file>', say('caseOut'))
  .addOption(store())
  .addOption(language())
  .option('--event <id...>', say('caseReceipt'))
  .option('--since <file>', say('caseSince'))
  .option('--page <file>', say('casePage'))
  .action(async (name: string, options) => (await import('./case-proof.ts')).exportCommand(name, options))
cases
  .command('verify')
  .argument('<case>', say('caseProof'))
  .description(say('caseVerify'))
  .option('--key <base64|file>', say('caseKey'))
  .option('--since <file>', say('caseEarlier'))
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (name: string, options) => {
    process.exitCode = await (await import('./case-proof.ts')).verifyCommand(name, options)
  })
cases
  .command('erase')
  .argument('<case>', say('caseName'))
  .description(say('caseErase'))
  .option('--event <id...>', say('caseEraseEvent'))
  .option('--all', say('caseEraseAll'))
  .option('--reason <text>', say('caseReason'))
  .option('--cites <provision>', say('caseCites'))
  .addOption(day())
  .addOption(alias())
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (name: string, options) => (await import('./case-proof.ts')).eraseCommand(name, options))

program
  .command('calendar')
  .argument('<date>')
  .argument('<period>', say('period'))
  .description(say('calendar'))
  .allowUnknownOption() // `-3wd` counts backwards and is no option
  .addOption(new Option('--format <name>', say('calendarFormat')))
  .addOption(language())
  .action(async (from: string, period: string, options) =>
    (await import('./calendar.ts')).calendar(from, period, options),
  )

const stated = () => new Option('--on <YYYY-MM-DD>', say('drawOn'))
const draw = program.command('draw').description(say('draw'))
draw
  .command('commit')
  .argument('<input>', say('drawInput'))
  .description(say('drawCommit'))
  .addOption(stated())
  .addOption(alias())
  .addOption(store())
  .addOption(new Option('--format <name...>', say('drawFormat')))
  .option('--out <dir>', say('drawOut'))
  .addOption(language())
  .action(async (input: string, options) => (await import('./draw.ts')).commitDraw(input, options))
draw
  .command('reveal')
  .argument('<draw>', say('drawFile'))
  .argument('[values]', say('drawValues'))
  .description(say('drawReveal'))
  .option('--value <source=numbers...>', say('drawValue'))
  .addOption(stated())
  .addOption(alias())
  .addOption(store())
  .addOption(new Option('--format <name...>', say('drawFormat')))
  .option('--out <dir>', say('drawOut'))
  .addOption(language())
  .action(async (file: string, values: string | undefined, options) =>
    (await import('./draw.ts')).revealDraw(file, values, options),
  )
draw
  .command('verify')
  .argument('<draw>', say('drawAny'))
  .description(say('drawVerify'))
  .option('--commitment <hex|file>', say('drawCommitment'))
  .addOption(alias())
  .addOption(day())
  .addOption(store())
  .addOption(format())
  .addOption(language())
  .action(async (file: string, options) => {
    process.exitCode = await (await import('./draw.ts')).verifyDrawFile(file, options)
  })

program
  .command('serve')
  .description(say('serve'))
  .option('--port <n>', say('port'), '4780')
  .option('--database <url>', say('database'))
  .option('--artifacts <url>', say('artifacts'))
  .option('--public-url <url>', say('publicUrl'))
  .option('--oidc-issuer <url>', say('oidcIssuer'))
  .option('--oidc-client <id>', say('oidcClient'))
  .option('--oidc-secret-file <file>', say('oidcSecretFile'))
  .option('--oidc-table <file>', say('oidcTable'))
  .option('--oidc-allow-private', say('oidcAllowPrivate'))
  .option('--no-local-accounts', say('noLocalAccounts'))
  .addOption(store())
  .addOption(language())
  .action(async (options) => (await import('../serve/serve.ts')).serveCommand(options))

program
  .command('worker')
  .description(say('worker'))
  .option('--jobs <n>', say('workerJobs'), '2')
  .option('--database <url>', say('database'))
  .option('--artifacts <url>', say('artifacts'))
  .addOption(store())
  .addOption(language())
  .action(async (options) => (await import('./state.ts')).workerCommand(options))

program
  .command('backup')
  .argument('<dir>', say('backupDir'))
  .description(say('backup'))
  .option('--database <url>', say('database'))
  .option('--artifacts <url>', say('artifacts'))
  .addOption(store())
  .addOption(language())
  .action(async (folder: string, options) => (await import('./state.ts')).backupCommand(folder, options))

program
  .command('trail')
  .argument('[workspace]', say('trailOf'))
  .description(say('trail'))
  .option('--format <name>', say('trailFormat'))
  .option('--database <url>', say('database'))
  .addOption(store())
  .addOption(language())
  .action(async (of: string | undefined, options) => (await import('./state.ts')).trailCommand(of, options))

program
  .command('restore')
  .argument('<dir>', say('backupDir'))
  .description(say('restore'))
  .option('--database <url>', say('database'))
  .option('--artifacts <url>', say('artifacts'))
  .addOption(store())
  .addOption(language())
  .action(async (folder: string, options) => (await import('./state.ts')).restoreCommand(folder, options))

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof InputError) {
    process.stderr.write(`guiju: ${lang === 'en' ? error.text.en : error.text.zh}\n`)
    process.exitCode = 2
  } else {
    process.stderr.write(
      `guiju: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = 3
  }
}
