import type { LiveSessionPage } from './live-session-page.ts';

export interface SentFile {
  name: string;
  type: string;
  bytes: string;
}

/** What a browser does on Ctrl+V of a picture, without its clipboard, which all tests of a machine would share. */
export async function pasteFile(person: LiveSessionPage, file: SentFile): Promise<void> {
  await person.canvas.focus();
  await person.canvas.evaluate((element, { name, type, bytes }) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, file);
}

export const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
