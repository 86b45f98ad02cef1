/** An agreement that two people write, sign, and change. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';

test('both sign what stands on the board; when one changes a word, both are asked to sign again', async ({
  people,
}) => {
  const { ama, jonas } = await people.pairIn('first-agreement');
  await ama.start();
  for (const title of ['Story', 'Hopes and worries', 'Terms']) {
    await ama.goOnWith(jonas);
    await expect(jonas.step).toHaveText(title);
  }
  await expect(agreementOf(jonas)).toContainText('Write it on the board');
  await ama.lead('Add agreement').click();
  await ama.write('What is said here stays here.');

  for (const person of [ama, jonas]) {
    await expect(agreementOf(person)).toContainText('What is said here stays here.');
    await agreementOf(person).getByRole('button', { name: 'Sign these words' }).click();
    await expect(agreementOf(person)).toContainText(/You\s*signed/);
  }
  for (const person of [ama, jonas]) {
    await expect(person.guide.getByRole('region', { name: 'Signed by all' })).toBeVisible();
    await expect(agreementOf(person).getByRole('button')).toBeHidden();
  }

  await jonas.select('What is said here');
  await jonas.withCard('Write').click();
  await expect(jonas.writer).toBeFocused();
  await jonas.page.keyboard.press('End');
  await jonas.page.keyboard.type(' For a year.');
  await jonas.page.keyboard.press('Escape');
  for (const person of [ama, jonas]) {
    await expect(agreementOf(person)).toContainText('The words have changed since you signed.');
    await agreementOf(person).getByRole('button', { name: 'Sign again' }).click();
  }
  await expect(ama.guide.getByRole('region', { name: 'Signed by all' })).toContainText('stays here. For a year.');

  await ama.end();
  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  const terms = ama.page.getByRole('region', { name: 'Your agreement' });
  await terms.getByText('Your agreement, signed by').click();
  await expect(terms).toContainText('What is said here stays here. For a year.');
});

const agreementOf = (person: LiveSessionPage): Locator =>
  person.guide.getByRole('region', { name: /^(Your agreement|Signed by all)$/ });
