/** Two people at one board who go along with each other: following, asking to come and look, showing a card, choosing with dots. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';

test('one follows the other, is asked to come and look, sees what is shown to all, and chooses with dots in private', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await ama.add('note', 'Walk before work');
  await ama.add('note', 'Sleep by eleven');
  await expect(jonas.card('Sleep by eleven')).toBeVisible();
  for (const person of [ama, jonas]) await person.fit();

  await test.step('Jonas goes along with what Ama sees, until he moves himself', async () => {
    await jonas.canvas.focus();
    await jonas.page.keyboard.press('w');
    await expect(jonas.page.getByText('Following Ama. Esc stops.')).toBeVisible();
    await expect(ama.page.getByText('Jonas follows you')).toBeVisible();
    await ama.canvas.focus();
    for (let times = 0; times < 3; times += 1) await ama.page.keyboard.press('+');
    await expect.poll(() => sameSight(ama, jonas)).toBe(true);
    await jonas.page.keyboard.press('Escape');
    await expect(jonas.page.getByText('Following Ama. Esc stops.')).toBeHidden();
  });

  await test.step('Jonas declines to come and look, and goes there when he is asked again', async () => {
    await jonas.fit();
    await expect.poll(() => sameSight(ama, jonas)).toBe(false);
    const before = await zoomOf(jonas);
    const box = jonas.page.getByRole('group', { name: 'Invitation' });
    await ama.canvas.focus();
    await ama.page.keyboard.press('b');
    await expect(box).toContainText('Ama would like to show you something');
    await box.getByRole('button', { name: 'Not now' }).click();
    await expect(box).toBeHidden();
    await expect(ama.page.getByText('Jonas cannot come just now').first()).toBeVisible();
    expect(await zoomOf(jonas)).toBe(before);
    await ama.canvas.focus();
    await ama.page.keyboard.press('b');
    await box.getByRole('button', { name: 'Go there' }).click();
    await expect(ama.page.getByText('Jonas is coming').first()).toBeVisible();
    await expect.poll(() => sameSight(ama, jonas)).toBe(true);
  });

  await test.step('a card that Ama shows to all stands out on both screens, and Jonas can end it', async () => {
    await ama.fit();
    await ama.select('Walk before work');
    await ama.page.keyboard.press('h');
    for (const person of [ama, jonas]) {
      await expect(person.card('Walk before work')).toHaveClass(/\blit\b/);
      await expect(person.card('Sleep by eleven')).toHaveCSS('opacity', '0.3');
    }
    const shown = jonas.page.getByRole('group', { name: 'Together', exact: true });
    await expect(shown).toContainText('Ama shows “Walk before work” to all');
    await shown.getByRole('button', { name: 'End' }).click();
    for (const person of [ama, jonas]) await expect(person.card('Sleep by eleven')).toHaveCSS('opacity', '1');
  });

  await test.step('dots are nobody else’s until both have finished, then they are counted on the cards', async () => {
    await ama.canvas.focus();
    await ama.page.keyboard.press('Control+a');
    await ama.page.keyboard.press('v');
    const form = ama.page.getByRole('form', { name: 'Choose with dots' });
    await form.getByRole('spinbutton', { name: 'Dots for each person' }).fill('2');
    await form.getByRole('button', { name: 'Start' }).click();
    await ama.page.keyboard.press('Escape');
    await ama.select('Sleep by eleven');
    await ama.page.keyboard.press('.');
    await ama.page.keyboard.press('.');
    const mine = ama.page.getByRole('group', { name: 'Choosing with dots' });
    await expect(mine).toContainText('0 of 2 left');
    await mine.getByRole('button', { name: 'I am done' }).click();
    await expect(mine).toContainText('Waiting for Jonas');
    // What Ama has finished has reached Jonas, and her dots have not.
    await ama.saved();
    const his = jonas.page.getByRole('group', { name: 'Choosing with dots' });
    await expect(his).toContainText('2 of 2 left');
    await expect(dotsOn(jonas, 'Sleep by eleven')).toBeHidden();

    await jonas.select('Sleep by eleven');
    await jonas.card('Sleep by eleven').getByRole('button', { name: 'Put a dot' }).click();
    await his.getByRole('button', { name: 'I am done' }).click();
    for (const person of [ama, jonas]) {
      await expect(dotsOn(person, 'Sleep by eleven')).toHaveAccessibleName(/^3 dots: .*Ama 2/);
      await expect(dotsOn(person, 'Sleep by eleven')).toHaveAccessibleName(/Jonas 1/);
    }
    await expect(jonas.page.getByRole('group', { name: 'What the dots say' })).toContainText('Sleep by eleven');
    await jonas.canvas.focus();
    await jonas.page.keyboard.press('Control+z');
    for (const person of [ama, jonas]) {
      await expect(dotsOn(person, 'Sleep by eleven')).toHaveAccessibleName('2 dots: Ama 2');
    }
  });
});

const dotsOn = (person: LiveSessionPage, words: string): Locator =>
  person.card(words).getByRole('img', { name: /^\d+ dots?: / });

async function zoomOf(person: LiveSessionPage): Promise<number> {
  const transform = await viewportOf(person);
  return transform.zoom;
}

/** Whether the middle of both canvases is the same place of the board, at about the same zoom. */
async function sameSight(one: LiveSessionPage, other: LiveSessionPage): Promise<boolean> {
  const [a, b] = [await middleOf(one), await middleOf(other)];
  return Math.abs(a.x - b.x) < 5 && Math.abs(a.y - b.y) < 5 && Math.abs(a.zoom - b.zoom) < 0.02;
}

async function middleOf(person: LiveSessionPage): Promise<{ x: number; y: number; zoom: number }> {
  const { width, height } = await person.boxOf(person.canvas);
  const { x, y, zoom } = await viewportOf(person);
  return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom, zoom };
}

async function viewportOf(person: LiveSessionPage): Promise<{ x: number; y: number; zoom: number }> {
  return person.canvas.locator('.svelte-flow__viewport').evaluate((element) => {
    const { e, f, a } = new DOMMatrix(getComputedStyle(element).transform);
    return { x: e, y: f, zoom: a };
  });
}
