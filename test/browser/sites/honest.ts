import { FOOT, GOODS, HONEST, honest, modal, NAV, page, policy, type Site, settings, track } from './site.ts'

const home = (body: string, expect = HONEST, head = '') =>
  page('示例生活', `${NAV}<h1>示例生活</h1>${GOODS}${FOOT}${body}`, { expect, head })

/** Honest sites in many makes: what they share is that the person decides first. */
export const honestSites: readonly Site[] = [
  { name: 'modal', pages: { '/': home(modal()), ...honest() } },
  {
    name: 'modal-tracker-after',
    pages: {
      '/': home(modal({ agreed: track('collect.tracker.example') }), HONEST),
      ...honest({
        parties: [
          ['追踪示例统计（collect.tracker.example）', '追踪示例有限公司', '统计访问量', 'SDK自动采集', '设备标识符'],
        ],
      }),
      '/settings': settings('consent', ''),
    },
  },
  {
    name: 'bottom-banner',
    pages: {
      '/': home(
        `<div id="bar" style="position:fixed;left:0;right:0;bottom:0;background:#fffbe6;padding:12px;border-top:1px solid #ddd">我们使用Cookie等技术处理您的个人信息，详情请阅读<a href="/privacy">隐私政策</a>。<br><span id="n" role="button" tabindex="0" style="padding:6px 12px;border:1px solid #999">拒绝</span> <span id="y" role="button" tabindex="0" style="padding:6px 12px;border:1px solid #999">接受</span></div><script>if(localStorage.consent)bar.remove();y.onclick=()=>{localStorage.consent='1';bar.remove()};n.onclick=()=>{localStorage.consent='0';bar.remove()}</script>`,
      ),
      ...honest(),
    },
  },
  {
    name: 'shadow-open',
    pages: {
      '/': home(
        `<privacy-ask></privacy-ask><script>customElements.define('privacy-ask',class extends HTMLElement{connectedCallback(){if(localStorage.consent)return;const r=this.attachShadow({mode:'open'});r.innerHTML='<style>.m{position:fixed;inset:0;background:rgba(0,0,0,.6);z-index:9}.b{background:#fff;margin:200px 20px;padding:16px}</style><div class=m><div class=b><h3>温馨提示</h3><p>请阅读并了解<a href=/privacy>《隐私保护政策》</a>，同意后我们才会处理您的个人信息。</p><button class=n>暂不使用</button><button class=y>我同意</button></div></div>';for(const [c,v] of [['.n','0'],['.y','1']])r.querySelector(c).onclick=()=>{localStorage.consent=v;r.innerHTML=''}}})</script>`,
      ),
      ...honest(),
    },
  },
  {
    name: 'shadow-closed',
    pages: {
      '/': home(
        `<div id="host"></div><script>if(!localStorage.consent){const r=host.attachShadow({mode:'closed'});r.innerHTML='<div style="position:fixed;inset:0;background:rgba(0,0,0,.6);z-index:9"><div style="background:#fff;margin:200px 20px;padding:16px"><p>我们依据<a href=/privacy>《个人信息保护政策》</a>处理您的个人信息，请您阅读后选择。</p><div><a id=n style="display:inline-block;padding:8px 14px" href="javascript:;">拒绝</a> <a id=y style="display:inline-block;padding:8px 14px" href="javascript:;">同意</a></div></div></div>';r.getElementById('n').onclick=()=>{localStorage.consent='0';r.innerHTML=''};r.getElementById('y').onclick=()=>{localStorage.consent='1';r.innerHTML=''}}</script>`,
      ),
      ...honest(),
    },
  },
  {
    name: 'frame-foreign',
    pages: {
      '/': home(
        `<script>if(!localStorage.consent){const f=document.createElement('iframe');f.src='http://consent.frames.example{port}/ask';f.style.cssText='position:fixed;inset:0;width:100%;height:100%;border:0;z-index:99';document.body.append(f);addEventListener('message',e=>{localStorage.consent=e.data;f.remove()})}</script>`,
      ),
      ...honest(),
    },
    hosts: {
      'consent.frames.example': `<meta charset=utf-8><meta name=viewport content="width=device-width"><body style="background:rgba(0,0,0,.4)"><div style="background:#fff;margin:180px 20px;padding:16px"><p>请阅读<a href="/privacy" onclick="return false">《隐私政策》</a>并选择是否同意处理您的个人信息</p><button onclick="parent.postMessage('0','*')">仅浏览</button> <button onclick="parent.postMessage('1','*')">同意</button></div>`,
    },
  },
  {
    name: 'dialog-element',
    pages: {
      '/': home(
        `<dialog id="d" style="max-width:300px"><h3>隐私政策提示</h3><p>请您阅读<a href="/privacy">《隐私政策》</a>全文。</p><form method="dialog"><button value="no">不同意并进入浏览模式</button><button value="yes">同意</button></form></dialog><script>if(!localStorage.consent){d.showModal();d.onclose=()=>localStorage.consent=d.returnValue}</script>`,
      ),
      ...honest(),
    },
  },
  {
    name: 'delegated-divs',
    pages: {
      '/': home(
        `<div id="root"></div><script>const h=(t,c,...k)=>{const e=document.createElement(t);e.className=c;e.append(...k);return e};if(!localStorage.getItem('agree-state')){const a=h('a','link','《隐私权政策》');a.href='/privacy';root.append(h('div','van-overlay',h('div','van-dialog',h('div','title','服务协议和隐私政策'),h('div','content','请你务必审慎阅读、充分理解',a,'各条款，包括我们如何收集个人信息。'),h('div','footer',h('div','van-button cancel','残忍拒绝'),h('div','van-button confirm','同意并接受')))))}document.addEventListener('click',e=>{const c=e.target.className||'';if(c.includes('cancel')||c.includes('confirm')){localStorage.setItem('agree-state',c.includes('confirm')?'1':'0');root.innerHTML=''}})</script>`,
        HONEST,
        `<style>.van-overlay{position:fixed;inset:0;background:rgba(0,0,0,.7);z-index:2000}.van-dialog{position:absolute;top:30%;left:30px;right:30px;background:#fff;border-radius:16px;overflow:hidden}.title{padding:16px;text-align:center}.content{padding:8px 24px;font-size:14px}.footer{display:flex}.van-button{flex:1;line-height:48px;text-align:center}</style>`,
      ),
      ...honest(),
      '/settings': settings('agree-state'),
    },
  },
  {
    name: 'late-dialog',
    pages: {
      '/': home(
        `<div id="late"></div><script>setTimeout(()=>{const d=document.createElement('div');d.innerHTML=document.getElementById('tpl').innerHTML;document.body.append(d);for(const s of d.querySelectorAll('script')){const n=document.createElement('script');n.textContent=s.textContent;s.replaceWith(n)}},1600)</script><template id="tpl">${modal()}</template>`,
      ),
      ...honest(),
    },
  },
  {
    name: 'session-cookie',
    pages: {
      '/': (_request, response) => {
        response.setHeader('set-cookie', [
          'JSESSIONID=5F2A9C0E7B1D4C338E21; Path=/; HttpOnly',
          'lang=zh-CN; Max-Age=31536000; Path=/',
        ])
        return home(modal())
      },
      ...honest(),
    },
  },
  {
    name: 'plain-third-party',
    pages: {
      '/': home(
        `${modal()}<script src="http://cdn.static.example{port}/lib-3.2.1.min.js"></script><img src="http://cdn.static.example{port}/banner.gif" width="40" height="20" alt="横幅">`,
      ),
      ...honest(),
    },
    hosts: { 'cdn.static.example': (request) => (/\.js/.test(request.url ?? '') ? 'window.lib = 1' : undefined) },
  },
  {
    name: 'canvas-webp-check',
    pages: {
      '/': home(
        `${modal()}<script>const c=document.createElement('canvas');c.width=c.height=1;window.webp=c.toDataURL('image/webp').startsWith('data:image/webp')</script>`,
      ),
      ...honest(),
    },
  },
  {
    name: 'countdown-and-scroll',
    pages: {
      '/': home(
        `<div id="mask" style="position:fixed;inset:0;background:#0008;z-index:50"><div style="background:#fff;margin:120px 20px;padding:16px"><div id="t" style="height:120px;overflow-y:auto;border:1px solid #ddd"><p>欢迎使用。请完整阅读<a href="/privacy">《隐私政策》</a>的要点：</p>${'<p>我们仅在您同意后收集手机号码用于注册账号，收集地址用于配送商品。</p>'.repeat(8)}</div><button id="no">不同意</button> <button id="yes" disabled>同意(2s)</button></div></div><script>if(localStorage.consent)mask.remove();let n=2,seen=false;const up=()=>{yes.textContent=n>0?'同意('+n+'s)':'同意';yes.disabled=n>0||!seen};t.onscroll=()=>{if(t.scrollTop+t.clientHeight>t.scrollHeight-4){seen=true;up()}};const i=setInterval(()=>{n--;up();if(n<=0)clearInterval(i)},1000);yes.onclick=()=>{localStorage.consent='1';mask.remove()};no.onclick=()=>{localStorage.consent='0';mask.remove()}</script>`,
      ),
      ...honest(),
    },
  },
  {
    name: 'tick-to-agree',
    pages: {
      '/': home(
        `<div id="mask" style="position:fixed;inset:0;background:#0008;z-index:50"><div style="background:#fff;margin:200px 20px;padding:16px"><p>感谢您使用示例生活</p><p><input type="checkbox" id="ck"><label for="ck">我已阅读并同意</label><a href="/privacy">《隐私政策》</a></p><button id="no">拒绝</button> <button id="yes">进入首页</button></div></div><script>if(localStorage.consent)mask.remove();yes.onclick=()=>{if(!ck.checked)return;localStorage.consent='1';mask.remove()};no.onclick=()=>{localStorage.consent='0';mask.remove()}</script>`,
        HONEST.replace('3.4=passed', '3.4=cantTell'),
      ),
      ...honest(),
    },
  },
  {
    name: 'hash-router',
    pages: {
      '/': page(
        '示例生活',
        `<div id="app"></div>${modal({ text: '请您阅读<a href="#/privacy">《隐私政策》</a>，同意后我们才会收集个人信息。' })}<script>
const P=${JSON.stringify(/<body>([\s\S]*)<\/body>/.exec(policy())![1])};const R={'/':'<h1>示例生活</h1>${GOODS}','/me':'<h1>我的</h1><div class=row data-to="/settings">设置</div><div class=row data-to="/about">关于我们</div>','/settings':'<h1>设置</h1><div class=row><span>个性化推荐</span><span role=switch id=sw tabindex=0 aria-checked=true>开关</span></div><div class=row data-to="/profile">编辑资料</div><div class=row data-to="/erase">删除我的数据</div><div class=row data-to="/close">注销账号</div><div class=row id=wd>撤回同意</div>','/about':'<h1>关于我们</h1><div class=row data-to="/privacy">隐私政策</div><p>投诉电话 400-010-0000</p>','/privacy':P,'/profile':'<h1>编辑资料</h1><p>修改昵称、头像，保存后立即生效。</p>','/erase':'<h1>删除我的数据</h1><p>选择要删除的数据后点击确定。</p>','/close':'<h1>注销账号</h1><p>验证手机号后即可注销，立即生效。</p>'};
const go=()=>{const p=location.hash.slice(1)||'/';app.innerHTML=(R[p]||'<h1>404</h1>')+'<div class=tabs><span class=row data-to="/">首页</span> <span class=row data-to="/me">我的</span></div>';const s=document.getElementById('sw');if(s){s.setAttribute('aria-checked',String(localStorage.rec!=='0'));s.onclick=()=>{localStorage.rec=s.getAttribute('aria-checked')==='true'?'0':'1';go()}}const w=document.getElementById('wd');if(w)w.onclick=()=>{localStorage.removeItem('consent');app.innerHTML='<p>已撤回</p>'}};addEventListener('hashchange',go);document.addEventListener('click',e=>{const t=e.target.closest('[data-to]');if(t)location.hash=t.dataset.to});go()</script>`,
        { expect: HONEST, head: '<style>.row{cursor:pointer;padding:8px}</style>' },
      ),
    },
  },
]
