import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PurposeText, purposeOf } from '../../src/collect/app/purpose-text.ts'

const CASES: Readonly<Record<PurposeText, readonly string[]>> = {
  none: [
    '',
    '   ',
    '...',
    '1',
    '。',
    'TODO',
    'xxx',
    'test',
    '描述',
    '$(CAMERA_TEXT)',
    'NSCameraUsageDescription',
    '相机',
    '相机权限',
    '“相机”',
    'Camera',
  ],
  vague: [
    'App需要您的同意，才能访问相机',
    '是否允许“本应用”使用相机？',
    '需要访问您的相册',
    '请允许访问相机，否则无法正常使用部分功能',
    '为您提供更好的服务和体验',
    '若不允许，您将无法使用相关功能',
  ],
  foreign: ['This app needs the camera', 'To scan QR codes', 'カメラ'],
  stated: [
    '用于扫描二维码添加好友',
    '以便您上传头像和发布动态',
    '需要使用麦克风进行语音录制',
    '需要读取本地录音文件进行播放',
    '我们会使用您的位置来推荐附近的门店',
  ],
  unclear: ['需要相机拍身份证'],
}

for (const [kind, texts] of Object.entries(CASES))
  for (const text of texts)
    test(`${kind}: ${text}`, () => assert.equal(purposeOf(text, ['相机', 'camera', '相机权限']), kind))

test('a very long text is answered at once', () => {
  const started = process.cpuUsage().user
  purposeOf('需要使用'.repeat(100_000), ['相机'])
  assert.ok(process.cpuUsage().user - started < 5_000_000)
})
