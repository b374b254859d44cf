const PLATFORM =
  /[（(【[]?(?:双端|安卓端?|android端?|ios端?|iphone|苹果端?|鸿蒙端?|harmonyos|openharmony|h5|客户端)[）)】\]]?/g
const NOISE =
  /软件开发工具包|开发工具包|开发包|第三方|sdk|服务商|服务|功能|组件|模块|插件|官方|应用程序接口|api接口|系列|相关|版本$|版$/g

/** One form for comparing names: width, case, blanks and punctuation do not matter. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b_\-‐-―·•.,，。:：;；/、|&《》〈〉「」『』“”"'‘’()[\]【】*#]/g, '')
}

/** The key without words that say nothing of which SDK is meant: SDK, 服务, （安卓） … */
export function bareKey(name: string): string {
  const text = name.normalize('NFKC').toLowerCase()
  const bare = nameKey(text.replace(PLATFORM, '').replace(NOISE, ''))
  return bare === '' ? nameKey(text) : bare
}

/** The whole name, what stands outside and inside its brackets, and its parts between 、 and the like. */
export function nameVariants(name: string): readonly string[] {
  const text = name.normalize('NFKC').slice(0, MAX_NAME)
  const inside = [...text.matchAll(/[([【「《]([^()[\]【】「」《》]{1,60})[)\]】」》]/g)].map((m) => m[1]!)
  const outside = text.replace(/[([【「《][^()[\]【】「」《》]{1,60}[)\]】」》]/g, '')
  const parts = [text, outside, ...inside].flatMap((piece) =>
    piece.split(/[、,;|\n]|\s\/\s|(?<=[\u4e00-\u9fff])\/(?=[\u4e00-\u9fff])/),
  )
  return [...new Set([text, outside, ...inside, ...parts].map((one) => one.trim()).filter((one) => one !== ''))]
}

/** Longer cells are sentences, not names; the rest of them is not looked at. */
export const MAX_NAME = 200
