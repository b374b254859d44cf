import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Layout, readLayouts } from '../../src/collect/android/layouts.ts'
import { Resources } from '../../src/collect/android/resources.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { openZip } from '../../src/collect/archive/zip.ts'
import { packageBudget } from '../support/apk.ts'
import { type ResourceType, writeArsc } from '../support/arsc-writer.ts'
import { writeAxml, type XmlNode } from '../support/axml-writer.ts'
import { writeZip } from '../support/zip-writer.ts'

const cn = { language: 'zh', region: 'CN' }
const types: ResourceType[] = [
  {
    name: 'string',
    rows: [{ name: 'agree', values: [{ value: 'I agree' }, { config: cn, value: '我已阅读并同意《隐私政策》' }] }],
  },
  {
    name: 'id',
    rows: [
      { name: 'agree_box', values: [{ value: false }] },
      { name: 'second', values: [{ value: false }] },
    ],
  },
  {
    name: 'layout',
    rows: [
      { name: 'activity_login', values: [{ value: 'r/l/a.xml' }] },
      { name: 'named', values: [{ value: 'res/layout/named.xml' }] },
    ],
  },
  { name: 'style', rows: [{ name: 'Ticked', values: [{ value: { items: [{ name: 0x01010106, value: true }] } }] }] },
]

function read(files: Record<string, XmlNode | Buffer>): { layouts: Layout[]; codes: string[] } {
  const log = new ProblemLog('a.apk')
  const budget = packageBudget()
  const entries = Object.entries(files).map(([name, node]) => ({
    name,
    data: Buffer.isBuffer(node) ? node : writeAxml(node),
  }))
  const zip = openZip(writeZip(entries), budget, { log })
  const resources = new Resources(budget, log)
  resources.add(writeArsc(types), 'resources.arsc')
  return { layouts: readLayouts(zip, resources, budget), codes: log.problems.map(({ code }) => code) }
}

const only = (node: XmlNode): Layout => read({ 'res/layout/x.xml': node }).layouts[0]!
const box = (tag: string, attributes: XmlNode['attributes'] = {}): XmlNode => ({ tag, attributes })
const label = (text: string): XmlNode => ({ tag: 'TextView', attributes: { 'android:text': text } })

test('layouts are found by folder and by resource, obfuscated paths too, each once', () => {
  const { layouts, codes } = read({
    'res/layout-v21/main.xml': label('main'),
    'r/l/a.xml': label('login'),
    'res/layout/named.xml': label('named'),
    'res/drawable/icon.xml': label('no layout'),
    'assets/layout/x.xml': label('no layout'),
  })
  assert.deepEqual(
    layouts.map(({ path, name }) => [path, name]),
    [
      ['r/l/a.xml', 'layout/activity_login'],
      ['res/layout/named.xml', 'layout/named'],
      ['res/layout-v21/main.xml', undefined],
    ],
  )
  assert.deepEqual(codes, [])
})

test('a ticked box has its state, name, own text and the texts beside it', () => {
  const layout = only({
    tag: 'LinearLayout',
    children: [
      label('far'),
      { tag: 'FrameLayout', children: [label('inner')] },
      {
        tag: 'CheckBox',
        attributes: {
          'android:id': { ref: 0x7f020000 },
          'android:checked': true,
          'android:contentDescription': '勾选',
        },
        line: 12,
      },
      { tag: 'TextView', attributes: { 'android:text': { ref: 0x7f010000 } } },
    ],
  })
  const [ticked] = layout.checkables
  assert.equal(layout.checkables.length, 1)
  assert.deepEqual(
    [ticked?.element, ticked?.id, ticked?.checked, ticked?.from, ticked?.line],
    ['CheckBox', 'id/agree_box', true, 'element', 12],
  )
  assert.deepEqual(
    ticked!.texts.map(({ role, default: text }) => [role, text]),
    [['content-description', '勾选']],
  )
  assert.deepEqual(
    ticked!.nearby.map((near) => near.zh ?? near.default),
    ['我已阅读并同意《隐私政策》', 'inner', 'far'],
  )
  assert.equal(ticked!.nearby[0]?.default, 'I agree')
})

