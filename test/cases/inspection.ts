import type { Plain } from './support.ts'

/** A lawful inspection, step by step; tests change one thing at a time. */

export const art = (place: string) => `inspection-2018#${place}`
export const organ = { side: 'organ' }

export const NOTICE = { organLevel: 'county', department: 'network-security', placeCompetent: true }
export const ON_SITE = { officers: 2, cardShown: true, noticeShown: true }
export const RECORD = { of: 'on-site', officersSigned: 2, operatorSigned: true }
export const notice: Plain = ['notice', '2026-09-07', NOTICE]
export const inspected: Plain = ['inspection', '2026-09-08', ON_SITE]
export const recorded: Plain = ['record', '2026-09-08', RECORD]
export const ordered: Plain = ['order', '2026-09-10', { until: '2026-09-30', minor: true }]
export const requested: Plain = ['request', '2026-09-18', { written: true }]
export const reinspected: Plain = ['reinspection', '2026-09-22']
export const upTo = (n: number) => [notice, inspected, recorded, ordered, requested, reinspected].slice(0, n)
export const REMOTE_NOTICE: Plain = ['remoteNotice', '2026-09-01', { time: '9月2日', scope: '门户网站' }]
export const REMOTE = { purpose: 'vulnerabilities', interference: false }
export const remote: Plain = ['remote', '2026-09-02', REMOTE]
