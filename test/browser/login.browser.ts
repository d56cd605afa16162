import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { picture, startBrowser } from './chromium.js'

const CIS2 = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare'
const TWO_ROLES = '656005750104'

let application: Server
let callback: string
let sandbox: RunningSandbox
let browser: Browser
let context: BrowserContext
let page: Page

/** The application that users come from and go back to. */
function startApplication(): Promise<Server> {
  const server = createServer((_request, answer) => answer.end('The application'))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

const change = (path: string, method: string, body: object): Promise<Response> =>
  fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Registers the application everywhere with the address at which it listens. */
async function registerApplication(): Promise<void> {
  const record = { name: 'The application', redirectUris: [callback], keys: 'SANDBOX' }
  const authMethods = ['private_key_jwt']
  const answers = await Promise.all([
    change('applications/SandboxDemoApplication0000000001', 'PATCH', { callback }),
    change('relying-parties/nhs-cis2/app', 'PUT', { ...record, authMethods }),
    change('relying-parties/nhs-login/app', 'PUT', { ...record, authMethods }),
  ])
  for (const { status } of answers) expect(status).toBe(200)
}

beforeAll(async () => {
  ;[application, sandbox, browser] = await Promise.all([
    startApplication(),
    startSandbox(),
    startBrowser(),
  ])
  callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/callback`
  await registerApplication()
})
afterAll(async () => {
  await browser.close()
  await sandbox.close()
  application.close()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  page = await context.newPage()
})
afterEach(() => context.close())

const openMock = (): Promise<unknown> =>
  page.goto(
    `${sandbox.url}/oauth2-mock/authorize?${new URLSearchParams({
      client_id: 'SandboxDemoApplication0000000001',
      redirect_uri: callback,
      response_type: 'code',
      state: 's 1',
    })}`,
  )

const openProvider = (
  issuer: string,
  client: string,
  asked: Record<string, string> = {},
): Promise<unknown> =>
  page.goto(
    `${sandbox.url}${issuer}/authorize?${new URLSearchParams({
      client_id: client,
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid',
      state: 's 1',
      nonce: 'n',
      ...asked,
    })}`,
  )

const openCis2 = (asked?: Record<string, string>) => openProvider(CIS2, 'app', asked)
const openNhsLogin = () => openProvider('/nhs-login', 'app')

/** Where the browser is once it has come back to the application. */
async function back(): Promise<URLSearchParams> {
  await page.waitForURL(`${callback}**`)
  return new URL(page.url()).searchParams
}

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}

/** The name that a screen reader reads for what has the focus. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const at = (globalThis as unknown as { document: { activeElement: unknown } }).document
      .activeElement as {
      readonly labels?: ArrayLike<{ readonly textContent: string }> | null
      readonly textContent: string
    }
    return (at.labels?.[0]?.textContent ?? at.textContent).trim()
  })

describe('the mock of CIS2', () => {
  test('is used by keyboard: type the user name and press Enter', async () => {
    await openMock()
    await picture(page, 'mock')
    await press('Tab')
    expect(await focused()).toBe('User name')
    await page.keyboard.type(TWO_ROLES)
    await press('Enter')
    const parameters = await back()
    expect([...parameters.keys()]).toEqual(['code', 'state'])
    expect(parameters.get('state')).toBe('s 1')
  })

  test('is used by mouse: click a test user', async () => {
    await openMock()
    await page.getByRole('button', { name: '021600556514' }).click()
    expect((await back()).get('code')).toBeTruthy()
  })

  test('says what was wrong, and where', async () => {
    await openMock()
    await page.getByLabel('User name').fill('nobody')
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await picture(page, 'mock-error')
    expect(await page.title()).toMatch(/^Error: /)
    await page.getByRole('link', { name: 'Invalid username.' }).click()
    expect(await focused()).toBe('User name')
    expect(await page.getByLabel('User name').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('User name').inputValue()).toBe('nobody')
  })
})

describe('CIS2', () => {
  const ASKED = { scope: 'openid selectedrole', acr_values: 'AAL2_OR_AAL3_ANY' }

  test('is used by keyboard: authenticator, user name, role', async () => {
    await openCis2(ASKED)
    await picture(page, 'cis2')
    await press('Tab', 'ArrowDown', 'ArrowDown')
    expect(await focused()).toBe('Smartcard of CIS2')
    await press('Tab')
    expect(await focused()).toBe('User name')
    await page.keyboard.type(TWO_ROLES)
    await press('Enter')
    await page.waitForSelector('h1:has-text("Choose your role")')
    await picture(page, 'cis2-role')
    await press('Tab', 'Space', 'ArrowDown')
    expect(await focused()).toContain('role profile 656005754108')
    await press('Tab')
    expect(await focused()).toBe('Continue')
    await press('Enter')
    expect((await back()).get('code')).toBeTruthy()
  })

  test('is used by mouse, and then remembers the login', async () => {
    await openCis2()
    await page.getByLabel('Security key').check()
    await page.getByRole('button', { name: TWO_ROLES }).click()
    expect((await back()).get('iss')).toContain(CIS2)
    await openCis2({ prompt: 'none' })
    expect((await back()).get('code')).toBeTruthy()
  })

  test('says what was wrong with the form and with the role', async () => {
    await openCis2(ASKED)
    await page.getByLabel('Passkey').check()
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await picture(page, 'cis2-error')
    expect(await page.getByLabel('Passkey').isChecked()).toBe(true)
    await page.getByLabel('User name').fill(TWO_ROLES)
    await press('Enter')
    await page.getByRole('button', { name: 'Continue' }).click()
    await picture(page, 'cis2-role-error')
    await page.getByRole('link', { name: 'Choose one of your own roles.' }).click()
    expect(await focused()).toContain('role profile')
  })

  test('leads back without a login', async () => {
    await openCis2()
    await page.getByRole('button', { name: 'Cancel and go back' }).click()
    expect((await back()).get('error')).toBe('access_denied')
  })
})

describe('NHS login', () => {
  test('is used by keyboard', async () => {
    await openNhsLogin()
    await picture(page, 'nhs-login')
    await press('Tab', 'Tab')
    expect(await focused()).toBe('User name')
    await page.keyboard.type('9912003071')
    await press('Enter')
    expect((await back()).get('code')).toBeTruthy()
  })

  test('is used by mouse, on a narrow screen', async () => {
    await page.setViewportSize({ width: 360, height: 640 })
    await openNhsLogin()
    await picture(page, 'nhs-login-narrow')
    const width = await page.evaluate(
      () =>
        (globalThis as unknown as { document: { documentElement: { scrollWidth: number } } })
          .document.documentElement.scrollWidth,
    )
    expect(width).toBeLessThanOrEqual(360)
    await page.getByRole('button', { name: /^Sam EXAMPLE, 9912003071/ }).click()
    expect((await back()).get('code')).toBeTruthy()
  })

  test('takes a refusal of consent back to the application', async () => {
    await openNhsLogin()
    await page.getByRole('button', { name: 'Cancel and go back' }).click()
    expect((await back()).get('error_description')).toBe('ConsentNotGiven')
  })
})

describe('every page', () => {
  test('has a language, one main heading, and names for all its controls', async () => {
    for (const open of [openMock, () => openCis2(), openNhsLogin]) {
      await open()
      expect(await page.locator('html').getAttribute('lang')).toBe('en-GB')
      expect(await page.locator('h1').count()).toBe(1)
      const controls = await page.locator('input:not([type=hidden]), button').all()
      for (const control of controls.slice(0, 15)) {
        const name = await control.evaluate((element) => {
          const at = element as unknown as {
            readonly labels?: ArrayLike<{ readonly textContent: string }> | null
            readonly textContent: string
          }
          return (at.labels?.[0]?.textContent ?? at.textContent).trim()
        })
        expect(name).not.toBe('')
      }
    }
  })
})
