/** A window of the editor, in a headless browser. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import type { Browser } from './browser';
import type { RunningEditor } from './server';

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const shownWithinMs = 120_000;

/** Key and value pairs VS Code's web workbench takes from its address. */
export type Payload = readonly (readonly [string, string])[];

export interface WindowOptions {
  readonly workspace: string;
  readonly payload?: Payload;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Called before the page loads: the place to expose functions to it. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface EditorWindow {
  readonly page: Page;
  readonly address: string;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a workspace and returns when the workbench is drawn. */
export async function openWindow(on: RunningEditor, browser: Browser, options: WindowOptions): Promise<EditorWindow> {
  const running = await chromium.launch({
    executablePath: browser.executable,
    args: quietFlags,
    env: { ...(process.env as Record<string, string>), ...browser.env },
  });
  try {
    const page = await running.newPage({ viewport: options.viewport ?? { width: 1500, height: 950 } });
    await options.prepare?.(page);
    const address = windowAddress(on, options.workspace, options.payload ?? []);
    await page.goto(address);
    await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: shownWithinMs });
    return { page, address, screenshot: (file) => screenshot(page, file), close: () => running.close() };
  } catch (error) {
    await running.close();
    throw error;
  }
}

/** The address a person (or our browser) opens to see a workspace. */
export function windowAddress(on: RunningEditor, workspace: string, payload: Payload): string {
  const query = new URLSearchParams({ folder: workspace });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${on.authority}/?${query}`;
}

/** Turns on the built-in Copilot, which waits for a sign-in otherwise. */
export function copilotPayload(on: RunningEditor): Payload {
  return [
    ['extensionDevelopmentPath', remotePath(on, path.join(on.editor.extensions, 'copilot'))],
    ['enableProposedApi', 'GitHub.copilot-chat'],
    ['skipWelcome', 'true'],
  ];
}

/** Runs a test suite in the extension host, with an unpacked extension. */
export function suitePayload(on: RunningEditor, extension: string, suite: string): Payload {
  return [
    ['extensionDevelopmentPath', remotePath(on, extension)],
    ['extensionTestsPath', remotePath(on, suite)],
    ['skipWelcome', 'true'],
  ];
}

function remotePath(on: RunningEditor, file: string): string {
  return `vscode-remote://${on.authority}${file}`;
}

async function screenshot(page: Page, file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}
