import { FOOT, GOODS, HONEST, honest, NAV, page, type Site, track } from './site.ts'

const home = (body: string, expect: string, head = '') =>
  page('示例阅读', `${NAV}<h1>示例阅读</h1>${GOODS}${FOOT}${body}`, { expect, head })

interface Make {
  readonly first?: string
  readonly more?: string
  /** Rows of the second layer. */
  readonly rows?: string
  readonly buttons?: string
  /** Scripts run after refusing and after agreeing, on every load. */
  readonly refused?: string
  readonly agreed?: string
  readonly script?: string
}

const ROW = (name: string, state: string) =>
  `<p><label><input type="checkbox" class="purpose" ${state}> ${name}</label></p>`
const OFF = ROW('必要Cookie（始终启用）', 'checked disabled') + ROW('统计分析', '') + ROW('个性化广告', '')
const PRESET =
  ROW('必要Cookie（始终启用）', 'checked disabled') + ROW('统计分析', 'checked') + ROW('个性化广告', 'checked')

/** A prompt whose first layer has no way to refuse, and choices behind it. Keeps `yes`, or what was left on. */
const layers = ({
  first = '<button data-v="yes">同意并继续</button>',
  more = '管理选项',
  rows = OFF,
  buttons = '<button data-v="save">保存我的选择</button>',
  refused = '',
  agreed = '',
  script = '',
}: Make = {}): string =>
  `<div id="mask" style="position:fixed;inset:0;background:rgba(0,0,0,.5);z-index:100"><div id="one" style="background:#fff;margin:160px 24px 0;padding:20px"><h3>隐私提示</h3><p>我们使用Cookie处理您的个人信息，详情请阅读<a href="/privacy">《隐私政策》</a>，并作出选择。</p><p>${first} <button id="more">${more}</button></p></div><div id="two" style="display:none;background:#fff;margin:120px 24px 0;padding:20px"><h3>隐私偏好</h3><p>您可以逐项选择是否允许我们使用以下Cookie：</p>${rows}<p>${buttons}</p></div></div>
<script>(()=>{const m=document.getElementById('mask');const yes=()=>{${agreed}};const no=()=>{${refused}};
const run=()=>localStorage.consent==='yes'||/1/.test(localStorage.consent)?yes():no();
if(localStorage.consent){m.remove();run();return}
more.onclick=()=>{one.style.display='none';two.style.display='block'};
for(const b of m.querySelectorAll('[data-v]'))b.onclick=()=>{const v=b.dataset.v;localStorage.consent=v==='save'?[...m.querySelectorAll('.purpose:not(:disabled)')].map(x=>x.checked||x.getAttribute('aria-checked')==='true'?1:0).join(''):v;m.remove();run()};
${script}})()</script>`
const TRACK = track('collect.tracker.example')
const SWITCH = (name: string) =>
  `<div style="padding:8px 0"><span>${name}</span> <span class="purpose" role="switch" aria-checked="true" tabindex="0" onclick="this.setAttribute('aria-checked',this.getAttribute('aria-checked')!=='true')" style="display:inline-block;width:40px;height:22px;background:#07c160">　</span></div>`

