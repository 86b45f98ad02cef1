/** Two people who lead one session: each command reaches both, and two at once do not add up. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';

test('pause, resume, more time and going back by either show the same on both screens', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await jonas.start();
  for (const person of [ama, jonas]) await expect(person.step).toHaveText('Arrive');

  await ama.lead('Pause').click();
  for (const person of [ama, jonas]) await expect(person.clock).toHaveAccessibleName(/^Paused, /);
  expect(await jonas.clock.getAttribute('aria-label')).toBe(await ama.clock.getAttribute('aria-label'));
  const before = await ama.secondsLeft();

  await jonas.lead('+1 minute').click();
  for (const person of [ama, jonas]) {
    await expect(person.guide).toContainText('Of 4 minutes.');
    await expect.poll(() => person.secondsLeft()).toBe(before + 60);
  }
  await ama.lead('More time').click();
  await ama.page.getByRole('menuitem', { name: '5 minutes more' }).click();
  for (const person of [ama, jonas]) {
    await expect(person.guide).toContainText('Of 9 minutes.');
    await expect.poll(() => person.secondsLeft()).toBe(before + 360);
  }

  await jonas.lead('Resume').click();
  for (const person of [ama, jonas]) {
    await expect(person.clock).not.toHaveAccessibleName(/^Paused/);
    await expect.poll(() => person.secondsLeft()).toBeLessThan(before + 359);
  }

  await ama.goOnWith(jonas);
  for (const person of [ama, jonas]) await expect(person.step).toHaveText('Last promises');
  await jonas.lead('Back').click();
  for (const person of [ama, jonas]) {
    await expect(person.step).toHaveText('Arrive');
    // The time that was spent here counts on.
    expect(await person.secondsLeft()).toBeLessThan(before + 359);
    await expect(person.lead('Back')).toBeDisabled();
  }
});

test('when there is less time than planned, shorter steps are proposed, and count once both want them', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await ama.start();
  await expect(jonas.step).toHaveText('Arrive');
  const pace = (person: typeof ama) => person.guide.getByRole('region', { name: 'Time' });
  await expect(pace(ama)).toBeHidden();
  await ama.lead('More time').click();
  await ama.page.getByRole('menuitem', { name: '5 minutes more' }).click();
  await jonas.lead('+1 minute').click();
  for (const person of [ama, jonas]) {
    await expect(pace(person)).toContainText('There are 6 minutes less than planned. Trim what is left?');
  }
  await pace(jonas).getByText('What it would be').click();
  await expect(pace(jonas)).toContainText('Reality, each turn: 5 instead of 6 min');

  await jonas.lead('Offer shorter steps').click();
  await expect(jonas.guide).toContainText('You offered shorter steps. Waiting for Ama');
  const asked = ama.guide.getByRole('region', { name: 'A question to you' });
  await expect(asked).toContainText('Jonas offers shorter steps, to end on time.');
  await expect(asked).toContainText('Reality, each turn: 5 instead of 6 min');
  await asked.getByRole('button', { name: 'Keep the minutes' }).click();
  for (const person of [ama, jonas]) await expect(pace(person)).toContainText('6 minutes less');

  await ama.lead('Offer shorter steps').click();
  await jonas.guide.getByRole('button', { name: 'Accept' }).click();
  for (const person of [ama, jonas]) await expect(pace(person)).toBeHidden();
  await ama.goOnWith(jonas);
  for (const person of [ama, jonas]) {
    await expect(person.step).toHaveText('Last promises');
    await expect(person.guide).toContainText('Of 4 minutes.');
  }
});

test('the clock is the same on a device whose own clock is seven minutes fast', async ({ people }) => {
  const { live: ama, link } = await people.host('Ama');
  await ama.start();
  await expect.poll(() => ama.secondsLeft()).toBeLessThan(3 * 60 - 4);
  const page = await people.browser();
  await page.clock.install({ time: Date.now() + 7 * 60_000 });
  const jonas = await people.guest('Jonas', link, page);
  await expect(jonas.step).toHaveText('Arrive');
  await expect
    .poll(async () => {
      const [left, right] = await Promise.all([ama.secondsLeft(), jonas.secondsLeft()]);
      return Math.abs(left - right);
    })
    .toBeLessThanOrEqual(2);
});

test('a press right after the device’s clock jumped an hour, as in a sleep, counts once, and clocks agree again', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await ama.start();
  await expect(jonas.step).toHaveText('Arrive');
  await pressAsClockJumps(ama.lead('Next'), 1);
  await pressAsClockJumps(jonas.lead('Go on'), -1);
  for (const person of [ama, jonas]) await expect(person.step).toHaveText('Last promises');
  await pressAsClockJumps(ama.lead('+1 minute'), -1);
  for (const person of [ama, jonas]) {
    await expect.poll(() => person.secondsLeft(), `the clock of ${person.name}`).toBeGreaterThan(6 * 60 - 30);
    await expect.poll(() => person.secondsLeft(), `the clock of ${person.name}`).toBeLessThanOrEqual(6 * 60);
    await person.saved();
  }
});

test('roles swap when one offers and the other accepts, not before', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  const [amas, jonass] = [ama, jonas].map((person) => person.guide.getByRole('region', { name: 'Swap roles' })) as [
    ReturnType<typeof ama.guide.getByRole>,
    ReturnType<typeof ama.guide.getByRole>,
  ];
  await expect(amas).toContainText('Ama goes first, then Jonas.');
  await amas.getByRole('button', { name: 'Offer swap' }).click();
  await expect(jonass).toContainText('Ama offers to swap. You would go first.');
  await jonass.getByRole('button', { name: 'Not now' }).click();
  await expect(amas).toContainText('Ama goes first, then Jonas.');
  await jonass.getByRole('button', { name: 'Offer swap' }).click();
  await amas.getByRole('button', { name: 'Accept' }).click();
  for (const box of [amas, jonass]) await expect(box).toContainText('Jonas goes first, then Ama.');

  await ama.start();
  for (const title of ['Last promises', 'Goal', 'Reality']) {
    await ama.goOnWith(jonas);
    await expect(jonas.step).toHaveText(title);
  }
  await expect(ama.guide).toContainText('Jonas has the floor');
  await jonass.getByRole('button', { name: 'Offer swap' }).click();
  await expect(jonas.guide).toContainText("Jonas's turn, 2 of 5");
  await amas.getByRole('button', { name: 'Accept' }).click();
  for (const person of [ama, jonas]) {
    await expect(person.guide).toContainText("Ama's turn, 1 of 5");
    await expect(person.step).toHaveText('Goal');
  }
  await expect(ama.guide).toContainText('You have the floor');
  await expect(jonas.guide).toContainText('You are the coach');
});

test('whoever has the turn hands it over, and it is the other’s when they agree', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await ama.start();
  for (const step of ['Last promises', 'Goal']) {
    await ama.goOnWith(jonas);
    for (const person of [ama, jonas]) await expect(person.step).toHaveText(step);
  }
  await expect(ama.lead('Hand over')).toBeVisible();
  await expect(jonas.lead('Hand over')).toBeHidden();
  await ama.lead('Hand over').click();
  await expect(ama.guide).toContainText('You asked to hand over. Waiting for Jonas');
  const asked = jonas.guide.getByRole('region', { name: 'A question to you' });
  await expect(asked).toContainText('Ama would hand over now: your turn comes next.');
  await asked.getByRole('button', { name: 'Go on' }).click();
  for (const person of [ama, jonas]) {
    await expect(person.step).toHaveText('Goal');
    await expect(person.lead('Hand over')).toBeHidden();
  }
  await expect(jonas.guide).toContainText('You have the floor');
});

test('two people who press Next at once move on by one step', async ({ people }) => {
  const { live: ama, link } = await people.host('Ama');
  // Jonas’s page hears nothing while the gate is shut: what he presses then, he presses before he can know.
  const browser = await people.browser();
  const gate = await gateInto(browser);
  const jonas = await people.guest('Jonas', link, browser);
  await ama.start();
  await expect(jonas.step).toHaveText('Arrive');

  gate.shut();
  await ama.lead('Next').click();
  await expect(ama.guide).toContainText('You asked to go on');
  await jonas.lead('Next').click();
  gate.open();
  // Both wanted to go on, so nobody has to answer.
  for (const person of [ama, jonas]) await expect(person.step).toHaveText('Last promises');

  await jonas.goOnWith(ama);
  for (const person of [ama, jonas]) await expect(person.step).toHaveText('Goal');
});

test('when one ends the session, the card that the other writes in closes with all its words, and nothing more is taken', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await ama.tool('Note').click();
  await expect(ama.writer).toBeFocused();
  await ama.page.keyboard.type('Half a sentence');
  await ama.saved();
  await jonas.endAndReview();
  await expect(ama.step).toHaveText('The session has ended');
  await expect(ama.writer).toBeHidden();
  await ama.page.keyboard.type(' and words for nobody');
  await expect(ama.badge).toHaveAccessibleName('Connection: Connected');
  for (const person of [ama, jonas]) await expect(person.card(/^Note/)).toHaveAccessibleName('Note Half a sentence');
});

/** Holds back what a page would hear of the session. */
async function gateInto(page: Page): Promise<{ shut(): void; open(): void }> {
  let held: (() => void)[] | null = null;
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (held === null) socket.send(message);
      else held.push(() => socket.send(message));
    });
  });
  return {
    shut: () => (held = []),
    open: () => {
      const waiting = held ?? [];
      held = null;
      for (const send of waiting) send();
    },
  };
}

/** Presses a button just after the clock of the page's device was set forward or back, before the page can notice. */
async function pressAsClockJumps(button: Locator, hours: number): Promise<void> {
  await expect(button).toBeEnabled();
  await button.evaluate((element: HTMLElement, by) => {
    const before = Date.now;
    Date.now = () => before() + by;
    element.click();
  }, hours * 3_600_000);
}
