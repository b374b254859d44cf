import { ATTR } from './attributes.ts'
import type { AxmlElement } from './axml.ts'
import type { Resources } from './resources.ts'

/** An attribute as a word, references followed; `undefined` when it is absent or has none. */
export function word(element: AxmlElement, id: number, resources: Resources): string | undefined {
  const value = element.find(id)
  return value === undefined ? undefined : resources.word(value)
}

/** The same for an attribute without a namespace. */
export function plainWord(element: AxmlElement, name: string, resources: Resources): string | undefined {
  const value = element.findPlain(name)
  return value === undefined ? undefined : resources.word(value)
}

/** An attribute as true or false; `undefined` when it is absent or neither. */
export function flag(element: AxmlElement, id: number, resources: Resources): boolean | undefined {
  const value = element.find(id)
  return value === undefined ? undefined : resources.boolean(value)
}

/** An attribute as a whole number. */
export function integer(element: AxmlElement, id: number, resources: Resources): number | undefined {
  const value = element.find(id)
  return value === undefined ? undefined : resources.integer(value)
}

/** `android:name` of all children with this tag. */
export function namesOf(parent: AxmlElement, tag: string, resources: Resources): string[] {
  const names: string[] = []
  for (const child of parent.children) {
    const name = child.name === tag ? word(child, ATTR.name, resources) : undefined
    if (name !== undefined && name !== '') names.push(name)
  }
  return names
}

/** The full name of a class in the manifest: `.Main` and `Main` belong to the package. */
export function fullName(name: string, owner: string): string {
  if (name.startsWith('.')) return owner + name
  return name.includes('.') || owner === '' ? name : `${owner}.${name}`
}

/** A class named by an attribute, in full. */
export function className(element: AxmlElement, id: number, owner: string, resources: Resources): string | undefined {
  const name = word(element, id, resources)
  return name === undefined || name === '' ? undefined : fullName(name, owner)
}