/** Sites on which refusing takes a second layer of the prompt. */
export const layerSites: readonly Site[] = [
  { name: 'layer-off', pages: { ...honest(), '/': home(layers({ agreed: TRACK }), HONEST) } },
  {
    name: 'layer-reject-all',
    pages: {
      ...honest(),
      '/': home(
        layers({
          more: '更多设置',
          buttons: '<button data-v="no">全部拒绝</button> <button data-v="save">保存设置</button>',
          agreed: TRACK,
        }),
        HONEST,
      ),
    },
  },
  {
    name: 'layer-necessary-only',
    pages: {
      ...honest(),
      '/': home(
        layers({
          more: '隐私偏好',
          buttons: '<button data-v="no">仅必要</button> <button data-v="yes">接受全部</button>',
          agreed: TRACK,
        }),
        HONEST,
      ),
    },
  },
  {
    name: 'layer-preset',
    pages: {
      ...honest(),
      '/': home(layers({ rows: PRESET, agreed: TRACK }), '1.2=passed;3.1=passed;3.2=passed;3.4=failed;4.2=passed'),
    },
  },
  {
    name: 'layer-preset-switches',
    pages: {
      ...honest(),
      '/': home(
        layers({ rows: SWITCH('个性化推荐') + SWITCH('合作伙伴营销'), more: '自定义', agreed: TRACK }),
        '1.2=passed;3.1=passed;3.2=passed;3.4=failed',
      ),
    },
  },
  {
    name: 'layer-preset-beside-refusal',
    pages: {
      ...honest(),
      '/': home(
        layers({
          first: '<button data-v="no">拒绝</button> <button data-v="yes">同意</button>',
          rows: PRESET,
          agreed: TRACK,
        }),
        '1.1=passed;1.2=passed;3.1=passed;3.2=passed;3.4=failed;4.2=passed',
      ),
    },
  },
  {
    name: 'layer-beside-refusal',
    pages: {
      ...honest(),
      '/': home(layers({ first: '<button data-v="no">拒绝</button> <button data-v="yes">同意</button>' }), HONEST),
    },
  },
  {
    name: 'layer-refusal-ignored',
    pages: {
      ...honest(),
      '/': home(
        layers({ buttons: '<button data-v="no">全部拒绝</button>', refused: TRACK, agreed: TRACK }),
        '1.2=passed;3.1=passed;3.2=failed',
      ),
    },
  },
  {
    name: 'layer-saved-off-ignored',
    pages: {
      ...honest(),
      '/': home(layers({ rows: PRESET, refused: TRACK, agreed: TRACK }), '3.1=passed;3.2=failed;3.4=failed'),
    },
  },
  {
    name: 'layer-springs-back',
    pages: {
      ...honest(),
      '/': home(
        layers({
          rows: PRESET,
          agreed: TRACK,
          script: `for(const b of m.querySelectorAll('.purpose'))b.onchange=()=>setTimeout(()=>b.checked=true,20)`,
        }),
        '3.1=passed;3.2=cantTell;3.4=failed;4.2=cantTell',
      ),
    },
  },
  {
    name: 'layer-saves-everything',
    pages: {
      ...honest(),
      '/': home(
        layers({ rows: PRESET, buttons: '<button data-v="yes">保存并接受全部</button>', agreed: TRACK }),
        '3.1=passed;3.2=cantTell;4.2=cantTell;1.2=passed',
      ),
    },
  },
  {
    name: 'layer-only-reads',
    pages: {
      ...honest(),
      '/': home(
        layers({
          more: '了解更多',
          rows: '<p>我们重视您的个人信息保护。</p>',
          buttons: '<button data-v="yes">同意</button>',
        }),
        '1.2=passed;3.1=passed;3.2=cantTell;3.4=cantTell;4.2=cantTell',
      ),
    },
  },
  {
    name: 'layer-locked-wall',
    category: '浏览器',
    pages: {
      ...honest(),
      '/': home(
        layers({ refused: `document.body.innerHTML='<p>很抱歉，您需要同意全部用途才能使用本服务。</p>'` }),
        '4.2=failed;3.1=passed;1.2=passed',
      ),
    },
  },
  {
    name: 'layer-page',
    pages: {
      ...honest(),
      '/': home(
        layers({ script: `more.onclick=()=>location.href='/choices'`, agreed: TRACK }),
        '1.2=passed;3.1=passed;3.2=passed;3.4=failed;4.2=passed',
      ),
      '/choices': page(
        '隐私偏好设置',
        `<h1>隐私偏好设置</h1><p>请选择您同意的Cookie用途，详见<a href="/privacy">隐私政策</a>。</p>${PRESET}<button id="keep">保存设置</button><script>keep.onclick=()=>{localStorage.consent=[...document.querySelectorAll('.purpose:not(:disabled)')].map(x=>x.checked?1:0).join('');document.body.innerHTML='<p>设置已保存</p><a href="/">返回首页</a>'}</script>`,
      ),
    },
  },
  {
    name: 'layer-in-shadow',
    pages: {
      ...honest(),
      '/': home(
        `<div id="cmp"></div><script>if(!localStorage.consent){const r=cmp.attachShadow({mode:'closed'});const first='<p>我们使用Cookie，请阅读<a href=/privacy>隐私政策</a>并选择</p><button id=m>偏好设置</button><button id=y>全部接受</button>';const second='<h3>偏好设置</h3><p>Cookie用途</p><label><input type=checkbox id=a> 广告</label><label><input type=checkbox id=s> 统计</label><button id=k>确认我的选择</button>';const put=h=>{r.innerHTML='<div style="position:fixed;bottom:0;left:0;right:0;background:#fff;padding:12px;box-shadow:0 0 9px #888;z-index:99">'+h+'</div>'};const done=v=>{localStorage.consent=v;r.innerHTML='';if(v==='yes'){${TRACK}}};put(first);r.getElementById('y').onclick=()=>done('yes');r.getElementById('m').onclick=()=>{put(second);r.getElementById('k').onclick=()=>done(r.getElementById('a').checked||r.getElementById('s').checked?'yes':'no')}}else if(localStorage.consent==='yes'){${TRACK}}</script>`,
        HONEST,
      ),
    },
  },
  {
    name: 'layer-ticked-means-no',
    pages: {
      ...honest(),
      '/': home(
        layers({
          rows: ROW('不允许个性化广告', 'checked disabled') + ROW('不参与统计分析', 'checked disabled'),
          buttons: '<button data-v="no">确认我的选择</button>',
          agreed: TRACK,
        }),
        HONEST,
      ),
    },
  },
  {
    name: 'layer-radios',
    pages: {
      ...honest(),
      '/': home(
        layers({
          rows: `<fieldset><p>个性化广告</p><label><input type="radio" name="ad" class="purpose" checked> 允许</label> <label><input type="radio" name="ad"> 拒绝</label></fieldset><fieldset><p>统计分析</p><label><input type="radio" name="st" class="purpose" checked> 允许</label> <label><input type="radio" name="st"> 拒绝</label></fieldset>`,
          agreed: TRACK,
        }),
        '1.2=passed;3.1=passed;3.2=passed;4.2=passed',
      ),
    },
  },
  {
    name: 'layer-in-frame',
    pages: {
      ...honest(),
      '/': home(
        `<script>if(!localStorage.consent){const f=document.createElement('iframe');f.src='http://choices.frames.example{port}/ask';f.style.cssText='position:fixed;inset:0;width:100%;height:100%;border:0;z-index:99';document.body.append(f);addEventListener('message',e=>{localStorage.consent=e.data;f.remove();if(e.data==='yes'){${TRACK}}})}else if(localStorage.consent==='yes'){${TRACK}}</script>`,
        HONEST,
      ),
    },
    hosts: {
      'choices.frames.example': `<meta charset=utf-8><meta name=viewport content="width=device-width"><body style="background:rgba(0,0,0,.4)"><div id=a style="background:#fff;margin:160px 20px;padding:16px"><p>我们使用Cookie，请阅读<a href="/privacy" onclick="return false">《隐私政策》</a></p><button onclick="a.style.display='none';b.style.display='block'">Cookie 设置</button> <button onclick="parent.postMessage('yes','*')">接受所有 Cookie</button></div><div id=b style="display:none;background:#fff;margin:120px 20px;padding:16px"><h3>Cookie 设置</h3><label><input type=checkbox checked disabled> 绝对必要</label><br><label><input type=checkbox id=x> 性能与统计</label><br><button onclick="parent.postMessage(x.checked?'yes':'no','*')">确认我的选择</button></div>`,
    },
  },
  {
    name: 'layer-accordion-preset',
    pages: {
      ...honest(),
      '/': home(
        `<div id="cc" style="position:fixed;bottom:0;left:0;right:0;background:#fff;padding:12px;box-shadow:0 0 8px #999;max-height:90vh;overflow:auto"><p>本站使用Cookie，详见<a href="/privacy">隐私政策</a>。</p><button id="all">全部接受</button><div id="more" style="cursor:pointer">更多选择 ▾</div><div id="list" style="display:none"><div class="row">统计分析 <div class="el-switch is-checked" style="display:inline-block;width:40px;height:20px;background:#0a0;cursor:pointer"></div></div><div class="row">广告推送 <div class="el-switch is-checked" style="display:inline-block;width:40px;height:20px;background:#0a0;cursor:pointer"></div></div><button id="keep">保存</button></div></div><script>const done=v=>{localStorage.c=v;cc.remove();if(v==='1'){${TRACK}}};if(localStorage.c){cc.remove();if(localStorage.c==='1'){${TRACK}}}else{more.onclick=()=>list.style.display='block';all.onclick=()=>done('1');for(const s of document.querySelectorAll('.el-switch'))s.onclick=()=>{s.classList.toggle('is-checked');s.style.background=s.classList.contains('is-checked')?'#0a0':'#ccc'};keep.onclick=()=>done(document.querySelector('.el-switch.is-checked')?'1':'0')}</script>`,
        '1.2=passed;3.1=passed;3.2=passed;3.4=failed;4.2=passed',
      ),
    },
  },
  {
    name: 'layer-switches-by-class',
    pages: {
      ...honest(),
      '/': home(
        layers({
          rows: ['统计分析', '个性化广告']
            .map(
              (name) =>
                `<div class="row">${name} <div class="van-switch purpose" style="display:inline-block;width:40px;height:20px;background:#ccc;cursor:pointer" onclick="const on=this.classList.toggle('van-switch--on');this.style.background=on?'#0a0':'#ccc';this.checked=on"></div></div>`,
            )
            .join(''),
          agreed: TRACK,
        }),
        '1.2=passed;3.1=passed;3.2=passed;4.2=passed',
      ),
    },
  },
  {
    name: 'layer-reject-then-save',
    category: '浏览器',
    pages: {
      ...honest(),
      '/': home(
        layers({
          rows: PRESET.replaceAll(' checked>', '>'),
          buttons: '<button id="none" type="button">全部拒绝</button> <button data-v="save">保存设置</button>',
          script: `none.onclick=()=>{for(const b of m.querySelectorAll('.purpose:not(:disabled)'))b.checked=false}`,
          agreed: TRACK,
        }),
        HONEST,
      ),
    },
  },
  {
    name: 'layer-rows-of-buttons',
    category: '浏览器',
    pages: {
      ...honest(),
      '/': home(
        layers({
          rows: ['统计分析', '个性化广告']
            .map((name) => `<p>${name} <button type="button">拒绝</button> <button type="button">同意</button></p>`)
            .join(''),
          agreed: TRACK,
        }),
        '1.2=passed;3.1=passed;4.2=cantTell',
      ),
    },
  },
]
