/**
 * Characters written only in traditional Chinese, each followed by its simplified form. Chosen for how often they
 * stand in policies and notices; characters that are also in simplified use (如 着, 后, 里, 云, 台) are left out.
 */
const PAIRS =
  '們们個个這这為为國国來来時时會会對对發发務务業业學学動动經经電电話话號号碼码機机訊讯網网絡络線线帳帐戶户資资據据庫库設设備备應应隱隐權权護护聲声條条約约規规則则範范圍围類类種种項项選选擇择點点擊击開开關关閉闭啟启輸输' +
  '傳传遞递錄录記记讀读寫写編编輯辑註注銷销刪删變变當当將将與与並并於于從从後后過过還还進进遠远運运營营處处實实現现體体驗验證证認认識识別别標标籤签圖图視视頻频聽听說说語语詞词譯译際际環环維维繫系聯联誰谁請请謝谢讓让該该' +
  '詳详細细節节緊紧級级組组織织結结構构紀纪終终給给統统計计訂订單单買买賣卖費费賬账錢钱銀银額额價价貨货購购貿贸質质責责負负財财產产險险醫医療疗藥药衛卫術术師师書书頁页題题願愿預预領领頭头顯显風风飛飞門门間间問问閱阅聞闻' +
  '陸陆隨随離离難难雖虽雙双雲云靈灵靜静響响頂顶須须順顺頒颁顆颗顧顾養养餘余館馆馬马駕驾騎骑驅驱驟骤鬥斗魚鱼鳥鸟麗丽麼么黨党齊齐齡龄龍龙龐庞歲岁歷历歸归殘残殺杀氣气決决況况減减測测準准滿满漢汉潔洁潛潜濟济災灾無无煙烟熱热' +
  '燈灯爭争爾尔牆墙狀状獨独獲获獻献畢毕畫画異异監监盡尽盤盘眾众確确礎础禮礼禦御稱称穩稳積积競竞筆笔簡简簽签糾纠紅红純纯紙纸紋纹絕绝綁绑綜综緒绪緣缘緩缓練练縣县總总績绩繪绘繼继續续纖纤罰罚羅罗義义習习翹翘聖圣聰聪職职肅肃' +
  '脅胁脈脉腦脑腳脚臉脸臨临舉举舊旧艦舰藝艺莊庄華华萬万葉叶蓋盖蔣蒋薦荐蘇苏蘭兰虛虚蟲虫衝冲補补裝装裏里製制複复褲裤見见親亲覺觉覽览觀观觸触訓训託托許许訴诉診诊詐诈評评試试詢询誌志誤误誘诱調调談谈論论諮咨諾诺謀谋講讲謹谨' +
  '譜谱議议譽誉豐丰貝贝販贩貫贯貼贴賀贺賓宾賠赔賴赖賺赚贈赠贊赞趕赶趙赵跡迹踐践蹤踪車车軌轨軍军軟软較较載载輔辅輕轻輩辈輪轮轉转辦办辭辞農农遲迟適适遷迁遺遗郵邮鄉乡醜丑釋释針针鈔钞鈕钮鉛铅銳锐錯错鍵键鎖锁鏡镜鏈链鐘钟鐵铁' +
  '長长閑闲閘闸閣阁闊阔闡阐隊队階阶陽阳陰阴雜杂雞鸡霧雾韓韩頗颇頓顿飲饮飾饰骯肮髮发鬆松魯鲁鮮鲜鹽盐麥麦黃黄齒齿偽伪側侧偵侦債债傷伤傾倾僅仅僱雇儀仪億亿優优償偿儘尽兒儿內内兩两冊册凍冻凱凯劃划劇剧劉刘勞劳勢势勝胜勵励勸劝' +
  '區区協协卻却參参叢丛員员喚唤喪丧嗎吗嘗尝噴喷嚴严囑嘱執执堅坚報报場场塊块塵尘壓压壞坏壟垄夠够夾夹奪夺奮奋婦妇媽妈孫孙寧宁審审導导專专尋寻屆届屬属層层島岛崗岗嶺岭幣币幫帮幾几廠厂廢废廣广庁厅廳厅張张強强彈弹彙汇徑径復复' +
  '徵征徹彻恆恒悅悦惡恶惱恼愛爱態态慣惯慮虑慶庆憂忧憑凭憲宪懷怀懸悬戰战戲戏拋抛挾挟捨舍掃扫掛挂採采換换揮挥損损搖摇擁拥擔担擬拟擴扩擾扰攔拦攜携攝摄敗败敵敌數数斷断曆历暫暂曉晓朧胧東东極极樣样樹树橋桥檔档檢检欄栏歐欧歡欢' +
  '毀毁滅灭滯滞漲涨灣湾爐炉犧牺狹狭瀏浏臺台滙汇匯汇鑒鉴鑑鉴檯台係系佈布衹只儲储創创剛刚劑剂勛勋囉啰圓圆團团壽寿妳你孃娘宮宫連连遊游興兴夥伙擷撷樂乐瞭了訪访獎奖螢萤沒没轄辖潰溃撥拨樞枢達达鑰钥貴贵娛娱釘钉騙骗憶忆帶带饋馈' +
  '暱昵併并違违暢畅趨趋訟讼洩泄納纳討讨縮缩韌韧櫃柜躍跃丟丢諸诸盜盗賽赛壇坛濾滤騰腾週周濫滥裡里輛辆捲卷藍蓝錦锦溫温勳勋讚赞緯纬溝沟課课賦赋辯辩貸贷樓楼築筑幟帜釣钓誠诚竊窃纜缆奧奥盧卢亞亚薩萨搶抢遙遥篩筛箋笺邊边礙碍賞赏' +
  '閒闲蒐搜'

/** Traditional → simplified. */
const SIMPLE: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, i) => [PAIRS[2 * i]!, PAIRS[2 * i + 1]!] as const),
)

/** Simplified forms that traditional text uses too, as characters of their own. */
const SHARED = '后里云台只系着斗松征余御丑谷几舍冲志咨布托汇厅注划于准制复历占发周伙了并泄卷'

const TRADITIONAL = 1
const SIMPLIFIED = 2
/** For each character code: only traditional, only simplified, or neither. */
const KIND = new Uint8Array(0x10000)
for (const [traditional, simple] of SIMPLE) {
  KIND[traditional.charCodeAt(0)] = TRADITIONAL
  if (!SHARED.includes(simple)) KIND[simple.charCodeAt(0)] = SIMPLIFIED
}

const count = (text: string, kind: number): number => {
  let found = 0
  for (let i = 0; i < text.length; i += 1) if (KIND[text.charCodeAt(i)] === kind) found += 1
  return found
}

/** Number of characters that only traditional Chinese uses. */
export const countTraditional = (text: string): number => count(text, TRADITIONAL)
/** Number of characters that only simplified Chinese uses, of those with a pair in the table. */
export const countSimplified = (text: string): number => count(text, SIMPLIFIED)

/** The text with the characters of the table written in simplified form; same length. */
export function simplified(text: string): string {
  if (countTraditional(text) === 0) return text
  let out = ''
  for (const char of text) out += SIMPLE.get(char) ?? char
  // What Taiwan and Hong Kong call it, in the words of the mainland; the length stays the same.
  return out.replaceAll('资讯', '信息')
}