test('a box alone in its container has the texts of the container around it', () => {
  const layout = only({
    tag: 'LinearLayout',
    children: [{ tag: 'FrameLayout', children: [box('CheckBox', { 'android:checked': true })] }, label('协议')],
  })
  assert.deepEqual(
    layout.checkables[0]?.nearby.map((near) => near.default),
    ['协议'],
  )
})

test('check boxes, radio buttons, switches and classes named so count; others do not', () => {
  const names = [
    'CheckBox',
    'RadioButton',
    'Switch',
    'ToggleButton',
    'CheckedTextView',
    'androidx.appcompat.widget.AppCompatCheckBox',
  ]
  const more = [
    'androidx.appcompat.widget.SwitchCompat',
    'com.google.android.material.switchmaterial.SwitchMaterial',
    'com.a.SmoothCheckBox',
  ]
  const layout = only({
    tag: 'X',
    children: [...names, ...more, 'Button', 'RadioGroup', 'ViewSwitcher', 'com.a.CheckBoxGroup'].map((tag) => box(tag)),
  })
  assert.deepEqual(
    layout.checkables.map(({ element }) => element),
    [...names, ...more],
  )
  assert.deepEqual(
    layout.checkables.map(({ checked }) => checked),
    [...names.map(() => false), false, false, undefined],
  )
})

test('a state from a style or a group counts, one from a theme is unknown', () => {
  const layout = only({
    tag: 'RadioGroup',
    attributes: { 'android:checkedButton': { ref: 0x7f020001 } },
    children: [
      box('CheckBox', { style: { ref: 0x7f040000 } }),
      box('CheckBox', { style: { ref: 0x7f040000 }, 'android:checked': false }),
      box('RadioButton', { 'android:id': { ref: 0x7f020001 } }),
      box('RadioButton', { 'android:id': { ref: 0x7f020000 } }),
      box('CheckBox', { style: { type: 0x02, data: 0x7f050000 } }),
    ],
  })
  assert.deepEqual(
    layout.checkables.map(({ checked, from }) => [checked, from]),
    [
      [true, 'style'],
      [false, 'element'],
      [true, 'group'],
      [false, 'absent'],
      [undefined, 'absent'],
    ],
  )
})

test('texts, click handlers, own views and includes of a layout', () => {
  const layout = only({
    tag: 'merge',
    children: [
      { tag: 'EditText', attributes: { 'android:hint': '手机号', 'android:text': '' } },
      { tag: 'view', attributes: { class: 'com.a.PrivacyView', 'android:onClick': 'openPolicy' } },
      { tag: 'Button', attributes: { 'android:onClick': 'openPolicy', 'android:text': '登录' } },
      { tag: 'include', attributes: { layout: { ref: 0x7f030000 } } },
    ],
  })
  assert.deepEqual(
    layout.texts.map(({ role, default: text, element }) => [role, text, element]),
    [
      ['hint', '手机号', 'EditText'],
      ['text', '登录', 'Button'],
    ],
  )
  assert.deepEqual(layout.onClick, ['openPolicy'])
  assert.deepEqual(layout.customViews, ['com.a.PrivacyView'])
  assert.deepEqual(layout.includes, ['layout/activity_login'])
})

test('a broken layout is a problem and the others are read', () => {
  const { layouts, codes } = read({
    'res/layout/bad.xml': Buffer.from('not binary xml'),
    'res/layout/good.xml': label('ok'),
  })
  assert.deepEqual(
    layouts.map(({ path }) => path),
    ['res/layout/good.xml'],
  )
  assert.deepEqual(codes, ['axml.header'])
})

test('thousands of boxes side by side have a bounded neighbourhood', () => {
  const layout = only({
    tag: 'X',
    children: Array.from({ length: 3000 }, () => box('CheckBox', { 'android:text': '同意' })),
  })
  assert.equal(layout.checkables.length, 3000)
  assert.equal(Math.max(...layout.checkables.map(({ nearby }) => nearby.length)) <= 50, true)
})
